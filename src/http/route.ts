/** A route as data: what it takes, what it answers, and the function between. The API's description comes from these. */
import type { z } from 'zod';
import type { Logger } from '../shared/logger.ts';
import type { Caller, Role } from './auth/caller.ts';
import type { HttpDeps } from './deps.ts';
import type { ProblemStatus } from './problem.ts';
import type { BodySource } from './request-body.ts';
import { jsonBody, requireNoBody } from './request-body.ts';
import { filledIn, none, parsedBody, parsedParams, parsedQuery } from './request-input.ts';

/** What is left of a request once the host has matched its route. */
export interface RouteInput {
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** The body as it comes in; null without one. */
  readonly body: BodySource['body'];
  readonly caller: Caller;
  readonly log: Logger;
}

export interface Reply {
  readonly status: number;
  /** Content type; null of an answer without a body. */
  readonly type: string | null;
  readonly body: string;
  /** They count before the security headers of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof methods)[number];

/** A route of any parameters and answer: what lists, the handler and the function app hold. */
export interface Route {
  /** Kebab-case name of the function. */
  readonly name: string;
  readonly methods: readonly Method[];
  /** Template as registered, without a leading slash. */
  readonly path: string;
  readonly summary: string;
  /** More than the summary says, in Markdown, where something is to be said. */
  readonly details?: string;
  /** What its callers have to be; null for everybody, known or not. What an Operator does is logged with their name. */
  readonly role: Role | null;
  /** JSON by a schema, a page for people, or a document in another format. Errors of pages are pages, all else is problem details. */
  readonly kind: 'json' | 'page' | 'document';
  /** Content types of success; none where there is no body. */
  readonly produces: readonly string[];
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** What has to be sent, as JSON; null for routes that take no body. */
  readonly body: z.ZodType | null;
  /** Status and body of success, whose schema is null when there is none; null for pages and for documents that are no JSON. */
  readonly answer: { readonly status: number; readonly schema: z.ZodType | null } | null;
  /** Statuses of errors of its own, beside those that any route may answer. */
  readonly problems?: readonly ProblemStatus[];
  /** Throws for every other answer. */
  respond(deps: HttpDeps, input: RouteInput): Promise<Reply>;
}

interface Input<P extends z.ZodObject, Q extends z.ZodObject, B = undefined> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: B;
  readonly headers: Headers;
  readonly caller: Caller;
  readonly log: Logger;
}

export interface JsonRoute<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  A extends z.ZodType,
  B extends z.ZodType,
> {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly details?: string;
  /** Reader for what is read and Operator for what is written, unless it is said here. */
  readonly role?: Role | null;
  readonly params: P;
  readonly query: Q;
  /** What has to be sent; objects in it are strict, so that a member nobody reads is an error. */
  readonly body?: B;
  readonly status?: 200 | 201 | 202;
  readonly answer: A;
  /** Where to look next, of a 201 and a 202. */
  readonly location?: (answer: z.input<A>) => string;
  readonly problems?: readonly ProblemStatus[];
  /** Strong tag of what can be changed under the condition that it is still as it was read. */
  readonly entityTag?: (answer: z.input<A>) => string;
  handle(deps: HttpDeps, input: Input<P, Q, BodyOf<B>>): Promise<z.input<A>>;
}

/** What `handle` gets: nothing when the route takes no body. */
type BodyOf<B extends z.ZodType> = z.ZodType extends B ? undefined : z.output<B>;

/** A route of the API; it exists to infer what `handle` is given and must answer. */
export function jsonRoute<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  A extends z.ZodType,
  B extends z.ZodType = z.ZodType,
>(route: JsonRoute<P, Q, A, B>): Route {
  const { status = 200, answer: schema } = route;
  return {
    ...described(route),
    answer: { status, schema },
    async respond(deps, input) {
      const answer = await route.handle(deps, await inputOf(route, input));
      const headers = {
        ...(route.location === undefined ? {} : { location: route.location(answer) }),
        ...(route.entityTag === undefined ? {} : { etag: route.entityTag(answer) }),
      };
      return { status, type: jsonType, body: JSON.stringify(answer), headers };
    },
  };
}

type EmptyRoute<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> = Omit<
  JsonRoute<P, Q, z.ZodVoid, B>,
  'status' | 'answer' | 'location' | 'entityTag'
>;

