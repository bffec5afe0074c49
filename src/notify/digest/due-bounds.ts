/** Which bounds the figures of one cluster reach within the next days, if they go on as they did. */
import type { FigureName } from '../../figures.ts';
import { figureOf } from '../../figures.ts';
import type { ForecastBound } from '../../judgement/forecast-bounds.ts';
import { forecastBounds } from '../../judgement/forecast-bounds.ts';
import { figureForecast } from '../../judgement/figure-forecast.ts';
import type { BoundsInForce } from '../../judgement/thresholds.ts';
import type { Forecast, Headline, TrendPoint } from '../../model.ts';
import { pointsOfRollups } from '../../report/trends.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { dayMs } from '../../shared/durations.ts';
import { countOf, formatBytes, formatPercent } from '../../shared/format.ts';
import type { Rollup } from '../../store/history.ts';
import type { DueBound } from './facts.ts';

export const horizonDays = 30;

/** By the name of the check, for one cluster. */
export type BoundsOf = (check: string) => BoundsInForce;

/**
 * A trend is not taken to go on for more than three times as long as it was seen, so a number that grows from nothing is
 * at most four times as high at the horizon; twice that leaves room for noise. Smaller ones need no forecast, which is dear.
 */
const mostGrowth = 8;

/** The kinds of objects that may reach a bound. */
export function kindsToWatch(headline: Headline, boundsOf: BoundsOf): readonly FigureName[] {
  return Object.entries(headline.objects ?? {}).flatMap(([kind, count]) => {
    const figure: FigureName = `objects:${kind}`;
    const ahead = forecastBounds(figure, boundsOf).map(({ value }) => value);
    return ahead.some((bound) => bound > count && bound <= count * mostGrowth) ? [figure] : [];
  });
}

interface Watched {
  readonly headline: Headline;
  readonly rollups: readonly Rollup[];
  readonly boundsOf: BoundsOf;
  readonly now: Date;
}

export interface DueBounds {
  readonly due: readonly DueBound[];
  readonly etcdForecast: boolean;
}

export function dueBounds(watched: Watched): DueBounds {
  // Azure's share counts for the quota that the cluster really has; the size is for where it is not known.
  const used = outlookOf('etcdUsed', watched);
  const etcd = used.forecast.kind === 'trend' ? used : outlookOf('etcdBytes', watched);
  const objects = kindsToWatch(watched.headline, watched.boundsOf);
  return {
    due: [etcd, ...objects.map((kind) => outlookOf(kind, watched))].flatMap(dueIn),
    etcdForecast: etcd.forecast.kind === 'trend',
  };
}

interface Outlook {
  readonly figure: FigureName;
  readonly bounds: readonly ForecastBound[];
  readonly newest: number | null;
  readonly forecast: Forecast;
}

function outlookOf(figure: FigureName, { headline, rollups, boundsOf, now }: Watched): Outlook {
  const points = pointsOfRollups(figure, rollups);
  const newest = figureOf(figure, headline) ?? newestOf(points);
  const bounds = forecastBounds(figure, boundsOf).filter(({ value }) => newest === null || value > newest);
  const options = { now, lengthMs: dayMs, horizonDays, bounds: bounds.map(({ value }) => value) };
  return { figure, bounds, newest, forecast: figureForecast(figure, points, options) };
}

function newestOf(points: readonly TrendPoint[]): number | null {
  return points.findLast(({ value }) => value !== null)?.value ?? null;
}

function dueIn({ figure, bounds, forecast }: Outlook): readonly DueBound[] {
  if (forecast.kind === 'none' || !forecast.grows || forecast.perDay.value <= 0) return [];
  return forecast.reaches.flatMap(({ bound, at, earliest, latest }) => {
    const reached = bounds.find(({ value }) => value === bound);
    if (reached === undefined) return [];
    return [{ figure: figureWords(figure), bound: boundWords(figure, reached), at, earliest, latest }];
  });
}

/** Names of kinds come from clusters. */
function figureWords(figure: FigureName): string {
  return figure.startsWith('objects:') ? cleanText(figure.slice('objects:'.length), 100) : 'etcd database';
}

function boundWords(figure: FigureName, { value, quota }: ForecastBound): string {
  if (quota === null) return countOf(value, 'object');
  const whole = figure === 'etcdBytes' ? `a quota of ${formatBytes(quota)}` : 'its quota';
  return value === quota ? whole : `${formatPercent(value / quota)} of ${whole}`;
}
