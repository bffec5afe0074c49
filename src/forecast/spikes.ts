import { mean, median, type Point } from './statistics.ts';

/** So many usual changes away from its neighbours, a point is an outlier. */
const farthest = 4;

/** The first and the last have neighbours on one side: they may go on as steeply as so many times the usual. */
const steepest = 2;

/**
 * Points without those that stick out alone, so that an outlier is not taken for two steps. What lies on the way from
 * the points before to the points after does not stick out, however long the gap is; so two points on a new level stay.
 */
export function withoutSpikes(points: readonly Point[]): readonly Point[] {
  const pairs = points.slice(1).map((point, i) => ({ point, before: points[i] ?? point }));
  const changes = pairs.map(({ point, before }) => Math.abs(point.v - before.v));
  const rate = median(pairs.map(({ point, before }) => Math.abs(point.v - before.v) / (point.t - before.t)));
  const limit = farthest * median(changes);
  return points.map((point, i) => {
    const before = middleOf(points.slice(Math.max(0, i - 2), i));
    const after = middleOf(points.slice(i + 1, i + 3));
    const sides = [before, after].filter((side) => side !== undefined);
    const values = sides.map(({ v }) => v);
    const out = Math.max(point.v - Math.max(...values), Math.min(...values) - point.v);
    const way = sides.length === 1 ? Math.max(...sides.map(({ t }) => Math.abs(point.t - t))) : 0;
    if (out <= limit + steepest * rate * way) return point;
    return { t: point.t, v: median(points.slice(Math.max(0, i - 2), i + 3).map(({ v }) => v)) };
  });
}

function middleOf(points: readonly Point[]): Point | undefined {
  return points.length === 0
    ? undefined
    : { t: mean(points.map(({ t }) => t)), v: mean(points.map(({ v }) => v)) };
}
