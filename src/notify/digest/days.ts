/** Figures of one cluster by day, from its rollups. */
import type { FigureName } from '../../figures.ts';
import { severities } from '../../model.ts';
import { dayMs } from '../../shared/durations.ts';
import { sum } from '../../shared/sum.ts';
import type { Rollup } from '../../store/history.ts';
import type { DayOfCluster } from './facts.ts';

const chartDays = 30;

const findingFigures = severities.map((severity) => `findings.${severity}` as const);

/** The figures that days are made of. */
export const figuresOfDays: readonly FigureName[] = [
  'score',
  'coverage',
  'etcdUsed',
  'etcdBytes',
  ...findingFigures,
];

/** The days up to that of a moment, oldest first: starts in UTC. */
export function daysUpTo(to: Date): readonly string[] {
  const last = Math.floor(to.getTime() / dayMs) * dayMs;
  return Array.from({ length: chartDays }, (_, day) =>
    new Date(last - (chartDays - 1 - day) * dayMs).toISOString(),
  );
}

/**
 * The last value of each day: a mean would hide what happened in the course of it. Findings stay open until an audit has
 * ruled them out, so a day without an audit has those of the day before.
 */
export function daysOfCluster(days: readonly string[], rollups: readonly Rollup[]): readonly DayOfCluster[] {
  const byDay = new Map(rollups.map((rollup) => [rollup.at, rollup]));
  const earlier = rollups.findLast(({ at }) => at < (days[0] ?? ''));
  let findings = earlier === undefined ? null : openIn(earlier);
  return days.map((day) => {
    const rollup = byDay.get(day);
    if (rollup === undefined) return { ...notSeen, findings };
    findings = openIn(rollup);
    return {
      score: lastOf(rollup, 'score'),
      coverage: lastOf(rollup, 'coverage'),
      etcdUsed: lastOf(rollup, 'etcdUsed'),
      etcdBytes: lastOf(rollup, 'etcdBytes'),
      findings,
      audited: true,
    };
  });
}

const notSeen = { score: null, coverage: null, etcdUsed: null, etcdBytes: null, audited: false };

function openIn(rollup: Rollup): number {
  return sum(findingFigures.map((figure) => lastOf(rollup, figure) ?? 0));
}

function lastOf({ figures }: Rollup, name: FigureName): number | null {
  return Object.hasOwn(figures, name) ? (figures[name]?.last ?? null) : null;
}
