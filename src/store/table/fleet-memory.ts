import type { StoredRow } from '../codec.ts';
import { bodyOf, checked, readRow, valueIn } from '../codec.ts';
import type { History } from '../history.ts';
import { fleetOwner } from '../history.ts';
import { fleetMemory as memorySchema } from '../schemas.ts';
import type { OnUnreadable } from './readable.ts';
import { readableOnly } from './readable.ts';
import type { Rows } from './rows.ts';

const rowVersion = 1;
/** Beside the notes of clusters: no cluster has a key like this owner's. */
const keys = { partitionKey: fleetOwner, rowKey: 'memory' };

/** One row. What is remembered is bounded, and forgets by itself (judgement/fleet-memory.ts). */
export function tableFleetMemory(
  rows: Rows,
  onUnreadable: OnUnreadable,
): Pick<History, 'fleetMemory' | 'saveFleetMemory'> {
  const readSound = readableOnly(
    (row: StoredRow) =>
      readRow(rows.table, row, { 1: (properties) => checked(memorySchema, valueIn('memory', properties)) }),
    onUnreadable,
  );

  return {
    async fleetMemory() {
      const row = await rows.get(keys.partitionKey, keys.rowKey);
      return row === null ? null : (readSound(row)[0] ?? null);
    },
    async saveFleetMemory(memory) {
      await rows.upsert({ ...keys, v: rowVersion, ...bodyOf('memory', memory) });
    },
  };
}
