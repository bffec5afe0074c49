/** Asks the routes as the Functions host does: a template is matched, parameters are decoded, a handler is called. */
import type { HttpResponseInit } from '@azure/functions';
import { HttpRequest, InvocationContext } from '@azure/functions';
import { expect } from 'vitest';
import { matchRoute, mostSpecificFirst, parseTemplate } from '../../local/host/routes.ts';
import { checks } from '../../src/checks/index.ts';
import { fleetSources } from '../../src/evidence/fleet-sources.ts';
import { gatherers } from '../../src/evidence/index.ts';
import type { HttpDeps } from '../../src/http/deps.ts';
import { functionKey } from '../../src/http/auth/function-key.ts';
import { httpHandler } from '../../src/http/handler.ts';
import { preflight, preflightHandler } from '../../src/http/preflight.ts';
import { jsonType } from '../../src/http/route.ts';
import type { Route } from '../../src/http/route.ts';
import { routes } from '../../src/http/routes/index.ts';
import { noPolicy } from '../../src/policy/current-policy.ts';
import { scheduleOf } from '../../src/shared/schedule.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { aSweep, minute } from '../store/builders.ts';
import { healthyExamination } from './examination.ts';
import { notifyWith } from './notifying.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What the routes depend on: an empty history and a clock that stands at noon, unless told otherwise. */
export function depsWith(change: Partial<HttpDeps> = {}): HttpDeps {
  const history = change.history ?? memoryHistory();
  return {
    history,
    checks,
    evidenceSources: [...gatherers, ...fleetSources],
    startSweep: async () => ({ started: true, sweep: aSweep(0) }),
    probe: async () => [{ name: 'storage', ok: true }],
    examine: async () => healthyExamination,
    schedule: scheduleOf('0 0 * * * *'),
    now: () => minute(0),
    auth: functionKey,
    cors: { origins: [], credentials: false },
    pageNotice: null,
    policyFile: noPolicy,
    notify: notifyWith(history),
    ...change,
  };
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; a value that is no text is sent as JSON, with its content type. */
  readonly body?: unknown;
  /** Receives what is logged. */
  readonly log?: string[];
  /** Others than the product's, for what holds for any route. */
  readonly routes?: readonly Route[];
}

function matching(among: readonly Route[]) {
  return mostSpecificFirst<Route>(
    among.map((route) => ({
      template: route.path,
      methods: route.methods,
      segments: parseTemplate(route.path, route.name),
      target: route,
    })),
  );
}
const ordered = matching(routes);

/** Sends a request; the body of a success is held against the route's own schema. */
export async function ask(deps: HttpDeps, path: string, asked: Asked = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, log = [], body } = asked;
  const url = new URL(path, 'https://auditor.example.com');
  if (method === preflight.method) return askPreflight(deps, url, headers);
  const match = matchRoute(
    asked.routes === undefined ? ordered : matching(asked.routes),
    method,
    url.pathname,
  );
  if (match.kind !== 'found') throw new Error(`No route takes ${method} ${path}: ${match.kind}`);
  const request = new HttpRequest({
    url: url.href,
    method,
    headers: {
      ...(body === undefined || typeof body === 'string' ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    params: match.params,
    ...(body === undefined
      ? {}
      : { body: { string: typeof body === 'string' ? body : JSON.stringify(body) } }),
  });
  const invocation = new InvocationContext({
    invocationId: 'the-invocation',
    functionName: match.target.name,
    logHandler: (level, ...args) => void log.push(`${level}: ${args.join(' ')}`),
  });
  // Handlers of ours answer a plain object, which the type of the library leaves open.
  const response = (await httpHandler(match.target, deps)(request, invocation)) as HttpResponseInit;
  const answer = answerOf(response);
  requireAsDeclared(match.target, answer);
  return answer;
}

/** A success has one of the types that the route says it produces, or no body, and JSON is as its schema says. */
function requireAsDeclared({ answer: declared, produces }: Route, { status, headers, text }: Answer): void {
  if (status !== (declared?.status ?? 200)) return;
  const type = headers['content-type'];
  if (produces.length === 0) expect({ type, text }).toEqual({ type: undefined, text: '' });
  else expect(produces).toContain(type);
  const schema = declared?.schema ?? null;
  if (schema === null || type !== jsonType) return;
  const value: unknown = JSON.parse(text);
  expect(schema.parse(value)).toEqual(value);
}

async function askPreflight(deps: HttpDeps, url: URL, headers: Asked['headers'] = {}): Promise<Answer> {
  const request = new HttpRequest({ url: url.href, method: preflight.method, headers: { ...headers } });
  const invocation = new InvocationContext({ functionName: preflight.name });
  return answerOf(await preflightHandler(deps.cors)(request, invocation));
}

/** The body of a success as a value. */
export async function jsonOf(deps: HttpDeps, path: string, asked?: Asked): Promise<unknown> {
  const { status, text } = await ask(deps, path, asked);
  expect({ status, text }).toMatchObject({ status: 200 });
  return JSON.parse(text);
}

/** The problem details of an error. */
export async function problemOf(deps: HttpDeps, path: string, asked?: Asked): Promise<unknown> {
  const { headers, text } = await ask(deps, path, asked);
  expect(headers['content-type']).toBe('application/problem+json');
  return JSON.parse(text);
}

function answerOf({ status = 200, headers = {}, body }: HttpResponseInit): Answer {
  // Ours are plain records and texts; the library takes more.
  return {
    status,
    headers: headers as Record<string, string>,
    text: typeof body === 'string' ? body : '',
  };
}
