import { inChunks } from '../../shared/chunks.ts';
import type { StoredRow } from '../codec.ts';
import type { History } from '../history.ts';
import { fleetOwner } from '../history.ts';
import { dayPartitionsBefore, rowKeysOlderThan, sweepIdIn, sweepIdOf } from '../keys.ts';
import { letterPartition } from './dead-letters.ts';
import { newsColumns } from './latest-columns.ts';
import { latestPartition } from './latest.ts';
import type { ClusterTables } from './prune-cluster.ts';
import { pruneCluster, pruneRollups } from './prune-cluster.ts';
import type { NotifyTables } from './prune-notify.ts';
import { pruneNotify } from './prune-notify.ts';
import { firstRows } from './readable.ts';
import type { Removing } from './removing.ts';
import { keysIn, removingUntil } from './removing.ts';
import type { RowKeys, Rows } from './rows.ts';
import { quoted } from './rows.ts';
import { lockKey, sweepPartition } from './sweeps.ts';

interface PrunedTables extends ClusterTables, NotifyTables {
  readonly sweeps: Rows;
  readonly ledger: Rows;
  readonly evidence: Rows;
  readonly deadLetters: Rows;
}

const clustersAtOnce = 8;

/**
 * Removes what is old. It finds its work in the rows that are still there, and removes what it finds others by last, so
 * that it may die anywhere and is done again the next night.
 */
export function tablePrune(tables: PrunedTables): Pick<History, 'prune'> {
  const { sweeps, ledger, evidence, deadLetters, rollups, latest } = tables;

  return {
    async prune(cutoffs, signal) {
      const removing = removingUntil(signal);
      const open = await openSweeps();
      await pruneBySweep(removing, evidence, cutoffs.evidence, open);
      await pruneBySweep(removing, ledger, cutoffs.audits, open);
      await removing.removeAll(sweeps, closedSweeps(cutoffs.audits));
      await removing.removeAll(
        deadLetters,
        keysIn(deadLetters, letterPartition, `RowKey ge ${quoted(rowKeysOlderThan(cutoffs.audits))}`),
      );
      await pruneNotify(removing, tables, cutoffs);
      await pruneRollups(removing, rollups, fleetOwner, cutoffs);
      await removing.removeAll(rollups, keysIn(rollups, dayPartitionsBefore(cutoffs.dailyRollups)));
      const sweptSince = await isSweptSince(cutoffs.audits);
      for (const some of inChunks(await clusters(), clustersAtOnce)) {
        if (removing.isStopped()) break;
        await Promise.all(some.map((row) => pruneCluster(removing, tables, row, { cutoffs, sweptSince })));
      }
      return removing.counts();
    },
  };

  /** Ids of sweeps that are not closed, however old. */
  async function openSweeps(): Promise<ReadonlySet<string>> {
    const where = [`RowKey lt ${quoted(lockKey)}`, `status ne 'closed'`];
    const ids = new Set<string>();
    for await (const { rowKey } of keysIn(sweeps, sweepPartition, ...where)) ids.add(sweepIdIn(rowKey));
    return ids;
  }

  /** Closed sweeps that started before a time. */
  function closedSweeps(before: Date): AsyncIterable<RowKeys> {
    const older = [`RowKey ge ${quoted(rowKeysOlderThan(before))}`, `RowKey lt ${quoted(lockKey)}`];
    return keysIn(sweeps, sweepPartition, ...older, `status eq 'closed'`);
  }

  /**
   * Whether a sweep went over the fleet since then. If none did, nobody has looked for the clusters, and no news of one
   * does not mean that it is gone.
   */
  async function isSweptSince(time: Date): Promise<boolean> {
    const newer = `RowKey lt ${quoted(rowKeysOlderThan(time))}`;
    const found = keysIn(sweeps, sweepPartition, newer, `status eq 'closed'`);
    return (await firstRows(found, 1)).length > 0;
  }

  async function clusters(): Promise<readonly StoredRow[]> {
    const rows: StoredRow[] = [];
    for await (const row of latest.list({ partitionKey: latestPartition, select: newsColumns }))
      rows.push(row);
    return rows;
  }
}

/** Rows that are kept by sweep: those of sweeps that started before a time and are not open. */
async function pruneBySweep(
  removing: Removing,
  rows: Rows,
  before: Date,
  open: ReadonlySet<string>,
): Promise<void> {
  const old = keysIn(rows, ['', sweepIdOf(before)]);
  await removing.removeAll(rows, closedOnly(old, open));
}

async function* closedOnly(rows: AsyncIterable<RowKeys>, open: ReadonlySet<string>): AsyncIterable<RowKeys> {
  for await (const row of rows) if (!open.has(row.partitionKey)) yield row;
}
