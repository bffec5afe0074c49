/** Where a figure of a cluster or of the fleet goes, from its points as they are kept. */
import type { FigureName } from '../figures.ts';
import { figureKindOf } from '../figures.ts';
import type { Forecast, TrendPoint } from '../model.ts';
import { forecast } from '../forecast/forecast.ts';

export interface FigureForecastOptions {
  /** Now, or the end of a span in the past: what would have been said then. */
  readonly now: Date;
  /** How much time a point stands for, from its start; 0 for none. */
  readonly lengthMs: number;
  readonly horizonDays: number;
  readonly bounds: readonly number[];
}

export function figureForecast(
  metric: FigureName,
  points: readonly TrendPoint[],
  { now, lengthMs, horizonDays, bounds }: FigureForecastOptions,
): Forecast {
  const ceiling = ceilingOf(metric);
  return forecast(samplesOf(points, lengthMs, now.getTime()), {
    now: now.getTime(),
    horizonDays,
    bounds,
    floor: 0,
    ...(ceiling === null ? {} : { ceiling }),
  });
}

/** What was seen. The mean of an hour or a day is that of its middle, as far as it has come. */
function samplesOf(points: readonly TrendPoint[], lengthMs: number, now: number) {
  return points.flatMap(({ at, value }) => {
    if (value === null) return [];
    const start = Date.parse(at);
    return [{ at: lengthMs === 0 ? start : (start + Math.min(start + lengthMs, now)) / 2, value }];
  });
}

/** What the figure cannot be above of. */
function ceilingOf(metric: FigureName): number | null {
  if (metric === 'coverage') return 1;
  return figureKindOf(metric).unit === 'points' ? 100 : null;
}
