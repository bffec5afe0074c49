/** Maps read the way a table is: by partition, in the order of the row keys. */
import type { Page, PageRequest } from '../history.ts';
import { pageOf, pageStart } from '../page-token.ts';

export function partition<Row>(tables: Map<string, Map<string, Row>>, key: string): Map<string, Row> {
  const known = tables.get(key);
  if (known !== undefined) return known;
  const created = new Map<string, Row>();
  tables.set(key, created);
  return created;
}

export function inKeyOrder<Row>(rows: ReadonlyMap<string, Row> | undefined): [string, Row][] {
  return [...(rows ?? [])].sort(([one], [other]) => (one < other ? -1 : 1));
}

export function pageIn<Row, Item>(
  list: string,
  rows: ReadonlyMap<string, Row>,
  page: PageRequest,
  itemOf: (row: Row) => Item,
): Page<Item> {
  const { limit, after } = pageStart(list, page);
  const rest = inKeyOrder(rows).filter(([key]) => after === null || key > after);
  return pageOf(
    list,
    limit,
    rest.slice(0, limit + 1),
    ([key]) => key,
    ([, row]) => [itemOf(row)],
  );
}
