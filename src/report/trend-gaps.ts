/** Where nothing was, a line must not go on as if it had been seen: each gap gets one point without a value. */
import type { TrendPoint } from '../model.ts';
import type { TrendGrain } from './trend.ts';

/**
 * Audits come late now and then, so that one that is missing is no gap yet: a pause has to be longer than three times the
 * usual distance. Hours and days start on time: one that is missing where others are is a gap, and where audits are
 * usually some hours or days apart, that is their distance.
 */
const longestPause: Readonly<Record<TrendGrain, number>> = { audit: 3, hour: 1.5, day: 1.5 };

/** The points, oldest first, with one of no value in each gap, where the next one would usually have been. */
export function withGaps(points: readonly TrendPoint[], grain: TrendGrain): readonly TrendPoint[] {
  const usual = usualDistance(points);
  if (usual === null) return points;
  return points.flatMap((point, place) => {
    const next = points[place + 1];
    const at = Date.parse(point.at);
    if (next === undefined || Date.parse(next.at) - at <= longestPause[grain] * usual) return [point];
    return [point, { at: new Date(at + usual).toISOString(), value: null }];
  });
}

/** The median distance; of two in the middle the shorter, because gaps can only make distances longer. */
function usualDistance(points: readonly TrendPoint[]): number | null {
  const distances = points
    .slice(1)
    .map(({ at }, place) => Date.parse(at) - Date.parse(points[place]?.at ?? at))
    .toSorted((left, right) => left - right);
  return distances[Math.floor((distances.length - 1) / 2)] ?? null;
}
