/**
 * How a mail server is connected to. The connection is encrypted: `smtps:` from the first byte, `smtp:` by STARTTLS, and without it
 * nothing is sent. One exception: a mail server with a private address, which the setting NOTIFY_PRIVATE_HOSTS has to allow, and
 * which wants no password, may do without encryption; if it offers it, it is used. The certificate has to be right always.
 */
import { isIP } from 'node:net';
import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport';
import { judgeAddress } from '../../guard/address.ts';
import type { SmtpServer } from './smtp-server.ts';

/** For each step: connection, greeting, and every silence after that. */
const stepMs = 10_000;

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
