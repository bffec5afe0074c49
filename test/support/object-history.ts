/** What earlier audits remember of a kind, in the form in which a check is handed it (sweep/cluster-history.ts). */
import type { ClusterHistory, HistoryPoint } from '../../src/evidence/history.ts';
import { sum } from '../../src/shared/sum.ts';
import { ago } from './evidence.ts';

const hour = 3_600;
const day = 24 * hour;

/** Each audit is remembered since midnight a week before today, and the mean of each day before that, at its noon. */
const today = `${ago(0).slice(0, 10)}T00:00:00.000Z`;
const audits = new Date(Date.parse(today) - 7 * day * 1_000).toISOString();

export interface Remembered {
  /** Days that the cluster is remembered for; 30 unless said. */
  readonly days?: number;
  /** How often it was audited; once an hour unless said. */
  readonly everyHours?: number;
}

/** `countAt` is told how many days ago the audit was. Oldest first, the audit of now left out. */
export function remembered(
  countAt: (daysAgo: number) => number,
  { days = 30, everyHours = 1 }: Remembered = {},
): readonly HistoryPoint[] {
  return inStore(
    Array.from({ length: Math.floor((days * 24) / everyHours) }, (_, n) => {
      const daysAgo = ((n + 1) * everyHours) / 24;
      return { at: ago(daysAgo * day), value: Math.max(0, Math.round(countAt(daysAgo))) };
    }).toReversed(),
  );
}

/** Points of audits, oldest first, as they are handed out later. */
export function inStore(points: readonly HistoryPoint[]): readonly HistoryPoint[] {
  const older = Map.groupBy(
    points.filter(({ at }) => at < audits),
    ({ at }) => at.slice(0, 10),
  );
  const means = [...older].map(([date, inDay]) => ({
    at: `${date}T12:00:00.000Z`,
    value: sum(inDay.map(({ value }) => value)) / inDay.length,
  }));
  return [...means, ...points.filter(({ at }) => at >= audits)];
}

export function history(series: Readonly<Record<string, readonly HistoryPoint[]>>): ClusterHistory {
  return {
    from: ago(90 * day),
    series: Object.fromEntries(Object.entries(series).map(([kind, points]) => [`objects:${kind}`, points])),
    observations: [],
  };
}
