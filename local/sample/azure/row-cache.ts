/** Rows that were made are kept for the next query of the same window: a sweep asks ten questions to the same rows. */

export type RowCache<Row> = (key: string, make: () => Iterable<Row>) => Iterable<Row>;

/**
 * Gives rows as they are made, and keeps them once all were read. `mostRows` bounds the memory; what was asked for
 * longest ago goes first.
 */
export function rowCache<Row>(mostRows: number): RowCache<Row> {
  const kept = new Map<string, readonly Row[]>();
  let total = 0;

  function keep(key: string, rows: readonly Row[]): void {
    forget(key);
    kept.set(key, rows);
    total += rows.length;
    for (const oldest of kept.keys()) {
      if (total <= mostRows) return;
      forget(oldest);
    }
  }

  function forget(key: string): void {
    total -= kept.get(key)?.length ?? 0;
    kept.delete(key);
  }

  function* made(key: string, make: () => Iterable<Row>): Iterable<Row> {
    const rows: Row[] = [];
    for (const row of make()) {
      if (rows.length <= mostRows) rows.push(row);
      yield row;
    }
    if (rows.length <= mostRows) keep(key, rows);
  }

  return (key, make) => {
    const rows = kept.get(key);
    if (rows === undefined) return made(key, make);
    keep(key, rows);
    return rows;
  };
}
