/**
 * What went wrong with a mail server → one sentence, and whether to try again. What the server wrote is not told: it may repeat
 * what it was sent. Its enhanced code (RFC 3463) is, by which everything can be looked up.
 */
import { brokenConnection } from '../../../shared/connection-layer.ts';
import type { Sent } from '../receiver.ts';
import type { SmtpServer } from './smtp-server.ts';

type Failure = Extract<Sent, { ok: false }>;

export function smtpFailure(error: unknown, { host, implicitTls }: SmtpServer): Failure {
  const { code, command, status, enhanced } = partsOf(error);
  const said = status === null ? '' : ` (${enhanced === null ? status : `${status} ${enhanced}`})`;
  if (code === 'EABORT') return again(`Sending by ${host} took too long and was stopped.`, null);
  if (command === 'STARTTLS' && status !== null) return never(noStartTls(host, said), status);
  if (isRefusedLogin(code, status))
    return never(`${host} does not take the user and password${said}. ${setting}`, status);
  if (status === null) return again(unreachedText(error, host, implicitTls), null);
  if (status >= 500) return never(`${host} refused the mail${said}. ${refusedHint(status)}`, status);
  return again(`${host} does not take the mail now${said}.`, status);
}

interface Parts {
  readonly code: string;
  readonly command: string;
  readonly status: number | null;
  readonly enhanced: string | null;
}

function partsOf(error: unknown): Parts {
  const fields = new Map<string, unknown>(
    typeof error === 'object' && error !== null ? Object.entries(error) : [],
  );
  const status = fields.get('responseCode');
  const response = fields.get('response');
  return {
    code: textOf(fields.get('code')),
    command: textOf(fields.get('command')),
    status: typeof status === 'number' && status >= 400 && status <= 599 ? status : null,
    enhanced: /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(textOf(response))?.[1] ?? null,
  };
}

function textOf(field: unknown): string {
  return typeof field === 'string' ? field : '';
}

/** 454 4.7.0 is a login server that is down. */
function isRefusedLogin(code: string, status: number | null): boolean {
  if (status !== null && status < 500) return false;
  return (
    code === 'EAUTH' ||
    code === 'ENOAUTH' ||
    status === 530 ||
    status === 534 ||
    status === 535 ||
    status === 538
  );
}

const setting =
  'Set them right in the address that the setting named by mail.smtp.urlSetting holds: smtps://user:password@host, with %40 for @ in the password.';

function noStartTls(host: string, said: string): string {
  return `${host} offers no STARTTLS${said}, and mail is not sent in the clear. Use an smtps: address, turn STARTTLS on, or, for a server in your own network without a password, name it in NOTIFY_PRIVATE_HOSTS.`;
}

function unreachedText(error: unknown, host: string, implicitTls: boolean): string {
  const broken = brokenConnection(socketError(error));
  if (broken === null) return `${host} ended the connection or did not answer in time.`;
  const { layer, code, message } = broken;
  if (layer !== 'TLS')
    return `There is no connection to ${host} (${code}). Azure blocks port 25: use 587 or 465.`;
  const hint = implicitTls ? ' Port 465 mostly wants an smtps: address, port 587 an smtp: one.' : '';
  return `The certificate or TLS of ${host} is not accepted: ${message === '' ? code : message}.${hint}`;
}

/** The error of the socket, out of which nodemailer makes its own with other codes; after STARTTLS with a text before it. */
function socketError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = new Map<string, unknown>(Object.entries(error)).get('originalCode') ?? startTlsCode(error);
  const message = error.message.replace(/^Error initiating TLS - /, '');
  return Object.assign(new Error(message), { code });
}

function startTlsCode(error: Error): string {
  return error.message.startsWith('Error initiating TLS - ') ? 'ERR_TLS_HANDSHAKE' : '';
}

function refusedHint(status: number): string {
  if (status === 550 || status === 551 || status === 553 || status === 554) {
    return 'Check that this server may send as the sender (mail.from), and that the addresses exist.';
  }
  if (status === 552) return 'The mail is too large for it.';
  return 'Its log says more.';
}

function again(detail: string, status: number | null): Failure {
  return { ok: false, status, detail, retry: true };
}

function never(detail: string, status: number | null): Failure {
  return { ok: false, status, detail, retry: false };
}
