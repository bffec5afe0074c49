import type { ClusterRef, LedgerEntry, LedgerState } from '../../model.ts';
import type { Row, StoredRow } from '../codec.ts';
import { bodyOf, checked, readRow, valueIn } from '../codec.ts';
import type { History, PlannedEntry } from '../history.ts';
import { isKey } from '../keys.ts';
import { isStepForward } from '../ledger-order.ts';
import { ledgerEntry as entrySchema } from '../schemas.ts';
import { changeRow } from './change-row.ts';
import { batchesOf } from './batches.ts';
import type { Rows } from './rows.ts';

const rowVersion = 1;

/**
 * The ledger of each sweep: a partition with one row a cluster. A row that cannot be read stops whoever reads the
 * ledger: a sweep that closed without it would be called complete.
 */
export function tableLedger(
  rows: Rows,
): Pick<History, 'planClusters' | 'ledger' | 'ledgerEntry' | 'markLedger'> {
  return {
    async planClusters(sweepId: string, clusters: readonly PlannedEntry[]) {
      const missing = new Map(clusters.map((entry) => [entry.cluster.key, entry]));
      for await (const { rowKey } of rows.list({
        partitionKey: sweepId,
        select: ['PartitionKey', 'RowKey'],
      })) {
        missing.delete(rowKey);
      }
      const planned = [...missing.values()].map((entry) => rowOf({ sweepId, ...entry }));
      for (const batch of batchesOf(planned)) {
        if (await rows.transact(batch.map((insert) => ({ insert })))) continue;
        // Another plan of this sweep wrote at the same time: what it has inserted stays.
        for (const row of batch) await rows.insert(row);
      }
    },
    async ledger(sweepId) {
      if (!isKey(sweepId)) return [];
      const entries: LedgerEntry[] = [];
      for await (const row of rows.list({ partitionKey: sweepId })) entries.push(entryIn(row));
      return entries;
    },
    async ledgerEntry(sweepId, clusterKey) {
      const row = isKey(sweepId) && isKey(clusterKey) ? await rows.get(sweepId, clusterKey) : null;
      return row === null ? null : entryIn(row);
    },
    async markLedger(sweepId: string, clusterKey: string, state: LedgerState, why?: string) {
      await changeRow(rows, sweepId, clusterKey, (before) => {
        if (before === null) throw new Error(`Sweep ${sweepId} has no cluster ${clusterKey} in its ledger.`);
        const { cluster, state: from } = entryIn(before);
        if (!isStepForward(from, state)) return null;
        return rowOf({ sweepId, cluster, state, ...(why === undefined ? {} : { why }) });
      });
    },
  };

  function entryIn(row: StoredRow): LedgerEntry {
    return readRow(rows.table, row, {
      1: (properties) => checked(entrySchema, valueIn('entry', properties)),
    });
  }
}

function rowOf(entry: LedgerEntry): Row {
  return {
    partitionKey: entry.sweepId,
    rowKey: entry.cluster.key,
    v: rowVersion,
    state: entry.state,
    name: nameColumn(entry.cluster),
    ...bodyOf('entry', entry),
  };
}

/** Names come from elsewhere and may be of any length; the whole name is in the body. */
function nameColumn({ name }: ClusterRef): string {
  return name.slice(0, 256);
}
