/** From a route to a handler of the function app: parse, answer, and turn whatever was thrown into a problem. */
import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions';
import { cleanText } from '../shared/clean-text.ts';
import { problemPage } from '../pages/index.ts';
import type { Logger } from '../shared/logger.ts';
import { loggerTo } from '../shared/logger.ts';
import type { Caller } from './auth/caller.ts';
import { anybody, requireRole } from './auth/caller.ts';
import { corsHeaders, isOfApi } from './cors.ts';
import type { HttpDeps } from './deps.ts';
import { entityTagOf, isKnownTo } from './entity-tag.ts';
import { keyOf, withKey } from './key-links.ts';
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
    const keep = (page: string): string => keepingKey(page, request, deps);
    try {
      return withCors(success(await replyTo(route, deps, request, log, invocationId), request, keep));
    } catch (error) {
      const problem = problemOf(error, invocationId);
      if (problem.status >= 500) logFailure(log, route, invocationId, error);
      return withCors(failure(problem, request, route, deps, keep));
    }

    function withCors(response: Answer): HttpResponseInit {
      const cors = corsHeaders(deps.cors, request);
      // A route may vary by something else as well.
      const vary = [response.headers['vary'], cors['vary']].filter((name) => name !== undefined);
      const headers = { ...response.headers, ...cors };
      return { ...response, headers: vary.length === 0 ? headers : { ...headers, vary: vary.join(', ') } };
    }
  };
}

interface Answer extends HttpResponseInit {
  readonly headers: Readonly<Record<string, string>>;
}

/** Who asks is settled before what they ask, so that strangers learn nothing of what there is. */
async function replyTo(
  route: Route,
  deps: HttpDeps,
  request: HttpRequest,
  log: Logger,
  invocationId: string,
): Promise<Reply> {
  const caller = await callerOf(route, deps, request);
  if (!isRead(request) && isFromOtherOrigin(request, deps.cors)) {
    throw new HttpProblem(
      403,
      'Pages of another origin may not write here. Send the request from our own pages, or name the origin in CORS_ALLOWED_ORIGINS.',
    );
  }
  const { method, params, query, headers, body } = request;
  let status = 500;
  try {
    const reply = await route.respond(deps, { method, params, query, headers, body, caller, log });
    ({ status } = reply);
    return reply;
  } catch (error) {
    ({ status } = problemOf(error, invocationId));
    throw error;
  } finally {
    if (route.role === 'Operator') logWrite(log, route, request, caller, status);
  }
}

async function callerOf({ role }: Route, { auth }: HttpDeps, request: HttpRequest): Promise<Caller> {
  if (role === null) return anybody;
  const caller = await auth.authenticate(request);
  requireRole(caller, role, auth.challenge);
  return caller;
}

/** Only a page that was opened with a key in its address, which the host has checked, gets it back. */
function keepingKey(page: string, { url }: HttpRequest, { auth }: HttpDeps): string {
  const key = auth.hostAsks === 'function' ? keyOf(url) : null;
  return key === null ? page : withKey(page, key);
}

function success(
  { status, type, body: made, headers }: Reply,
  request: HttpRequest,
  keep: (page: string) => string,
): Answer {
  const body = type === htmlType ? keep(made) : made;
  if (status !== 200 || !isRead(request)) return answer(status, type, body, { ...headers, ...notKept });
  const tag = headers?.['etag'] ?? entityTagOf(body);
  // Kept by the caller alone, and asked for again before each use.
  const kept = { ...headers, etag: tag, 'cache-control': 'private, no-cache' };
  return isKnownTo(request.headers.get('if-none-match'), tag)
    ? { status: 304, headers: { ...securityHeaders, ...kept } }
    : answer(status, type, body, kept);
}

function failure(
  problem: HttpProblem,
  request: HttpRequest,
  route: Route,
  deps: HttpDeps,
  keep: (page: string) => string,
): Answer {
  const body = problemBody(problem, new URL(request.url).pathname);
  const { status, title, detail } = body;
  const headers = { ...problem.headers, ...notKept };
  return wantsPage(request, route)
    ? answer(status, htmlType, keep(problemPage({ ...frame(deps), status, title, detail })), headers)
    : answer(status, 'application/problem+json', JSON.stringify(body), headers);
}

const notKept = { 'cache-control': 'no-store' };

function answer(
  status: number,
  type: string | null,
  body: string,
  headers: Readonly<Record<string, string>>,
): Answer {
  const all = { ...securityHeaders, ...(type === null ? {} : { 'content-type': type }), ...headers };
  return type === null ? { status, headers: all } : { status, headers: all, body };
}

function isRead({ method }: HttpRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Errors of pages are pages, unless JSON is what was asked for; the API never answers one. */
function wantsPage(request: HttpRequest, route: Route): boolean {
  if (route.kind !== 'page' || isOfApi(request.url)) return false;
  const accept = request.headers.get('accept') ?? '';
  return accept.includes('text/html') || !/\bjson\b/u.test(accept);
}

/** Who wrote what, and what came of it. */
function logWrite(log: Logger, route: Route, request: HttpRequest, caller: Caller, status: number): void {
  const path = cleanText(new URL(request.url).pathname, 200);
  const { name, id } = caller;
  log.info('Write', { route: route.name, method: request.method, path, by: name, byId: id, status });
}

function logFailure(log: Logger, route: Route, invocationId: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.error('Request failed', { route: route.name, invocationId, error: text });
}
