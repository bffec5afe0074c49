/** The only way the product reads a Kubernetes API server: metered, bounded, GET only. */
import type * as z from 'zod';
import type { Load } from '../model.ts';

/** A served list, in pages, up to a bound. */
export interface Listed<T> {
  readonly items: readonly T[];
  /** Whether objects were left unread because the page bound was reached, or because it was enough. */
  readonly truncated: boolean;
  /** Number of objects on the server when it said so (`remainingItemCount`), else null when truncated. */
  readonly total: number | null;
}

export interface ReadOptions {
  readonly signal: AbortSignal;
}

export interface ListOptions<T = unknown> extends ReadOptions {
  /** Objects a page; every LIST is paged. */
  readonly limit: number;
  readonly maxPages: number;
  readonly query?: Readonly<Record<string, string>>;
  /** Asks for `metadata` alone: of what is in the objects nothing is sent. */
  readonly metadataOnly?: boolean;
  /** Told of each page; true ends the list before its bound. */
  readonly enough?: (page: readonly T[]) => boolean;
}

export interface TextOptions extends ReadOptions {
  /** Statuses besides 200 that are answers too (a failing `/readyz` is a 500). */
  readonly alsoStatus?: readonly number[];
}

export interface TextAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Reads of one audit of one cluster, under one budget of requests and bytes.
 * Every method throws `ReadError` (forbidden, unreachable, throttled, timeout, unsupported, truncated, invalid,
 * overBudget); after a connection failure, refused credentials or repeated throttling, further reads fail at once
 * with the same reason.
 */
export interface KubernetesReader {
  /** What was sent and received so far through this view. */
  load(): Load;
  /** Requests that the budget of the audit still has, of all views together. */
  requestsLeft(): number;
  /** The same connection, budget and memory of failures, with a load of its own: one view a gatherer. */
  view(): KubernetesReader;
  /** GET of one JSON document, parsed by the schema. 404 is `unsupported`. */
  get<T>(path: string, schema: z.ZodType<T>, options: ReadOptions): Promise<T>;
  /** Like `get`, but null when the server says that the named object does not exist. */
  find<T>(path: string, schema: z.ZodType<T>, options: ReadOptions): Promise<T | null>;
  /** GET of a text. */
  text(path: string, options: TextOptions): Promise<TextAnswer>;
  /** LIST in pages, items parsed by the schema. */
  list<T>(path: string, item: z.ZodType<T>, options: ListOptions<T>): Promise<Listed<T>>;
  /** GET as a stream of decompressed bytes: for answers too big to hold. */
  stream(path: string, options: ReadOptions): AsyncIterable<Uint8Array>;
  /** `gitVersion` as the server says it; one GET of `/version` for the whole audit. */
  serverVersion(options: ReadOptions): Promise<string>;
  /**
   * The first of the wanted versions of an API group that the server serves; one GET of `/apis` for the whole audit.
   * Throws `unsupported` when it serves none of them.
   */
  servedVersion(group: string, wanted: readonly string[], options: ReadOptions): Promise<string>;
  /** All versions that an API group is served in, the preferred one first; empty when it is not served. Shares that GET. */
  groupVersions(group: string, options: ReadOptions): Promise<readonly string[]>;
  /** Ends the connections. */
  close(): Promise<void>;
}
