/** Writes that know themselves again: the answer to one may get lost on its way, and the client then tries it again. */
import { randomUUID } from 'node:crypto';
import type { Row, StoredRow } from '../codec.ts';
import { changeRow } from './change-row.ts';
import type { RowKeys, Rows } from './rows.ts';

/** Inserts a row, and others of its partition with it; false when another's is there under any of their keys. */
export async function insertOwn(rows: Rows, row: Row, others: readonly Row[] = []): Promise<boolean> {
  const adding = randomUUID();
  const own = { ...row, adding };
  const inserted =
    others.length === 0
      ? await rows.insert(own)
      : await rows.transact([own, ...others].map((insert) => ({ insert })));
  if (inserted) return true;
  const there = await rows.get(row.partitionKey, row.rowKey);
  return there?.properties['adding'] === adding;
}

interface Changing<T> {
  /** Null for what holds nothing. */
  readonly read: (row: StoredRow) => T | null;
  /** The row of a value, under the keys that are changed. */
  readonly rowOf: (value: T) => Row;
  /** What is to hold after what holds now, or null to leave it; may be asked again. */
  readonly change: (before: T | null) => T | null;
}

/** Changes what a row holds, whoever else writes: what holds now, and whether this call wrote it. */
export async function changeOwn<T>(
  rows: Rows,
  { partitionKey, rowKey }: RowKeys,
  { read, rowOf, change }: Changing<T>,
): Promise<{ readonly value: T | null; readonly changed: boolean }> {
  const writing = randomUUID();
  const outcome: { value: T | null; changed: boolean } = { value: null, changed: false };
  await changeRow(rows, partitionKey, rowKey, (row) => {
    const before = row === null ? null : read(row);
    const isOurs = row?.properties['writing'] === writing;
    const after = isOurs ? null : change(before);
    outcome.value = after ?? before;
    outcome.changed = isOurs || after !== null;
    return after === null ? null : { ...rowOf(after), writing };
  });
  return outcome;
}
