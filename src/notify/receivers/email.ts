/** People by mail: over a mail server, or by Azure Communication Services. */
import type { Message } from '../../notification.ts';
import { mailOf } from '../mail/mail-of.ts';
import type { MailSettings } from '../settings/notify-settings.ts';
import { communicationServices } from './email/communication-services.ts';
import { headersOf, threadOf } from './email/headers.ts';
import { smtp } from './email/smtp.ts';
import type { MailDeps, MailTransport } from './email/transport.ts';
import type { Outgoing, Receiver, Sent } from './receiver.ts';

interface EmailSettings {
  readonly id: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
}

export function emailReceiver(
  { id, to, cc }: EmailSettings,
  { from, replyTo, unsubscribe, transport }: MailSettings,
  deps: MailDeps,
): Receiver {
  const send: MailTransport =
    transport.kind === 'smtp' ? smtp(transport.url, deps) : communicationServices(transport.endpoint, deps);
  return {
    id,
    kind: 'email',
    send(
      { deliveryId, message, group, createdAt, triedSince }: Outgoing,
      signal: AbortSignal,
    ): Promise<Sent> {
      const frame = { receiver: id, unsubscribe, notice: deps.notice };
      const mail = mailOf(withSmallCsv(message), frame);
      const thread = threadOf(deliveryId, group, from);
      const headers = headersOf(deliveryId, unsubscribe);
      return send(
        { deliveryId, from, replyTo, to, cc, mail, thread, headers, createdAt, triedSince },
        signal,
      );
    },
  };
}

/**
 * Mail servers and Azure Communication Services take about 10 MB, of which attachments, as base64, are four thirds:
 * https://learn.microsoft.com/azure/communication-services/concepts/service-limits#email
 */
const mostCsvBytes = 7_000_000;

function withSmallCsv(message: Message): Message {
  if (message.form !== 'digest' || message.csv === null || 'leftOut' in message.csv) return message;
  if (Buffer.byteLength(message.csv.text) <= mostCsvBytes) return message;
  return { ...message, csv: { leftOut: 'it is larger than the 7 MB that mail has room for.' } };
}
