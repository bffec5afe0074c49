import type { Dispatcher } from 'undici';

/** 429, and 503 of a server that says when it will be back (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after). */
export function asksToWait({ statusCode, headers }: Dispatcher.ResponseData): boolean {
  return statusCode === 429 || (statusCode === 503 && headers['retry-after'] !== undefined);
}

/** Seconds; API servers send a number, load balancers may send a date, which is waited for as long as is allowed. */
export function retryAfter(header: string | string[] | undefined): number {
  if (header === undefined) return 1;
  const seconds = Number(headerText(header));
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : Number.POSITIVE_INFINITY;
}

/** The first value of a header, empty when it is not there. */
export function headerText(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? '';
}
