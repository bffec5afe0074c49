import { ReadError } from '../shared/errors.ts';
import { cleanText } from '../shared/clean-text.ts';

/** Where on the way to the API server a connection failed. */
type Layer = 'DNS' | 'TCP' | 'TLS' | 'proxy' | 'reset';

/** Whether the server or something on the way ended an open connection: the one failure that a retry may heal. */
export function isReset(error: unknown): boolean {
  return layerOf(error).layer === 'reset';
}

/** `unreachable`, saying which layer failed. Only codes and known texts get in: other messages may quote a header. */
export function connectionError(error: unknown, server: string): ReadError {
  const { layer, code, message } = layerOf(error);
  const host = new URL(server).host;
  const [what, remedy] = sentences[layer];
  const said = layer === 'TLS' && message !== '' ? `${message}; ${code}` : code;
  return new ReadError('unreachable', `${what.replace('{host}', host)} (${said}).`, remedy, { cause: error });
}

const sentences: Readonly<Record<Layer, readonly [string, string]>> = {
  DNS: [
    'DNS: the name of the API server {host} cannot be resolved',
    'Check the server address; a private cluster needs its private DNS zone linked to the network of the auditor.',
  ],
  TCP: [
    'TCP: the API server {host} does not accept a connection',
    'Check that the cluster is running, and that authorized IP ranges, firewalls and routes let the auditor in.',
  ],
  TLS: [
    'TLS: no secure connection to the API server {host}',
    'Check the certificate authority, the server name and the client certificate in the kubeconfig.',
  ],
  proxy: [
    'Proxy: the proxy does not open a tunnel to the API server {host}',
    'Check proxy-url in the kubeconfig, and that the proxy allows the address of the API server.',
  ],
  reset: [
    'TCP: the connection to the API server {host} was cut',
    'Check whether the API server restarts, and whether a firewall or load balancer ends connections.',
  ],
};

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

/** The deepest error of the chain that has a code we know; undici and happy eyeballs wrap the one of the socket. */
function layerOf(error: unknown): { readonly layer: Layer; readonly code: string; readonly message: string } {
  for (const { code, message } of chainOf(error)) {
    if (message.startsWith('Proxy response ('))
      return { layer: 'proxy', code: message.slice(6, 20), message };
    const layer = codes[code] ?? (/^(?:ERR_TLS_|ERR_SSL_|CERT_|ERR_OSSL_)/u.test(code) ? 'TLS' : undefined);
    if (layer !== undefined) return { layer, code, message: layer === 'TLS' ? tlsMessage(message) : '' };
  }
  const [outermost] = chainOf(error);
  return { layer: 'TCP', code: outermost?.code || 'unknown error', message: '' };
}

interface Link {
  readonly code: string;
  readonly message: string;
}

function chainOf(error: unknown): readonly Link[] {
  const links: Link[] = [];
  for (let link = error, depth = 0; link instanceof Error && depth < 5; depth += 1) {
    links.push({ code: 'code' in link ? String(link.code) : '', message: link.message });
    link = link instanceof AggregateError ? link.errors[0] : link.cause;
  }
  return links.toReversed();
}

/** OpenSSL's messages are `id:error:library:function:reason:file:line:`; the reason is what says something. */
function tlsMessage(message: string): string {
  const [, reason] = /:error:[^:]*:[^:]*:[^:]*:([^:]+):/u.exec(message) ?? [];
  return cleanText(reason ?? message, 160);
}
