/** Figures over time, from what was kept of audits, sweeps, hours and days. Pure: what is read, http/load-trends.ts decides. */
import type { FigureName } from '../figures.ts';
import { figureKindOf, figureOf } from '../figures.ts';
import type { Forecast, Sweep, TrendPoint } from '../model.ts';
import type { AuditSummary, Rollup } from '../store/history.ts';
import type { Trend, TrendChange, TrendGrain } from './trend.ts';
import { withGaps } from './trend-gaps.ts';
import { dayMs, hourMs } from '../shared/durations.ts';

export const weekMs = 7 * dayMs;
/** How far from seven days before the newest value that of the week before may lie. */
export const nearMs = 12 * hourMs;

/** One an audit, at the start of the sweep that it belongs to: so clusters, fleet and rollups agree on the time. */
export function pointsOfAudits(
  metric: FigureName,
  audits: readonly (Pick<AuditSummary, 'headline'> & { readonly startedAt: string })[],
): readonly TrendPoint[] {
  return audits.map(({ startedAt, headline }) => ({ at: startedAt, value: figureOf(metric, headline) }));
}

/** One a closed sweep. Of an open one nothing is known yet, which is no gap. */
export function pointsOfSweeps(
  metric: FigureName,
  sweeps: readonly Pick<Sweep, 'startedAt' | 'summary'>[],
): readonly TrendPoint[] {
  return sweeps.flatMap(({ startedAt, summary }) =>
    summary === undefined ? [] : [{ at: startedAt, value: ownValue(summary.figures ?? {}, metric) }],
  );
}

/** One an hour or a day: the mean, with the least and the most. */
export function pointsOfRollups(metric: FigureName, rollups: readonly Rollup[]): readonly TrendPoint[] {
  return rollups.map(({ at, figures }) => {
    const seen = ownValue(figures, metric);
    return seen === null ? { at, value: null } : { at, value: seen.mean, low: seen.min, high: seen.max };
  });
}

export interface TrendOptions {
  readonly grain: TrendGrain;
  readonly from: Date;
  readonly to: Date;
  /** Whether the week before is to lie under it. */
  readonly compare: boolean;
  /** Given the points of the span; null when no forecast was asked for. */
  readonly forecast: ((points: readonly TrendPoint[]) => Forecast) | null;
}

/** A trend of the points from `from` to `to`, both inclusive, of all that were read, oldest first. */
export function trendOf(
  metric: FigureName,
  read: readonly TrendPoint[],
  { grain, from, to, compare, forecast }: TrendOptions,
): Trend {
  const { unit, title } = figureKindOf(metric);
  const points = within(read, from.getTime(), to.getTime());
  const before = within(read, from.getTime() - weekMs, to.getTime() - weekMs);
  return {
    metric,
    unit,
    title,
    points: withGaps(points, grain),
    before: compare ? withGaps(before, grain).map(aWeekLater) : null,
    change: changeOf(points, read),
    forecast: forecast === null ? null : forecast(points),
  };
}

/**
 * The newest value that was seen against that of a week before it: of what was read, the value nearest to seven days earlier
 * that is not farther than half a day from it, the older one of two as near. null when there is none.
 */
function changeOf(points: readonly TrendPoint[], read: readonly TrendPoint[]): TrendChange | null {
  const now = points.findLast(({ value }) => value !== null);
  if (now === undefined || now.value === null) return null;
  const target = Date.parse(now.at) - weekMs;
  const distance = ({ at }: TrendPoint): number => Math.abs(Date.parse(at) - target);
  let nearest: { readonly at: string; readonly value: number } | null = null;
  let least = nearMs;
  for (const point of read) {
    const { at, value } = point;
    if (value === null || distance(point) > least || (nearest !== null && distance(point) === least))
      continue;
    nearest = { at, value };
    least = distance(point);
  }
  if (nearest === null) return null;
  return {
    now: { at: now.at, value: now.value },
    weekBefore: nearest,
    difference: now.value - nearest.value,
  };
}

function within(points: readonly TrendPoint[], from: number, to: number): readonly TrendPoint[] {
  return points.filter(({ at }) => from <= Date.parse(at) && Date.parse(at) <= to);
}

function aWeekLater(point: TrendPoint): TrendPoint {
  return { ...point, at: new Date(Date.parse(point.at) + weekMs).toISOString() };
}

/** Names of kinds come from clusters: one like that of something every object has is not there. */
function ownValue<T>(figures: Readonly<Record<string, T>>, name: string): T | null {
  return Object.hasOwn(figures, name) ? (figures[name] ?? null) : null;
}
