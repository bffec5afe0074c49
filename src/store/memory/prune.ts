import type { LatestAudit } from '../../model.ts';
import type { Cutoffs, History, RollupOwner } from '../history.ts';
import { fleetOwner } from '../history.ts';
import { dayPartitionsBefore, rollupPartition, rollupRowKey, rowKeysOlderThan, sweepIdOf } from '../keys.ts';
import type { MemoryTables } from './tables.ts';

/** Removes what is old, as the tables do. */
export function memoryPrune(tables: MemoryTables): Pick<History, 'prune'> {
  return {
    async prune(cutoffs, signal) {
      const removing = counted();
      if (signal.aborted) return removing.counts();
      pruneSweeps(removing, tables, cutoffs);
      removing.remove('DeadLetters', tables.deadLetters, (key) => key >= rowKeysOlderThan(cutoffs.audits));
      pruneNotifications(removing, tables, cutoffs);
      pruneRollups(removing, tables, fleetOwner, cutoffs);
      const [first, before] = dayPartitionsBefore(cutoffs.dailyRollups);
      removing.remove('Rollups', tables.rollups, (key) => first <= key && key < before, sizeOf);
      for (const [key, row] of tables.latest) pruneCluster(removing, tables, [key, row], cutoffs);
      return removing.counts();
    },
  };
}

interface Removing {
  /** Removes the rows for which it is time; `size` tells how many rows of a table one stands for. */
  readonly remove: <T>(
    table: string,
    rows: Map<string, T> | undefined,
    isOver: (key: string, row: T) => boolean,
    size?: (row: T) => number,
  ) => void;
  readonly counts: () => Readonly<Record<string, number>>;
}

function counted(): Removing {
  const counts = new Map<string, number>();
  return {
    remove(table, rows, isOver, size = () => 1) {
      for (const [key, row] of rows ?? []) {
        if (!isOver(key, row)) continue;
        rows?.delete(key);
        counts.set(table, (counts.get(table) ?? 0) + size(row));
      }
    },
    counts: () => Object.fromEntries(counts),
  };
}

function pruneSweeps(
  { remove }: Removing,
  { sweeps, ledger, evidence }: MemoryTables,
  cutoffs: Cutoffs,
): void {
  const open = new Set([...sweeps.values()].filter(({ status }) => status !== 'closed').map(({ id }) => id));
  const isOver = (id: string, before: Date): boolean => id < sweepIdOf(before) && !open.has(id);
  remove('Evidence', evidence, (id) => isOver(id, cutoffs.evidence), kindsIn);
  remove('Ledger', ledger, (id) => isOver(id, cutoffs.audits), sizeOf);
  remove('Sweeps', sweeps, (_key, { id }) => isOver(id, cutoffs.audits));
}

/** All that comes next is decided by the newest decision: it stays, however old. */
function pruneNotifications(
  { remove }: Removing,
  { decisions, deliveries }: MemoryTables,
  { audits }: Cutoffs,
): void {
  const older = rowKeysOlderThan(audits);
  const [newest] = [...decisions.keys()].toSorted();
  remove('NotifyState', decisions, (key) => key >= older && key !== newest);
  remove('Deliveries', deliveries, (key, { status }) => key >= older && status !== 'pending');
}

function pruneRollups(
  { remove }: Removing,
  { rollups }: MemoryTables,
  owner: RollupOwner,
  { hourlyRollups, dailyRollups }: Pick<Cutoffs, 'hourlyRollups' | 'dailyRollups'>,
): void {
  remove('Rollups', rollups.get(rollupPartition(owner, 'hour')), (key) => key < rollupRowKey(hourlyRollups));
  remove('Rollups', rollups.get(rollupPartition(owner, 'day')), (key) => key < rollupRowKey(dailyRollups));
}

function pruneCluster(
  removing: Removing,
  tables: MemoryTables,
  [clusterKey, row]: readonly [string, LatestAudit],
  cutoffs: Cutoffs,
): void {
  const { audits, findings, rollups, notes, latest, open, busy, sweeps } = tables;
  const { remove } = removing;
  const before = cutoffs.audits;
  remove('Audits', audits.get(clusterKey), (key) => key >= rowKeysOlderThan(before));
  pruneRollups(removing, tables, clusterKey, cutoffs);
  remove('Findings', findings.get(clusterKey), (_key, { resolved }) => isBefore(resolved?.at, before));

  const sweptSince = [...sweeps.values()].some(
    ({ id, status }) => id >= sweepIdOf(before) && status === 'closed',
  );
  const news = [row.newest?.at, row.notAudited?.at].filter((at) => at !== undefined);
  if (!sweptSince || !news.every((at) => isBefore(at, before))) return;
  for (const [key, days] of rollups) if (isDay(key)) remove('Rollups', days, (owner) => owner === clusterKey);
  pruneRollups(removing, tables, clusterKey, { hourlyRollups: before, dailyRollups: before });
  remove('Findings', findings.get(clusterKey), (_key, { lastSeen }) => isBefore(lastSeen.at, before));
  remove('Notes', notes.get(clusterKey), (_name, { at }) => isBefore(at, before));
  remove('Latest', latest, (key) => key === clusterKey);
  open.delete(clusterKey);
  busy.delete(clusterKey);
}

function isDay(partition: string): boolean {
  return partition.startsWith(dayPartitionsBefore(new Date(0))[0]);
}

function isBefore(at: string | undefined, time: Date): boolean {
  return at !== undefined && new Date(at) < time;
}

function sizeOf({ size }: { readonly size: number }): number {
  return size;
}

function kindsIn(clusters: ReadonlyMap<string, object>): number {
  return [...clusters.values()].reduce((sum, kinds) => sum + Object.keys(kinds).length, 0);
}
