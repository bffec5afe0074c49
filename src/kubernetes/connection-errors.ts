import { type BrokenConnection, type Layer, brokenConnection, codeOf } from '../shared/connection-layer.ts';
import { ReadError } from '../shared/errors.ts';
import { type Advice, kubeconfigAdvice } from './advice.ts';

/** Whether the server or something on the way ended an open connection: the one failure that a retry may heal. */
export function isReset(error: unknown): boolean {
  return brokenConnection(error)?.layer === 'reset';
}

/** `unreachable`, saying which layer failed. Only codes and known texts get in: other messages may quote a header. */
export function connectionError(
  error: unknown,
  server: string,
  advice: Advice = kubeconfigAdvice,
): ReadError {
  const { layer, code, message } = layerOf(error);
  const [what, remedy] = sentencesOf(new URL(server).host, advice)[layer];
  const said = layer === 'TLS' && message !== '' ? `${message}; ${code}` : code;
  return new ReadError('unreachable', `${what} (${said}).`, remedy, { cause: error });
}

function sentencesOf(
  host: string,
  { tls, proxy }: Advice,
): Readonly<Record<Layer, readonly [what: string, remedy: string]>> {
  return {
    DNS: [
      `DNS: the name of the API server ${host} cannot be resolved`,
      'Check the server address; a private cluster needs its private DNS zone linked to the network of the auditor.',
    ],
    TCP: [
      `TCP: the API server ${host} does not accept a connection`,
      'Check that the cluster is running, and that authorized IP ranges, firewalls and routes let the auditor in.',
    ],
    TLS: [`TLS: no secure connection to the API server ${host}`, tls],
    proxy: [`Proxy: the proxy does not open a tunnel to the API server ${host}`, proxy],
    reset: [
      `TCP: the connection to the API server ${host} was cut`,
      'Check whether the API server restarts, and whether a firewall or load balancer ends connections.',
    ],
  };
}

/** What has no code that is known has failed before TLS. */
function layerOf(error: unknown): BrokenConnection {
  return brokenConnection(error) ?? { layer: 'TCP', code: codeOf(error) || 'unknown error', message: '' };
}
