/** What the audits of a cluster before this one stored, as evidence for this one. */
import type { CollectOutput } from '../evidence/collect.ts';
import { noLoad } from '../evidence/gather-one.ts';
import type { ClusterHistory, HistoryPoint } from '../evidence/history.ts';
import { figuresOf } from '../figures.ts';
import { dayMs, hourMs } from '../shared/durations.ts';
import type { History, PastAudit, Rollup } from '../store/history.ts';
import { startOfSweep } from '../store/keys.ts';

/** Whole days before today of which each audit is looked at. */
const recentDays = 7;
/** Days before those, of which the rollup is looked at. */
const olderDays = 90;

/**
 * The past of a cluster as it was when a sweep began: two queries. What this sweep or a later one stored is left out, so
 * that a step done twice is handed the same. Throws when the store does: that is no evidence of an empty past.
 */
export async function clusterHistory(
  history: Pick<History, 'pastAudits' | 'rollups'>,
  clusterKey: string,
  sweepId: string,
): Promise<ClusterHistory> {
  const start = startOfSweep(sweepId);
  if (start === null) throw new TypeError(`"${sweepId}" is not the id of a sweep.`);
  const today = Math.floor(start.getTime() / dayMs) * dayMs;
  const recent = new Date(today - recentDays * dayMs);
  const oldest = new Date(recent.getTime() - olderDays * dayMs);
  const [days, audits] = await Promise.all([
    history.rollups(clusterKey, 'day', { from: oldest, to: justBefore(recent) }),
    history.pastAudits(clusterKey, recent, justBefore(start)),
  ]);
  return {
    from: oldest.toISOString(),
    series: seriesOf(days, audits),
    observations: audits.flatMap(({ observation }) => observation ?? []),
  };
}

/** What was collected, and the past with it. It cost the cluster nothing. */
export function withHistory(collected: CollectOutput, value: ClusterHistory, at: Date): CollectOutput {
  const seen = { ok: true, at: at.toISOString() } as const;
  return {
    ...collected,
    evidence: { ...collected.evidence, history: { ...seen, value } },
    status: [...collected.status, { ...seen, kind: 'history', milliseconds: 0, load: noLoad }],
  };
}

/** Both oldest first, the days before the audits. */
function seriesOf(days: readonly Rollup[], audits: readonly PastAudit[]): ClusterHistory['series'] {
  const series = new Map<string, HistoryPoint[]>();
  const add = (name: string, at: string, value: number): void => {
    if (!isOfTrends(name)) return;
    const points = series.get(name);
    if (points === undefined) series.set(name, [{ at, value }]);
    else points.push({ at, value });
  };
  for (const { at, figures } of days) {
    // The mean is that of the middle of the day; the most of a day would stand out from the hours that follow.
    const noon = new Date(Date.parse(at) + dayMs / 2).toISOString();
    for (const [name, { mean }] of Object.entries(figures)) add(name, noon, mean);
  }
  for (const { sweepId, headline } of newestOfHours(audits)) {
    const startedAt = startOfSweep(sweepId)?.toISOString();
    if (startedAt === undefined) continue;
    for (const [name, value] of Object.entries(figuresOf(headline))) add(name, startedAt, value);
  }
  return Object.fromEntries(series);
}

function isOfTrends(name: string): boolean {
  return name === 'etcdBytes' || name === 'etcdUsed' || name.startsWith('objects:');
}

function newestOfHours(audits: readonly PastAudit[]): readonly PastAudit[] {
  const hourOf = ({ sweepId }: PastAudit): number =>
    Math.floor((startOfSweep(sweepId)?.getTime() ?? 0) / hourMs);
  return [...new Map(audits.map((audit) => [hourOf(audit), audit])).values()];
}

function justBefore(time: Date): Date {
  return new Date(time.getTime() - 1);
}
