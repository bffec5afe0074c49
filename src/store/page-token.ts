/** Continuation tokens of our lists: opaque outside, checked when they come back. */
import * as z from 'zod';
import { UsageError } from '../shared/errors.ts';
import type { Page, PageRequest } from './history.ts';
import { isKey } from './keys.ts';

/** A page number would shift when new rows arrive; the key of the last row seen does not. */
const Token = z.tuple([z.literal(1), z.string(), z.string().refine(isKey)]);

const largestPage = 1000;

export interface PageStart {
  readonly limit: number;
  /** Only rows whose key sorts after this one; null for the first page. */
  readonly after: string | null;
}

/** Where a page of the named list starts. Throws `UsageError` for a limit or token that cannot be. */
export function pageStart(list: string, { limit, continuationToken }: PageRequest): PageStart {
  if (!Number.isInteger(limit) || limit < 1 || limit > largestPage) {
    throw new UsageError([`limit is ${limit}; expected a whole number from 1 to ${largestPage}.`]);
  }
  return { limit, after: continuationToken === undefined ? null : lastKeyIn(list, continuationToken) };
}

/** A page made of up to `limit + 1` rows: the one too many only tells that there is more. */
export function pageOf<Row, Item>(
  list: string,
  limit: number,
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  itemsOf: (row: Row) => readonly Item[],
): Page<Item> {
  const shown = rows.slice(0, limit);
  const items = shown.flatMap(itemsOf);
  const last = shown.at(-1);
  if (last === undefined || rows.length <= limit) return { items };
  return { items, continuationToken: tokenOf(list, keyOf(last)) };
}

function tokenOf(list: string, lastKey: string): string {
  return Buffer.from(JSON.stringify([1, list, lastKey])).toString('base64url');
}

function lastKeyIn(list: string, token: string): string {
  try {
    const [, ofList, lastKey] = Token.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
    if (ofList === list) return lastKey;
  } catch {
    // Not JSON, or not ours: the same answer as for a token of another list.
  }
  throw new UsageError([
    'continuationToken is not one that this list gave; leave it out to start at the first page.',
  ]);
}
