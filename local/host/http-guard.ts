/** Keeps web pages of other origins away from the local host, which asks nobody who they are. */
import type { IncomingHttpHeaders } from 'node:http';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface Refusal {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

/** Why a request is refused, or null. */
export function refusalOf(method: string, headers: IncomingHttpHeaders): Refusal | null {
  const host = headers.host ?? '';
  // A name that somebody else's DNS points at 127.0.0.1 would make their page "same origin" with us.
  if (!loopbackNames.has(host.replace(/:\d+$/u, '').toLowerCase())) {
    return {
      status: 421,
      title: 'Misdirected request',
      detail: `The local host answers to localhost and 127.0.0.1 only, not to "${host}".`,
    };
  }
  const { origin } = headers;
  const reads = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  if (!reads && origin !== undefined && origin !== `http://${host}`) {
    return {
      status: 403,
      title: 'Cross-origin write',
      detail: `The local host takes no writes from pages of another origin ("${origin}").`,
    };
  }
  return null;
}
