/** The only way the product reads a Kubernetes API server: metered, bounded, GET only. */
import type { z } from 'zod';
import type { Load } from '../model.ts';

/** A served list, in pages, up to a bound. */
export interface Listed<T> {
  readonly items: readonly T[];
  /** Whether objects were left unread because the page bound was reached. */
  readonly truncated: boolean;
  /** Number of objects on the server when it said so (`remainingItemCount`), else null when truncated. */
  readonly total: number | null;
}

export interface ListOptions {
  readonly signal: AbortSignal;
  /** Objects a page; every LIST is paged. */
  readonly limit: number;
  readonly maxPages: number;
  readonly query?: Readonly<Record<string, string>>;
}

export interface TextAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Reads of one audit of one cluster, under one budget of requests and bytes.
 * Every method throws `ReadError` (forbidden, unreachable, throttled, timeout, unsupported, invalid, overBudget);
 * after a connection failure or repeated throttling, further reads fail at once with the same reason.
 */
export interface KubernetesReader {
  /** What was sent and received so far. */
  load(): Load;
  /** GET of one JSON document, parsed by the schema. 404 is `unsupported` unless `absent` says what it means. */
  get<T>(path: string, schema: z.ZodType<T>, options: { readonly signal: AbortSignal }): Promise<T>;
  /** Like `get`, but answers null when the server says 404: for objects that may rightly not exist. */
  find<T>(path: string, schema: z.ZodType<T>, options: { readonly signal: AbortSignal }): Promise<T | null>;
  /** GET of a text, with the statuses besides 200 that are answers too (a failing `/readyz` is a 500). */
  text(
    path: string,
    options: { readonly signal: AbortSignal; readonly alsoStatus?: readonly number[] },
  ): Promise<TextAnswer>;
  /** LIST in pages, items parsed by the schema. */
  list<T>(path: string, item: z.ZodType<T>, options: ListOptions): Promise<Listed<T>>;
  /** GET as a stream of decompressed bytes: for answers too big to hold. */
  stream(path: string, options: { readonly signal: AbortSignal }): AsyncIterable<Uint8Array>;
  /**
   * The first of the wanted versions of an API group that the server serves; one GET of `/apis` for all groups.
   * Throws `unsupported` when it serves none of them.
   */
  servedVersion(
    group: string,
    wanted: readonly string[],
    options: { readonly signal: AbortSignal },
  ): Promise<string>;
  /** Ends the connections. */
  close(): Promise<void>;
}
