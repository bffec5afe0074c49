/** What of a decision does not fit into its row: the chunks of its body, in rows of a partition of their own. */
import { inChunks } from '../../shared/chunks.ts';
import type { Property, Row, StoredRow } from '../codec.ts';
import { partRowKey, partsPartition } from '../keys.ts';
import { batchesOf } from './batches.ts';
import type { Rows } from './rows.ts';

const rowVersion = 1;

/** A chunk has 64 KiB and travels as base64, a third longer: eleven make less than 1 MiB. */
const chunksInPart = 11;

/** The rows that hold the chunks of a body, each of them once. */
export function partsOf(attempt: string, body: Readonly<Record<string, Property>>): readonly Row[] {
  return inChunks(Object.entries(body), chunksInPart).map((chunks, index) => ({
    partitionKey: partsPartition(attempt),
    rowKey: partRowKey(index),
    v: rowVersion,
    ...Object.fromEntries(chunks),
  }));
}

/** All chunks that are there, as one body, and of how many parts they are. */
export async function storedParts(
  rows: Rows,
  attempt: string,
): Promise<{ readonly count: number; readonly body: StoredRow['properties'] }> {
  const body: Record<string, unknown> = {};
  let count = 0;
  for await (const { properties } of rows.list({ partitionKey: partsPartition(attempt) })) {
    Object.assign(body, properties);
    count += 1;
  }
  return { count, body };
}

export async function writeParts(rows: Rows, parts: readonly Row[]): Promise<void> {
  for (const batch of batchesOf(parts)) {
    if (await rows.transact(batch.map((upsert) => ({ upsert })))) continue;
    // A row that names them must not be written then.
    throw new Error(`The table ${rows.table} did not take the parts of a decision.`);
  }
}

export async function removeParts(rows: Rows, parts: readonly Row[]): Promise<void> {
  for (const { partitionKey, rowKey } of parts) await rows.remove({ partitionKey, rowKey });
}
