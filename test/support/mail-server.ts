/**
 * A real SMTP server on loopback that keeps what it is sent, parsed by another library than the one that wrote it. Its name is
 * `receiver.test`, as that of its certificate.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { ParsedMail } from 'mailparser';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import type { CertificateKind } from './test-authority.ts';
import { testAuthority } from './test-authority.ts';

interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Whether the connection was encrypted when the mail came. */
  readonly encrypted: boolean;
  /** As it came. */
  readonly source: string;
  readonly parsed: ParsedMail;
}

export interface MailServer {
  readonly port: number;
  /** PEM of the authority that its certificate is from. */
  readonly ca: string;
  readonly mails: readonly ReceivedMail[];
  /** Passwords that were tried, right or wrong, and over what. */
  readonly logins: readonly { readonly user: string; readonly encrypted: boolean }[];
}

export interface MailServerOptions {
  readonly certificate?: CertificateKind;
  /** TLS from the first byte. */
  readonly implicitTls?: boolean;
  readonly startTls?: boolean;
  /** Wants this user and password. */
  readonly login?: { readonly user: string; readonly pass: string };
  /** Status and text with which it refuses: the sender, a recipient, or the mail; null for not. */
  readonly refuse?: {
    readonly login?: Refusal;
    readonly from?: Refusal;
    readonly to?: (address: string) => Refusal | null;
    readonly mail?: Refusal;
  };
}

type Refusal = readonly [status: number, text: string];

export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const { certificate = 'good', implicitTls = false, startTls = true, login, refuse = {} } = options;
  const { ca, certificates } = await testAuthority();
  const mails: ReceivedMail[] = [];
  const logins: { user: string; encrypted: boolean }[] = [];
  const settings: SMTPServerOptions = {
    ...certificates[certificate],
    secure: implicitTls,
    authOptional: login === undefined,
    disabledCommands: [...(startTls ? [] : ['STARTTLS']), ...(login === undefined ? ['AUTH'] : [])],
    // A server in the clear takes passwords in the clear: that the client does not send them is what is tested.
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: ({ username = '', password = '' }, { secure }, answer) => {
      logins.push({ user: username, encrypted: secure });
      const right = username === login?.user && password === login.pass;
      if (right && refuse.login === undefined) answer(null, { user: username });
      else answer(refusal(refuse.login ?? [535, `5.7.8 No: ${username} ${password}`]));
    },
    onMailFrom: (_from, _session, answer) => answer(refuse.from === undefined ? null : refusal(refuse.from)),
    onRcptTo: ({ address }, _session, answer) => {
      const refused = refuse.to?.(address) ?? null;
      answer(refused === null ? null : refusal(refused));
    },
    onData: (stream, { envelope, secure }, answer) => {
      const keep = async (): Promise<void> => {
        const source = (await buffer(stream)).toString('utf8');
        if (refuse.mail !== undefined) throw refusal(refuse.mail);
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ from, to, encrypted: secure, source, parsed: await simpleParser(source) });
      };
      keep().then(
        () => answer(null),
        (error: unknown) => answer(error instanceof Error ? error : new Error('refused')),
      );
    },
  };
  const server = new SMTPServer(settings);
  // A client that ends the connection because of a certificate is an error here.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo; // A TCP server has no other kind of address.
  return { port, ca, mails, logins };
}

/** A port on loopback that answers a connection with these bytes, and ends it or says nothing more. */
export async function startBrokenServer(greeting: string, then: 'ends' | 'waits'): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (then === 'ends') socket.end(greeting);
    else socket.write(greeting);
    onTestFinished(() => void socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port; // As above.
}

function refusal([status, text]: Refusal): Error {
  return Object.assign(new Error(text), { responseCode: status });
}
