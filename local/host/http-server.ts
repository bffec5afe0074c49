/** HTTP triggers on loopback: finds the function of a request, runs it, writes its answer. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { messageOf } from '../../src/shared/errors.ts';
import type { RegisteredFunction } from './function-app.ts';
import type { HostLog } from './host-log.ts';
import { refusalOf } from './http-guard.ts';
import { bodyLimitBytes, httpInput, readBody } from './http-input.ts';
import { writeHttpOutput, writeProblem } from './http-output.ts';
import type { Invoke } from './invoke.ts';
import { matchRoute, mostSpecificFirst, type Route, type RouteMatch } from './routes.ts';

export interface HttpServerOptions {
  readonly routes: readonly Route<RegisteredFunction>[];
  readonly invoke: Invoke;
  readonly log: HostLog;
  readonly bodyLimit?: number;
}

/** Makes the server; the caller lets it listen. */
export function httpServer({ routes, invoke, log, bodyLimit = bodyLimitBytes }: HttpServerOptions): Server {
  const ordered = mostSpecificFirst(routes);
  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.write('debug', 'host', `request ended early: ${messageOf(error)}`);
      response.destroy();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const refusal = refusalOf(request.headers);
    if (refusal !== null) return writeProblem(response, refusal);
    const url = urlOf(request);
    if (url === null) return writeProblem(response, badAddress);

    const match = routeOf(ordered, method, url.pathname);
    if (match.kind === 'notFound') return writeProblem(response, notFound(url));
    if (match.kind === 'wrongMethod') {
      const allow = match.allow.join(', ');
      return writeProblem(response, wrongMethod(method, allow), { allow });
    }
    const body = await readBody(request, bodyLimit);
    // The rest of the body is not read, so the connection cannot be used again.
    if (body === null) return writeProblem(response, tooLarge(bodyLimit), { connection: 'close' });
    await run(request, response, match, url, body);
  }

  async function run(
    request: IncomingMessage,
    response: ServerResponse,
    { target, params }: Extract<RouteMatch<RegisteredFunction>, { kind: 'found' }>,
    url: URL,
    body: Buffer,
  ): Promise<void> {
    const invocationId = randomUUID();
    response.setHeader('x-ms-invocation-id', invocationId);
    try {
      const result = await invoke(target, httpInput(request, url, params, body, invocationId));
      // A client that left is no failure of the function; there is nobody to answer.
      if (response.destroyed) return;
      writeHttpOutput(response, result.returnValue, request.method === 'HEAD');
    } catch {
      // The invoker logged it; the caller learns the id to look for, not the inside of the app.
      writeProblem(response, failed(target.metadata.name, invocationId));
    }
  }
}

function urlOf(request: IncomingMessage): URL | null {
  const path = request.url ?? '';
  // `//host/…` would be read as an address of another host.
  if (!path.startsWith('/') || path.startsWith('//')) return null;
  return URL.parse(path, `http://${request.headers.host ?? ''}`);
}

function routeOf(
  ordered: readonly Route<RegisteredFunction>[],
  method: string,
  path: string,
): RouteMatch<RegisteredFunction> {
  const match = matchRoute(ordered, method, path);
  return method === 'HEAD' && match.kind !== 'found' ? matchRoute(ordered, 'GET', path) : match;
}

const badAddress = {
  status: 400,
  title: 'Bad request',
  detail: 'The address of the request is not a path.',
};

const notFound = (url: URL) => ({
  status: 404,
  title: 'Not found',
  detail: `No function has the route ${url.pathname}.`,
});

const wrongMethod = (method: string, allow: string) => ({
  status: 405,
  title: 'Method not allowed',
  detail: `This address does not take ${method}; it takes ${allow}.`,
});

const tooLarge = (limit: number) => ({
  status: 413,
  title: 'Content too large',
  detail: `The body is longer than ${limit} bytes.`,
});

const failed = (name: string, invocationId: string) => ({
  status: 500,
  title: 'Internal server error',
  detail: `Function ${name} failed. The log has the reason under invocation ${invocationId}.`,
});
