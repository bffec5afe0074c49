/** From a route to a handler of the function app: parse, answer, and turn whatever was thrown into a problem. */
import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions';
import { problemPage } from '../pages/index.ts';
import type { Logger } from '../shared/logger.ts';
import { loggerTo } from '../shared/logger.ts';
import type { HttpDeps } from './deps.ts';
import { entityTagOf, isKnownTo } from './entity-tag.ts';
import { isFromOtherOrigin } from './other-origin.ts';
import { HttpProblem, problemBody, problemOf } from './problem.ts';
import type { Reply, Route } from './route.ts';
import { htmlType } from './route.ts';
import { securityHeaders } from './security-headers.ts';
import { frame } from './views.ts';

/** The handler of a route. It never throws: the host's own error answers have neither our form nor our headers. */
export function httpHandler(route: Route, deps: HttpDeps): HttpHandler {
  return async function handle(request, invocation) {
    const { invocationId } = invocation;
    const log = loggerTo(invocation);
    try {
      return success(await replyTo(route, deps, request, log), request);
    } catch (error) {
      const problem = problemOf(error, invocationId);
      if (problem.status >= 500) logFailure(log, route, invocationId, error);
      return failure(problem, request, route, deps);
    }
  };
}

function replyTo(route: Route, deps: HttpDeps, request: HttpRequest, log: Logger): Promise<Reply> {
  const { method, params, query, headers, body } = request;
  if (!isRead(request) && isFromOtherOrigin(request)) {
    throw new HttpProblem(
      403,
      'Pages of another origin may not write here. Send the request from our own pages.',
    );
  }
  return route.respond(deps, { method, params, query, headers, body, log });
}

function success({ status, type, body, headers }: Reply, request: HttpRequest): HttpResponseInit {
  if (status !== 200 || !isRead(request)) return answer(status, type, body, { ...headers, ...notKept });
  const tag = headers?.['etag'] ?? entityTagOf(body);
  // Kept by the caller alone, and asked for again before each use.
  const kept = { ...headers, etag: tag, 'cache-control': 'private, no-cache' };
  return isKnownTo(request.headers.get('if-none-match'), tag)
    ? { status: 304, headers: { ...securityHeaders, ...kept } }
    : answer(status, type, body, kept);
}

function failure(problem: HttpProblem, request: HttpRequest, route: Route, deps: HttpDeps): HttpResponseInit {
  const body = problemBody(problem, new URL(request.url).pathname);
  const { status, title, detail } = body;
  const headers = { ...problem.headers, ...notKept };
  return wantsPage(request, route)
    ? answer(status, htmlType, problemPage({ ...frame(deps), status, title, detail }), headers)
    : answer(status, 'application/problem+json', JSON.stringify(body), headers);
}

const notKept = { 'cache-control': 'no-store' };

function answer(
  status: number,
  type: string | null,
  body: string,
  headers: Readonly<Record<string, string>>,
): HttpResponseInit {
  const all = { ...securityHeaders, ...(type === null ? {} : { 'content-type': type }), ...headers };
  return type === null ? { status, headers: all } : { status, headers: all, body };
}

function isRead({ method }: HttpRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Errors of pages are pages, unless JSON is what was asked for; the API never answers one. */
function wantsPage(request: HttpRequest, route: Route): boolean {
  if (route.kind === 'json' || /^\/api(?:\/|$)/iu.test(new URL(request.url).pathname)) return false;
  const accept = request.headers.get('accept') ?? '';
  return accept.includes('text/html') || !/\bjson\b/u.test(accept);
}

function logFailure(log: Logger, route: Route, invocationId: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.error('Request failed', { route: route.name, invocationId, error: text });
}
