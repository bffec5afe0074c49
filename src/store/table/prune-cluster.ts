import type { StoredRow } from '../codec.ts';
import { UnreadableRow, readRow } from '../codec.ts';
import type { Cutoffs, RollupOwner } from '../history.ts';
import { dayPartition, rollupPartition, rollupRowKey, rowKeysOlderThan, startOfRollup } from '../keys.ts';
import { entryIn } from './findings.ts';
import { newsIn } from './latest-columns.ts';
import { latestPartition } from './latest.ts';
import { noteIn } from './notes.ts';
import type { Removing } from './removing.ts';
import { keysIn } from './removing.ts';
import type { RowKeys, Rows } from './rows.ts';
import { quoted } from './rows.ts';

/** What there is of each cluster. */
export interface ClusterTables {
  readonly latest: Rows;
  readonly audits: Rows;
  readonly findings: Rows;
  readonly rollups: Rows;
  readonly notes: Rows;
}

interface Rules {
  readonly cutoffs: Cutoffs;
  /** Whether a sweep went over the fleet since the cutoff of audits. */
  readonly sweptSince: boolean;
}

/** Removes what is old of a cluster, and all of it when no sweep had news of it for as long as audits are kept. */
export async function pruneCluster(
  removing: Removing,
  tables: ClusterTables,
  latestRow: StoredRow,
  { cutoffs, sweptSince }: Rules,
): Promise<void> {
  const { audits, rollups, findings } = tables;
  const { rowKey: clusterKey } = latestRow;
  await removing.removeAll(
    audits,
    keysIn(audits, clusterKey, `RowKey ge ${quoted(rowKeysOlderThan(cutoffs.audits))}`),
  );
  await pruneRollups(removing, rollups, clusterKey, cutoffs);
  const isOver = (row: StoredRow): boolean => isOlder(() => resolvedAt(findings, row), cutoffs.audits);
  for await (const row of findings.list({ partitionKey: clusterKey, where: [`state eq 'resolved'`] })) {
    if (isOver(row)) await removing.removeIf(findings, row, isOver);
  }
  if (sweptSince && isGone(tables, latestRow, cutoffs))
    await removeCluster(removing, tables, clusterKey, cutoffs);
}

/** Hours and days of a cluster or of the fleet that are older than such are kept. */
export async function pruneRollups(
  removing: Removing,
  rollups: Rows,
  owner: RollupOwner,
  { hourlyRollups, dailyRollups }: Pick<Cutoffs, 'hourlyRollups' | 'dailyRollups'>,
): Promise<void> {
  for (const [grain, before] of [
    ['hour', hourlyRollups],
    ['day', dailyRollups],
  ] as const) {
    const older = `RowKey lt ${quoted(rollupRowKey(before))}`;
    await removing.removeAll(rollups, keysIn(rollups, rollupPartition(owner, grain), older));
  }
}

/** Its row in Latest goes last: by it the rest is found, should this end half way. */
async function removeCluster(
  removing: Removing,
  tables: ClusterTables,
  clusterKey: string,
  cutoffs: Cutoffs,
): Promise<void> {
  const { latest, findings, rollups, notes } = tables;
  const before = cutoffs.audits;
  const days = keysIn(rollups, rollupPartition(clusterKey, 'day'));
  await removing.removeAll(rollups, copiesOf(days, clusterKey));
  await pruneRollups(removing, rollups, clusterKey, { hourlyRollups: before, dailyRollups: before });
  for await (const row of findings.list({ partitionKey: clusterKey })) {
    await removing.removeIf(findings, row, (now) =>
      isOlder(() => entryIn(findings, now).lastSeen.at, before),
    );
  }
  for await (const row of notes.list({ partitionKey: clusterKey })) {
    await removing.removeIf(notes, row, (now) => isOlder(() => noteIn(notes, now).at, before));
  }
  const keys = { partitionKey: latestPartition, rowKey: clusterKey };
  await removing.removeIf(latest, keys, (now) => isGone(tables, now, cutoffs));
}

async function* copiesOf(days: AsyncIterable<RowKeys>, clusterKey: string): AsyncIterable<RowKeys> {
  for await (const { rowKey } of days) {
    const start = startOfRollup(rowKey);
    if (start !== null) yield { partitionKey: dayPartition(new Date(start)), rowKey: clusterKey };
  }
}

function isGone({ latest }: ClusterTables, row: StoredRow, { audits }: Cutoffs): boolean {
  return isOlder(() => readRow(latest.table, row, newsIn).toISOString(), audits);
}

/** Of a finding that is still open there is no such time, and no time is ever older. */
function resolvedAt(findings: Rows, row: StoredRow): string | undefined {
  return entryIn(findings, row).resolved?.at;
}

/** A row that cannot be read stays: whoever looks for it is told, and nothing is lost that somebody may want. */
function isOlder(timeIn: () => string | undefined, than: Date): boolean {
  try {
    const time = timeIn();
    return time !== undefined && new Date(time) < than;
  } catch (error) {
    if (error instanceof UnreadableRow) return false;
    throw error;
  }
}
