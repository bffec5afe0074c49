/** Mail over a mail server. */
import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport';
import { notSent, notSentBy } from '../not-sent.ts';
import type { Sent } from '../receiver.ts';
import { smtpFailure } from './smtp-failure.ts';
import { smtpOptionsOf } from './smtp-options.ts';
import { smtpServerOf } from './smtp-server.ts';
import type { MailDeps, MailTransport, OutgoingMail } from './transport.ts';

/** For all of it: a server must not hold a delivery by a byte every nine seconds. */
const wholeMs = 60_000;

export function smtp(url: string, { guard, ca }: Pick<MailDeps, 'guard' | 'ca'>): MailTransport {
  return async (mail, signal) => {
    const server = smtpServerOf(url);
    if (server === null) return notSent(noAddress);
    try {
      const address = await guard.pin(server.host, signal);
      return await sendOver(
        smtpOptionsOf(server, address, ca),
        mail,
        AbortSignal.any([signal, AbortSignal.timeout(wholeMs)]),
      );
    } catch (error) {
      return notSentBy(error) ?? smtpFailure(error, server);
    }
  };
}

const noAddress =
  'The setting that mail.smtp.urlSetting names holds no address like smtps://user:password@host:465 or smtp://user:password@host:587.';

async function sendOver(
  options: SMTPTransportOptions,
  outgoing: OutgoingMail,
  signal: AbortSignal,
): Promise<Sent> {
  // A cold start that sends no mail does not pay for it.
  const { createTransport } = await import('nodemailer');
  const { from, replyTo, to, cc, mail, thread, headers, createdAt } = outgoing;
  const { rejected, responseCode } = await createTransport(options)
    .sendMail({
      from,
      ...(replyTo === null ? {} : { replyTo }),
      to: [...to],
      cc: [...cc],
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      attachments: mail.attachments.map(({ fileName, contentType, content }) => ({
        filename: fileName,
        contentType,
        content,
      })),
      date: new Date(createdAt),
      messageId: thread.messageId,
      headers: { ...headers, ...thread.answers },
      signal,
    })
    .then(({ rejected, response }) => ({ rejected, responseCode: Number(response.slice(0, 3)) || 250 }));
  return { ok: true, status: responseCode, detail: sentText(rejected.length, to.length + cc.length) };
}

/** Sending it again would be a second mail for those who have it. */
function sentText(refused: number, all: number): string {
  return refused === 0
    ? 'The mail server took the mail.'
    : `The mail server took the mail for ${all - refused} of ${all} addresses and refused the others: look for addresses that do not exist.`;
}
