/** Lists are given in pages; where the next one starts is an opaque token. */
import { z } from 'zod';
import { compareSortKeys } from '../report/sort-key.ts';
import type { Order, SortKey } from '../report/sort-key.ts';
import { UsageError } from '../shared/errors.ts';
import type { Page, PageRequest } from '../store/history.ts';
import { wholeNumber } from './words.ts';

const largestPage = 1000;
const defaultPage = 100;

/** The query parameters of every list. */
export const pageQuery = {
  limit: wholeNumber(1, largestPage, defaultPage).describe(
    `most items to answer, 1 to ${largestPage}; ${defaultPage} without it`,
  ),
  continuationToken: z.string().optional().describe('of the page before'),
} as const;

/** The answer of a list. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item).readonly(),
    continuationToken: z.exactOptional(z.string()).describe('absent on the last page'),
  });
}

export function pageRequest({ limit, continuationToken }: PageParameters): PageRequest {
  return continuationToken === undefined ? { limit } : { limit, continuationToken };
}

interface PageParameters {
  readonly limit: number;
  readonly continuationToken?: string | undefined;
}

interface SortedList<T> {
  /** Of the list and the way it is sorted: a token of another one is refused. */
  readonly name: string;
  /** Sorted by the key in this order. */
  readonly items: readonly T[];
  readonly keyOf: (item: T) => SortKey;
  readonly order: Order;
}

/**
 * A page of a list that is in memory as a whole. The token is the place of the last item, never how many came before: what
 * comes and goes between two pages moves nothing, so an item whose place stays is told exactly once. One whose place
 * changes is told where it stands when its page is asked for: twice, or not at all, when it moves across the token.
 */
export function pageOfSorted<T>(list: SortedList<T>, { limit, continuationToken }: PageParameters): Page<T> {
  const { items, keyOf, order } = list;
  const name = `${list.name}:${order}`;
  const after = continuationToken === undefined ? null : placeIn(name, continuationToken);
  const rest =
    after === null ? items : items.filter((item) => compareSortKeys(keyOf(item), after, order) > 0);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  if (last === undefined || rest.length <= limit) return { items: shown };
  return { items: shown, continuationToken: tokenOf(name, keyOf(last)) };
}

/** The same page with its items in another form. */
export function mapPage<T, U>({ items, ...rest }: Page<T>, change: (item: T) => U): Page<U> {
  return { items: items.map(change), ...rest };
}

const Token = z.tuple([
  z.literal(2),
  z.string(),
  z.literal([0, 1]),
  z.array(z.union([z.number(), z.string()])).max(20),
]);

function tokenOf(list: string, { unknown, parts }: SortKey): string {
  return Buffer.from(JSON.stringify([2, list, unknown, parts])).toString('base64url');
}

function placeIn(list: string, token: string): SortKey {
  try {
    const [, ofList, unknown, parts] = Token.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
    if (ofList === list) return { unknown, parts };
  } catch {
    // Not JSON, or not ours: the same answer as for a token of another list.
  }
  throw new UsageError([
    'continuationToken is not one that this list gave; leave it out to start at the first page.',
  ]);
}
