import type { CorsSettings } from '../config/cors.ts';
import { mayWrite } from './cors.ts';

/**
 * Whether a page of another origin, none of those that may write, makes the browser send this write. Only browsers send
 * these headers, and pages cannot forge them: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function isFromOtherOrigin(
  request: { readonly url: string; readonly headers: Headers },
  cors: CorsSettings,
): boolean {
  if (mayWrite(cors, request.headers)) return false;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const origin = request.headers.get('origin');
  return origin !== null && URL.parse(origin)?.host !== new URL(request.url).host;
}
