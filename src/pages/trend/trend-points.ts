/** From what the API answers to what is drawn. */
import type { Forecast, TrendPoint } from '../../model.ts';
import type { TrendGrain } from '../../report/trend.ts';
import type { ExpectedPoint, Point } from '../chart/series.ts';

export function pointsOf(points: readonly TrendPoint[]): readonly Point[] {
  return points.map(({ at, value, low, high }) => ({ at: new Date(at), value, low, high }));
}

export function expectedOf(forecast: Forecast | null): readonly ExpectedPoint[] {
  if (forecast === null || forecast.kind === 'none') return [];
  return forecast.points.map(({ at, value, low, high }) => ({ at: new Date(at), value, low, high }));
}

/** What one point is of, as the head of a column. */
export function rowNameOf(grain: TrendGrain, audit: 'Audit' | 'Sweep'): string {
  if (grain === 'audit') return audit;
  return grain === 'hour' ? 'Hour' : 'Day';
}
