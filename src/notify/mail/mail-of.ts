/** A message as mail. */
import type { Message } from '../../notification.ts';
import { outlineOf, subjectOf } from '../outline/of-message.ts';
import { mailHtml } from './html.tsx';
import { mailText } from './text.ts';

/** What stands around the message. */
export interface MailFrame {
  /** Name of the receiver in the settings: people who want no more of it have to find it. */
  readonly receiver: string;
  /** mailto: or https: address. */
  readonly unsubscribe: string;
  /** Shown at the top, e.g. that it is sample data; null for none. */
  readonly notice: string | null;
}

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
}

interface MailAttachment {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: string;
}

/** Equal messages give equal mail: nothing in it tells when it was made. */
export function mailOf(message: Message, frame: MailFrame): Mail {
  const subject = subjectOf(message);
  const outline = outlineOf(message);
  return {
    subject,
    text: mailText(outline, frame),
    html: mailHtml(outline, frame, subject),
    attachments: attachmentsOf(message),
  };
}

function attachmentsOf(message: Message): readonly MailAttachment[] {
  if (message.form !== 'digest' || message.csv === null || 'leftOut' in message.csv) return [];
  const { fileName, text } = message.csv;
  // The name becomes part of a header and of a path on somebody's disk.
  const safe = fileName
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^[.-]+/g, '')
    .slice(0, 100);
  return [
    { fileName: safe === '' ? 'report.csv' : safe, contentType: 'text/csv; charset=utf-8', content: text },
  ];
}
