import { cleanText } from './clean-text.ts';

/** Where on the way to a server a connection failed. */
export type Layer = 'DNS' | 'TCP' | 'TLS' | 'proxy' | 'reset';

export interface BrokenConnection {
  readonly layer: Layer;
  /** Code of the error that tells, e.g. ENOTFOUND. */
  readonly code: string;
  /** What TLS says, safe to show; empty for other layers, whose messages may quote a header. */
  readonly message: string;
}

/** The deepest error of the chain that has a code we know, or null; undici, happy eyeballs and clients wrap the one of the socket. */
export function brokenConnection(error: unknown): BrokenConnection | null {
  for (const { code, message } of chainOf(error).toReversed()) {
    if (message.startsWith('Proxy response ('))
      return { layer: 'proxy', code: message.slice(6, 20), message: '' };
    const layer = codes[code] ?? (/^(?:ERR_TLS_|ERR_SSL_|CERT_|ERR_OSSL_)/u.test(code) ? 'TLS' : undefined);
    if (layer !== undefined) return { layer, code, message: layer === 'TLS' ? tlsMessage(message) : '' };
  }
  return null;
}

/** Code of the outermost error; empty when it has none. */
export function codeOf(error: unknown): string {
  return chainOf(error)[0]?.code ?? '';
}

const codes: Readonly<Record<string, Layer>> = {
  ENOTFOUND: 'DNS',
  EAI_AGAIN: 'DNS',
  EAI_NODATA: 'DNS',
  EAI_FAIL: 'DNS',
  ECONNREFUSED: 'TCP',
  EHOSTUNREACH: 'TCP',
  ENETUNREACH: 'TCP',
  EHOSTDOWN: 'TCP',
  ENETDOWN: 'TCP',
  ETIMEDOUT: 'TCP',
  EADDRNOTAVAIL: 'TCP',
  UND_ERR_CONNECT_TIMEOUT: 'TCP',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  EPROTO: 'TLS',
  CERT_HAS_EXPIRED: 'TLS',
  CERT_NOT_YET_VALID: 'TLS',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'TLS',
  SELF_SIGNED_CERT_IN_CHAIN: 'TLS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'TLS',
  UNABLE_TO_GET_ISSUER_CERT: 'TLS',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'TLS',
};

interface Link {
  readonly code: string;
  readonly message: string;
}

/** Outermost first. */
function chainOf(error: unknown): readonly Link[] {
  const links: Link[] = [];
  for (let link = error, depth = 0; link instanceof Error && depth < 5; depth += 1) {
    links.push({ code: 'code' in link ? String(link.code) : '', message: link.message });
    link = link instanceof AggregateError ? link.errors[0] : link.cause;
  }
  return links;
}

/** OpenSSL's messages are `id:error:library:function:reason:file:line:`; the reason is what says something. */
function tlsMessage(message: string): string {
  const [, reason] = /:error:[^:]*:[^:]*:[^:]*:([^:]+):/u.exec(message) ?? [];
  return cleanText(reason ?? message, 160);
}
