/**
 * Keeps names that somebody else's DNS points at this machine away from the local host. Writes of pages of other origins
 * are the app's to refuse, which knows the origins that may.
 */
import type { IncomingHttpHeaders } from 'node:http';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface Refusal {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

/** Why a request is refused, or null. */
export function refusalOf(headers: IncomingHttpHeaders): Refusal | null {
  const host = headers.host ?? '';
  // A name that somebody else's DNS points at 127.0.0.1 would make their page "same origin" with us.
  if (!loopbackNames.has(host.replace(/:\d+$/u, '').toLowerCase())) {
    return {
      status: 421,
      title: 'Misdirected request',
      detail: `The local host answers to localhost and 127.0.0.1 only, not to "${host}".`,
    };
  }
  return null;
}
