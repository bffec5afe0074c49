/** Calls from pages of other origins: https://fetch.spec.whatwg.org/#http-cors-protocol */
import type { CorsSettings } from '../config/cors.ts';
import type { Asking } from './auth/caller.ts';

/** Whether a page of this origin may read answers. */
export function mayRead({ origins }: CorsSettings, origin: string | null): boolean {
  return origin !== null && (origins === '*' || origins.includes(origin));
}

/**
 * Whether a page of another origin may write. Where every origin may call, the request has to bring a token or a key in a
 * header, which takes a page that knows it: cookies are sent by the browser for every page.
 */
export function mayWrite(cors: CorsSettings, headers: Headers): boolean {
  if (!mayRead(cors, headers.get('origin'))) return false;
  return cors.origins !== '*' || headers.has('authorization') || headers.has('x-functions-key');
}

/** What an answer of the API says about who may read it; errors too, or a portal could not tell what is wrong. */
export function corsHeaders(cors: CorsSettings, { headers, url }: Asking): Readonly<Record<string, string>> {
  if (cors.origins.length === 0 || !isOfApi(url)) return {};
  const origin = headers.get('origin');
  const vary = cors.origins === '*' ? {} : { vary: 'origin' };
  if (origin === null || !mayRead(cors, origin)) return vary;
  return {
    ...vary,
    'access-control-allow-origin': cors.origins === '*' ? '*' : origin,
    'access-control-expose-headers': 'etag, location, retry-after, content-disposition',
    ...(cors.credentials ? { 'access-control-allow-credentials': 'true' } : {}),
  };
}

/** Whether an address is one of the API. Routes are matched whatever their case. */
export function isOfApi(url: string): boolean {
  return /^\/api(?:\/|$)/iu.test(new URL(url).pathname);
}
