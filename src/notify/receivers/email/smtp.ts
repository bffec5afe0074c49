/**
 * Mail over a mail server. The connection is encrypted: `smtps:` from the first byte, `smtp:` by STARTTLS, and without it
 * nothing is sent. One exception: a mail server with a private address, which the setting NOTIFY_PRIVATE_HOSTS has to allow, and
 * which wants no password, may do without encryption; if it offers it, it is used. The certificate has to be right always.
 */
import { isIP } from 'node:net';
import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport';
import { judgeAddress } from '../../guard/address.ts';
import { AddressRefused, NotReached } from '../../guard/guard.ts';
import type { Sent } from '../receiver.ts';
import { smtpFailure } from './smtp-failure.ts';
import type { SmtpServer } from './smtp-server.ts';
import { smtpServerOf } from './smtp-server.ts';
import type { MailDeps, MailTransport, OutgoingMail } from './transport.ts';

/** For each step: connection, greeting, and every silence after that. */
const stepMs = 10_000;
/** For all of it: a server must not hold a delivery by a byte every nine seconds. */
const wholeMs = 60_000;

export function smtp(url: string, { guard, ca }: Pick<MailDeps, 'guard' | 'ca'>): MailTransport {
  return async (mail, signal) => {
    const server = smtpServerOf(url);
    if (server === null) return { ok: false, status: null, detail: noAddress, retry: false };
    try {
      const address = await guard.pin(server.host, signal);
      return await sendOver(
        smtpOptionsOf(server, address, ca),
        mail,
        AbortSignal.any([signal, AbortSignal.timeout(wholeMs)]),
      );
    } catch (error) {
      if (error instanceof AddressRefused)
        return { ok: false, status: null, detail: error.message, retry: false };
      if (error instanceof NotReached) return { ok: false, status: null, detail: error.message, retry: true };
      return smtpFailure(error, server);
    }
  };
}

const noAddress =
  'The setting that mail.smtp.urlSetting names holds no address like smtps://user:password@host:465 or smtp://user:password@host:587.';

export function smtpOptionsOf(
  server: SmtpServer,
  address: string,
  ca: string | undefined,
): SMTPTransportOptions {
  const { host, port, implicitTls, auth } = server;
  const mayBePlain = judgeAddress(address).kind === 'private' && auth === null;
  return {
    // The address that was checked, and no other lookup of the name.
    host: address,
    port,
    secure: implicitTls,
    requireTLS: !implicitTls && !mayBePlain,
    ...(auth === null ? {} : { auth }),
    tls: {
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
      // Not even when NODE_TLS_REJECT_UNAUTHORIZED says otherwise.
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
    },
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

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
      inReplyTo: thread.root,
      references: thread.root,
      headers: { ...headers },
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