/** A route of the API that has nothing to say when it succeeds: 204. */
export function emptyRoute<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType = z.ZodType>(
  route: EmptyRoute<P, Q, B>,
): Route {
  return {
    ...described(route),
    produces: [],
    answer: { status: 204, schema: null },
    async respond(deps, input) {
      await route.handle(deps, await inputOf(route, input));
      return { status: 204, type: null, body: '' };
    },
  };
}

function described<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  route: Omit<EmptyRoute<P, Q, B>, 'handle'>,
): Omit<Route, 'answer' | 'respond'> {
  const { name, path, summary, params, query } = route;
  return {
    name,
    methods: route.method === 'GET' ? ['GET', 'HEAD'] : [route.method],
    path,
    summary,
    role: route.role === undefined ? roleOf(route.method) : route.role,
    kind: 'json',
    produces: [jsonType],
    params,
    query,
    body: route.body ?? null,
    ...(route.problems === undefined ? {} : { problems: route.problems }),
    ...(route.details === undefined ? {} : { details: route.details }),
  };
}

/** What the request says, parsed by the schemas of the route. */
export async function inputOf<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  route: Pick<EmptyRoute<P, Q, B>, 'params' | 'query' | 'body'>,
  input: RouteInput,
): Promise<Input<P, Q, BodyOf<B>>> {
  const { headers, caller, log } = input;
  const parts = {
    params: parsedParams(route.params, input.params),
    query: parsedQuery(route.query, input.query),
    headers,
    caller,
    log,
  };
  if (route.body === undefined) {
    await requireNoBody(input);
    return { ...parts, body: undefined as BodyOf<B> }; // B is the default, of which that is the type.
  }
  const body = parsedBody(route.body, await jsonBody(input));
  return { ...parts, body: body as BodyOf<B> }; // B is the schema's own type here.
}

function roleOf(method: Method): Role {
  return method === 'GET' || method === 'HEAD' ? 'Reader' : 'Operator';
}

interface PageBody {
  readonly type: string;
  readonly body: string;
}

interface PageRoute<P extends z.ZodObject, Q extends z.ZodObject> {
  readonly name: string;
  readonly path: string;
  readonly summary: string;
  readonly params: P;
  /** Of its files; pages are HTML. */
  readonly produces?: readonly string[];
  /** Without it none is taken. */
  readonly query?: Q;
  handle(deps: HttpDeps, params: z.output<P>, query: z.output<Q>): Promise<PageBody>;
}

/** A page or one of its files. */
export function pageRoute<P extends z.ZodObject, Q extends z.ZodObject = typeof none>(
  route: PageRoute<P, Q>,
): Route {
  const { name, path, summary, params } = route;
  const query = route.query ?? none;
  return {
    name,
    methods: ['GET', 'HEAD'],
    path,
    summary,
    role: 'Reader',
    kind: 'page',
    produces: route.produces ?? [htmlType],
    params,
    query,
    body: null,
    answer: null,
    async respond(deps, input) {
      // It is the schema of Q: without one in the route, Q is that of none.
      const asked = parsedQuery(query, filledIn(input.query)) as z.output<Q>;
      return { status: 200, ...(await route.handle(deps, parsedParams(params, input.params), asked)) };
    },
  };
}

interface DocumentRoute<P extends z.ZodObject, Q extends z.ZodObject> {
  readonly name: string;
  readonly path: string;
  readonly summary: string;
  readonly details?: string;
  readonly params: P;
  readonly query: Q;
  /** The content types it may answer. */
  readonly produces: readonly string[];
  readonly problems?: readonly ProblemStatus[];
  /** Of what it answers as JSON, if it does. */
  readonly answer?: z.ZodType;
  handle(deps: HttpDeps, input: Input<P, Q>): Promise<Omit<Reply, 'status'>>;
}

/** A route of the API that answers documents in formats that others have made. */
export function documentRoute<P extends z.ZodObject, Q extends z.ZodObject>(
  route: DocumentRoute<P, Q>,
): Route {
  return {
    ...described({ ...route, method: 'GET' }),
    kind: 'document',
    produces: route.produces,
    answer: route.answer === undefined ? null : { status: 200, schema: route.answer },
    async respond(deps, input) {
      return { status: 200, ...(await route.handle(deps, await inputOf<P, Q, z.ZodType>(route, input))) };
    },
  };
}

/** A page as the body of a reply. */
export function html(body: string): PageBody {
  return { type: htmlType, body };
}

export const jsonType = 'application/json';
export const htmlType = 'text/html; charset=utf-8';
