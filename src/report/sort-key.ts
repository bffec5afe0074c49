/** Places in sorted lists that may change between two pages: a page goes on after a place, whoever stands there by then. */
import { compareText } from '../shared/compare-text.ts';

export const orders = ['asc', 'desc'] as const;
export type Order = (typeof orders)[number];

export interface SortKey {
  /** 0, or 1 for what has no figure to be sorted by: it stands last in either order. */
  readonly unknown: 0 | 1;
  /** Compared one after the other; the last one is unique, so that two items never share a place. */
  readonly parts: readonly (number | string)[];
}

export function compareSortKeys(left: SortKey, right: SortKey, order: Order): number {
  const known = left.unknown - right.unknown;
  if (known !== 0) return known;
  const compared = compareParts(left.parts, right.parts);
  return order === 'asc' ? compared : -compared;
}

/** The items in the order of their keys; each key is made once. */
export function sortedBy<T>(items: readonly T[], keyOf: (item: T) => SortKey, order: Order): readonly T[] {
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .toSorted((left, right) => compareSortKeys(left.key, right.key, order))
    .map(({ item }) => item);
}

function compareParts(left: SortKey['parts'], right: SortKey['parts']): number {
  for (let place = 0; place < Math.max(left.length, right.length); place += 1) {
    const compared = comparePart(left[place], right[place]);
    if (compared !== 0) return compared;
  }
  return 0;
}

/** What is not there comes first, then numbers, then texts. */
function comparePart(left: number | string | undefined, right: number | string | undefined): number {
  const rank = (part: number | string | undefined): number =>
    part === undefined ? 0 : typeof part === 'number' ? 1 : 2;
  if (typeof left === 'number' && typeof right === 'number') return Math.sign(left - right);
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  return rank(left) - rank(right);
}
