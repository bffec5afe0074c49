/** A route as data: what it takes, what it answers, and the function between. The API's description comes from these. */
import type { z } from 'zod';
import type { Logger } from '../shared/logger.ts';
import type { HttpDeps } from './deps.ts';
import { none, parsedParams, parsedQuery } from './request-input.ts';

/** What is left of a request once the host has matched its route. */
export interface RouteInput {
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly log: Logger;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
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
  /** `anonymous` needs no function key. */
  readonly access: 'anonymous' | 'function';
  /** JSON by a schema, a page for people, or a document in another format. Errors of pages are pages, all else is problem details. */
  readonly kind: 'json' | 'page' | 'document';
  /** Content types of success. */
  readonly produces: readonly string[];
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** Status and body of success; null for pages and documents. */
  readonly answer: { readonly status: number; readonly schema: z.ZodType } | null;
  /** Throws for every other answer. */
  respond(deps: HttpDeps, input: RouteInput): Promise<Reply>;
}

interface Input<P extends z.ZodObject, Q extends z.ZodObject> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly log: Logger;
}

interface JsonRoute<P extends z.ZodObject, Q extends z.ZodObject, A extends z.ZodType> {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  readonly access?: 'anonymous';
  readonly params: P;
  readonly query: Q;
  readonly status?: 200 | 202;
  readonly answer: A;
  /** Where to look next, of a 202. */
  readonly location?: (answer: z.input<A>) => string;
  handle(deps: HttpDeps, input: Input<P, Q>): Promise<z.input<A>>;
}

/** A route of the API; it exists to infer what `handle` is given and must answer. */
export function jsonRoute<P extends z.ZodObject, Q extends z.ZodObject, A extends z.ZodType>(
  route: JsonRoute<P, Q, A>,
): Route {
  const { name, path, summary, params, query, status = 200 } = route;
  return {
    name,
    methods: route.method === 'GET' ? ['GET', 'HEAD'] : [route.method],
    path,
    summary,
    access: route.access ?? 'function',
    kind: 'json',
    produces: [jsonType],
    params,
    query,
    answer: { status, schema: route.answer },
    async respond(deps, input) {
      const answer = await route.handle(deps, parsed(params, query, input));
      const headers = route.location === undefined ? {} : { location: route.location(answer) };
      return { status, type: jsonType, body: JSON.stringify(answer), headers };
    },
  };
}

interface PageRoute<P extends z.ZodObject> {
  readonly name: string;
  readonly path: string;
  readonly summary: string;
  readonly params: P;
  /** Of its files; pages are HTML. */
  readonly produces?: readonly string[];
  handle(deps: HttpDeps, params: z.output<P>): Promise<Pick<Reply, 'type' | 'body'>>;
}

/** A page or one of its files. */
export function pageRoute<P extends z.ZodObject>(route: PageRoute<P>): Route {
  const { name, path, summary, params } = route;
  return {
    name,
    methods: ['GET', 'HEAD'],
    path,
    summary,
    access: 'function',
    kind: 'page',
    produces: route.produces ?? [htmlType],
    params,
    query: none,
    answer: null,
    async respond(deps, input) {
      return { status: 200, ...(await route.handle(deps, parsed(params, none, input).params)) };
    },
  };
}

interface DocumentRoute<P extends z.ZodObject, Q extends z.ZodObject> {
  readonly name: string;
  readonly path: string;
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  /** The content types it may answer. */
  readonly produces: readonly string[];
  handle(deps: HttpDeps, input: Input<P, Q>): Promise<Omit<Reply, 'status'>>;
}

/** A route of the API that answers documents in formats that others have made. */
export function documentRoute<P extends z.ZodObject, Q extends z.ZodObject>(
  route: DocumentRoute<P, Q>,
): Route {
  const { name, path, summary, params, query, produces } = route;
  return {
    name,
    methods: ['GET', 'HEAD'],
    path,
    summary,
    access: 'function',
    kind: 'document',
    produces,
    params,
    query,
    answer: null,
    async respond(deps, input) {
      return { status: 200, ...(await route.handle(deps, parsed(params, query, input))) };
    },
  };
}

function parsed<P extends z.ZodObject, Q extends z.ZodObject>(
  params: P,
  query: Q,
  input: RouteInput,
): Input<P, Q> {
  return {
    params: parsedParams(params, input.params),
    query: parsedQuery(query, input.query),
    log: input.log,
  };
}

/** A page as the body of a reply. */
export function html(body: string): Pick<Reply, 'type' | 'body'> {
  return { type: htmlType, body };
}

export const jsonType = 'application/json';
export const htmlType = 'text/html; charset=utf-8';
