/** What earlier audits remember of a kind, as they store it: a point an hour for the last week, one a day before that. */
import type { ClusterHistory, HistoryPoint } from '../../src/evidence/history.ts';
import { ago } from './evidence.ts';

const day = 86_400;

export interface Remembered {
  /** Days that the cluster is remembered for; 30 unless said. */
  readonly days?: number;
  /** How often it was audited; once an hour unless said, and no point is nearer to another than that. */
  readonly everyHours?: number;
}

/** `countAt` is told how many days ago the audit was. Oldest first, the audit of now left out. */
export function remembered(
  countAt: (daysAgo: number) => number,
  { days = 30, everyHours = 1 }: Remembered = {},
): readonly HistoryPoint[] {
  const hours = Array.from({ length: Math.floor((days * 24) / everyHours) }, (_, n) => (n + 1) * everyHours);
  return hours
    .filter((hour) => hour <= 7 * 24 || hour % 24 === 0 || everyHours > 24)
    .map((hour) => ({ at: ago((hour / 24) * day), value: Math.max(0, Math.round(countAt(hour / 24))) }))
    .toReversed();
}

export function history(series: Readonly<Record<string, readonly HistoryPoint[]>>): ClusterHistory {
  return {
    from: ago(90 * day),
    series: Object.fromEntries(Object.entries(series).map(([kind, points]) => [`objects:${kind}`, points])),
    observations: [],
  };
}
