/** What the address of a mail server says: `smtp[s]://user:password@host:port`. All else in it is not heeded. */

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte, not by STARTTLS. */
  readonly implicitTls: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | null;
}

export function smtpServerOf(address: string): SmtpServer | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, port, username, password } = new URL(address);
  if ((protocol !== 'smtp:' && protocol !== 'smtps:') || hostname === '') return null;
  const user = decoded(username);
  const pass = decoded(password);
  if (user === null || pass === null) return null;
  const implicitTls = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (implicitTls ? 465 : 587) : Number(port),
    implicitTls,
    auth: user === '' && pass === '' ? null : { user, pass },
  };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
