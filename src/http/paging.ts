/** Lists are given in pages; where the next one starts is an opaque token. */
import { z } from 'zod';
import type { Page, PageRequest } from '../store/history.ts';
import { pageOf, pageStart } from '../store/page-token.ts';

const largestPage = 1000;
const defaultPage = 100;
const wholeNumber = `Expected a whole number from 1 to ${largestPage}.`;

/** The query parameters of every list. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^\d{1,4}$/u, wholeNumber)
    .transform(Number)
    .pipe(z.int().min(1, wholeNumber).max(largestPage, wholeNumber))
    .default(defaultPage)
    .describe('most items to answer'),
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

/** A page of a list that is in memory as a whole, in the order of its keys. */
export function pageOfAll<T>(
  list: string,
  all: readonly T[],
  keyOf: (item: T) => string,
  parameters: PageParameters,
): Page<T> {
  const { limit, after } = pageStart(list, pageRequest(parameters));
  const rows = all
    .filter((item) => after === null || keyOf(item) > after)
    .toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
  return pageOf(list, limit, rows, keyOf, (item) => [item]);
}

/** The same page with its items in another form. */
export function mapPage<T, U>({ items, ...rest }: Page<T>, change: (item: T) => U): Page<U> {
  return { items: items.map(change), ...rest };
}
