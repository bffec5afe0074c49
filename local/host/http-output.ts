/** From what the worker answers to an HTTP response. */
import type { ServerResponse } from 'node:http';
import type { HttpCookie, HttpData, TypedData } from './core-api.ts';

// RFC 9110 §7.6.1: these belong to the connection, which is ours and not the function's.
const connectionHeaders = new Set([
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Writes the function's answer. A function that returns nothing answers 204, as on Azure. */
export function writeHttpOutput(
  response: ServerResponse,
  value: TypedData | null | undefined,
  head: boolean,
): void {
  const http: HttpData = value?.http ?? { statusCode: '204' };
  const status = Number(http.statusCode ?? 200);
  const body = bytesOf(http.body);
  for (const [name, text] of Object.entries(http.headers ?? {})) {
    if (!connectionHeaders.has(name.toLowerCase())) response.setHeader(name, text);
  }
  const cookies = http.cookies ?? [];
  if (cookies.length > 0) response.setHeader('set-cookie', cookies.map(cookieText));
  const bodyless = status === 204 || status === 304;
  if (!bodyless) response.setHeader('content-length', body.length);
  response.writeHead(status);
  response.end(bodyless || head ? undefined : body);
}

/** Writes problem details (RFC 9457) in the host's own name. */
export function writeProblem(
  response: ServerResponse,
  problem: { readonly status: number; readonly title: string; readonly detail: string },
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = Buffer.from(JSON.stringify({ type: 'about:blank', ...problem }));
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'content-length': body.length,
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function bytesOf(body: TypedData | null | undefined): Uint8Array {
  return body?.bytes ?? Buffer.from(body?.string ?? body?.json ?? '');
}

function cookieText(cookie: HttpCookie): string {
  const { expires, maxAge, domain, path, sameSite } = cookie;
  const seconds = expires?.value?.seconds;
  const sameSiteText = { none: '', lax: 'Lax', strict: 'Strict', explicitNone: 'None' }[sameSite ?? 'none'];
  return [
    `${cookie.name}=${encodeURIComponent(cookie.value)}`,
    maxAge?.value === undefined ? '' : `Max-Age=${maxAge.value}`,
    domain?.value === undefined ? '' : `Domain=${domain.value}`,
    path?.value === undefined ? '' : `Path=${path.value}`,
    seconds === undefined ? '' : `Expires=${new Date(seconds * 1000).toUTCString()}`,
    cookie.httpOnly?.value === true ? 'HttpOnly' : '',
    cookie.secure?.value === true ? 'Secure' : '',
    sameSiteText === '' ? '' : `SameSite=${sameSiteText}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}
