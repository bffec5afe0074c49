/** Outline and subject of whatever is sent. */
import type { Message } from '../../notification.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { severityCounts } from './words.ts';
import type { Outline } from './outline.ts';
import { digestOutline } from './of-digest.ts';
import { notificationOutline } from './of-notification.ts';

export function outlineOf(message: Message): Outline {
  return message.form === 'digest' ? digestOutline(message) : notificationOutline(message);
}

/** More is cut by phones and lists of mails. */
const longestSubject = 150;

/** One line with the severity first, so that a list of mails can be read at a glance: `[High] 3 clusters: …`. */
export function subjectOf(message: Message): string {
  const { label, title } = outlineOf(message);
  const state = message.form === 'digest' ? digestState(message) : '';
  return cleanText(`[${label}] ${title}${state}`, longestSubject);
}

function digestState({ open, clusters }: Extract<Message, { form: 'digest' }>): string {
  const counts = severityCounts({ ...open, medium: 0, low: 0, info: 0 });
  const parts = [
    counts === '' ? '' : `${counts} open`,
    clusters.notAuditedTotal > 0 ? `${clusters.notAuditedTotal} not audited` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}
