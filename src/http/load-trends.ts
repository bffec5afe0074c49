/**
 * Reads what trends are made of: one query of one partition, whatever the number of figures, which is one storage request
 * for each 1,000 audits, sweeps, hours or days in the span. With `compare` the span begins seven and a half days earlier.
 */
import type { AnyCheck } from '../checks/define-check.ts';
import type { FigureName } from '../figures.ts';
import { figureForecast } from '../judgement/figure-forecast.ts';
import { forecastBounds } from '../judgement/forecast-bounds.ts';
import { usualBounds } from '../judgement/thresholds.ts';
import type { TrendPoint } from '../model.ts';
import type { TrendGrain, Trends } from '../report/trend.ts';
import {
  nearMs,
  pointsOfAudits,
  pointsOfRollups,
  pointsOfSweeps,
  trendOf,
  weekMs,
} from '../report/trends.ts';
import type { RollupOwner } from '../store/history.ts';
import { fleetOwner } from '../store/history.ts';
import { startOfSweep } from '../store/keys.ts';
import type { HttpDeps } from './deps.ts';
import type { TrendsRequest } from './trend-query.ts';
import { dayMs, hourMs } from '../shared/durations.ts';

type TrendDeps = Pick<HttpDeps, 'history' | 'checks' | 'now'>;

const lengthMs: Readonly<Record<TrendGrain, number>> = { audit: 1, hour: hourMs, day: dayMs };

/** The trends of a cluster, by its key, or of the fleet (`fleetOwner`). */
export async function loadTrends(
  deps: TrendDeps,
  owner: RollupOwner,
  request: TrendsRequest,
): Promise<Trends> {
  const { to, metrics, compare, forecastDays, forecastOf: forecasted = metrics } = request;
  const grain = request.grain ?? grainFor(request.from, to);
  // The first hour or day is told whole.
  const from = new Date(Math.floor(request.from.getTime() / lengthMs[grain]) * lengthMs[grain]);
  const earliest = new Date(Math.max(0, compare ? from.getTime() - weekMs - nearMs : from.getTime()));
  const pointsOf = await readPoints(deps, owner, grain, { from: earliest, to }, metrics);
  const series = metrics.map((metric) =>
    trendOf(metric, pointsOf(metric), {
      grain,
      from,
      to,
      compare,
      forecast:
        forecastDays === null || !forecasted.includes(metric)
          ? null
          : (points) =>
              figureForecast(metric, points, {
                // Of a span in the past: what would have been said then.
                now: new Date(Math.min(deps.now().getTime(), to.getTime())),
                lengthMs: grain === 'audit' ? 0 : lengthMs[grain],
                horizonDays: forecastDays,
                bounds: boundsAhead(deps.checks, owner, metric),
              }),
    }),
  );
  return { from: from.toISOString(), to: to.toISOString(), grain, series };
}

/** A week of hourly audits is 168 points, 60 days of hours 1,440. */
function grainFor(from: Date, to: Date): TrendGrain {
  const days = (to.getTime() - from.getTime()) / dayMs;
  if (days <= 7) return 'audit';
  return days <= 60 ? 'hour' : 'day';
}

async function readPoints(
  { history }: TrendDeps,
  owner: RollupOwner,
  grain: TrendGrain,
  span: { readonly from: Date; readonly to: Date },
  metrics: readonly FigureName[],
): Promise<(metric: FigureName) => readonly TrendPoint[]> {
  if (grain !== 'audit') {
    const rollups = await history.rollups(owner, grain, span, metrics);
    return (metric) => pointsOfRollups(metric, rollups);
  }
  if (owner === fleetOwner) {
    const sweeps = await history.sweepsBetween(span.from, span.to);
    return (metric) => pointsOfSweeps(metric, sweeps);
  }
  const audits = (await history.headlines(owner, span.from, span.to)).map(({ sweepId, at, headline }) => ({
    startedAt: startOfSweep(sweepId)?.toISOString() ?? at,
    headline,
  }));
  return (metric) => pointsOfAudits(metric, audits);
}

/**
 * The bounds that a forecast looks out for: those of the catalogue. A sum over the fleet has none; the fullest etcd of the
 * fleet has those of any etcd.
 */
export function boundsAhead(
  checks: readonly AnyCheck[],
  owner: RollupOwner,
  metric: FigureName,
): readonly number[] {
  if (owner === fleetOwner && metric !== 'etcdUsed') return [];
  const boundsOf = (id: string) => usualBounds(checks.find((check) => check.id === id)?.thresholds ?? {});
  return forecastBounds(metric, boundsOf).map(({ value }) => value);
}
