/**
 * Reads what trends are made of: one query of one partition, whatever the number of figures, which is one storage request
 * for each 1,000 audits, sweeps, hours or days in the span. With `compare` the span begins seven and a half days earlier.
 */
import type { FigureName } from '../figures.ts';
import { figureKindOf } from '../figures.ts';
import { forecast } from '../judgement/forecast.ts';
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
import { forecastBounds } from './forecast-bounds.ts';
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
          : (points) => forecastOf(deps, owner, metric, samplesOf(points, grain, to), to, forecastDays),
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

interface Sample {
  readonly at: number;
  readonly value: number;
}

/** What was seen. The mean of an hour or a day is that of its middle, as far as it has come. */
function samplesOf(points: readonly TrendPoint[], grain: TrendGrain, to: Date): readonly Sample[] {
  return points.flatMap(({ at, value }) => {
    if (value === null) return [];
    const start = Date.parse(at);
    const end = Math.min(start + lengthMs[grain], to.getTime());
    return [{ at: grain === 'audit' ? start : (start + end) / 2, value }];
  });
}

function forecastOf(
  { checks, now }: TrendDeps,
  owner: RollupOwner,
  metric: FigureName,
  samples: readonly Sample[],
  to: Date,
  horizonDays: number,
) {
  const ceiling = ceilingOf(metric);
  return forecast(samples, {
    // Of a span in the past: what would have been said then.
    now: Math.min(now().getTime(), to.getTime()),
    horizonDays,
    bounds: forecastBounds(checks, owner, metric),
    floor: 0,
    ...(ceiling === null ? {} : { ceiling }),
  });
}

/** What the figure cannot be above of. */
function ceilingOf(metric: FigureName): number | null {
  if (metric === 'coverage') return 1;
  return figureKindOf(metric).unit === 'points' ? 100 : null;
}
