import type { Row, StoredRow } from '../codec.ts';
import type { Rows } from './rows.ts';

/** Each lost race means that another writer got through; nobody loses as often as this. */
const mostTries = 50;

/**
 * Changes one row by what it holds now: reads, computes, writes only if nobody wrote in between, else starts over.
 * `change` answers the new row, or null to leave all as it is.
 */
export async function changeRow(
  rows: Rows,
  partitionKey: string,
  rowKey: string,
  change: (before: StoredRow | null) => Row | null,
): Promise<void> {
  for (let tries = 0; tries < mostTries; tries++) {
    const before = await rows.get(partitionKey, rowKey);
    const after = change(before);
    if (after === null) return;
    if (before === null ? await rows.insert(after) : await rows.replace(after, before.etag)) return;
  }
  throw new Error(
    `The row ${rows.table}/${partitionKey}/${rowKey} changed ${mostTries} times while being written.`,
  );
}
