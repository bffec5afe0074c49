/** Removes many rows: in batches, some at a time, until it is told to stop. Doing it twice or dying anywhere is no harm. */
import { inChunks } from '../../shared/chunks.ts';
import type { StoredRow } from '../codec.ts';
import type { Pruned } from '../history.ts';
import type { KeySpan } from '../keys.ts';
import type { RowKeys, Rows } from './rows.ts';

/** https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions */
const mostInBatch = 100;
const batchesAtOnce = 8;

export interface Removing {
  isStopped(): boolean;
  /** Removes rows as they are found. */
  removeAll(rows: Rows, found: AsyncIterable<RowKeys>): Promise<void>;
  /** Removes a row that others write too: looks at it again, and leaves it when it is changed meanwhile. */
  removeIf(rows: Rows, keys: RowKeys, isOver: (row: StoredRow) => boolean): Promise<void>;
  /** How many rows were removed so far, by table. */
  counts(): Pruned;
}

export function removingUntil(signal: AbortSignal): Removing {
  const counts = new Map<string, number>();
  const isStopped = (): boolean => signal.aborted;

  function count({ table }: Rows, removed: number): void {
    if (removed > 0) counts.set(table, (counts.get(table) ?? 0) + removed);
  }

  async function removeBatch(rows: Rows, batch: readonly RowKeys[]): Promise<void> {
    if (isStopped()) return;
    const changes = batch.map(({ partitionKey, rowKey }) => ({ remove: { partitionKey, rowKey } }));
    if (changes.length > 1 && (await rows.transact(changes))) return count(rows, changes.length);
    // One alone; or one of them is gone already, because another run removes the same rows.
    for (const { remove } of changes) if (await rows.remove(remove)) count(rows, 1);
  }

  return {
    isStopped,
    async removeAll(rows, found) {
      for await (const keys of portionsOf(found, batchesAtOnce * mostInBatch)) {
        if (isStopped()) return;
        for (const batches of inChunks(batchesIn(keys), batchesAtOnce)) {
          await Promise.all(batches.map((batch) => removeBatch(rows, batch)));
        }
      }
    },
    async removeIf(rows, { partitionKey, rowKey }, isOver) {
      const row = isStopped() ? null : await rows.get(partitionKey, rowKey);
      if (row === null || !isOver(row)) return;
      if (await rows.remove({ partitionKey, rowKey }, row.etag)) count(rows, 1);
    },
    counts: () => Object.fromEntries(counts),
  };
}

/** Batches of one partition each. */
function batchesIn(keys: readonly RowKeys[]): readonly (readonly RowKeys[])[] {
  const partitions = Map.groupBy(keys, ({ partitionKey }) => partitionKey);
  return [...partitions.values()].flatMap((members) => inChunks(members, mostInBatch));
}

async function* portionsOf<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let portion: T[] = [];
  for await (const item of items) {
    portion.push(item);
    if (portion.length < size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

/** The keys of rows, and nothing else of them. */
export function keysIn(
  rows: Rows,
  partitionKey: string | KeySpan,
  ...where: readonly string[]
): AsyncIterable<StoredRow> {
  return rows.list({ partitionKey, where, select: ['PartitionKey', 'RowKey'] });
}
