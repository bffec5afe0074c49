/** A line of more points than can be told apart is only bytes: those within the same stretch of time become one. */
import type { Moment } from './layers.ts';
import type { Point } from './series.ts';

/** About as many as there are units of the drawing. */
const mostPoints = 360;

interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** The mean of each stretch, with the least and the most in it. A stretch with a gap in it ends with the gap. */
export function thinnedPoints(points: readonly Point[], span: Span): readonly Point[] {
  return thinned(points, span, ({ value }) => value !== null, meanPoint);
}

/** The same for stacked values. */
export function thinnedMoments(moments: readonly Moment[], span: Span): readonly Moment[] {
  return thinned(moments, span, ({ values }) => values !== null, meanMoment);
}

function thinned<T extends { readonly at: Date }>(
  items: readonly T[],
  { from, to }: Span,
  isSeen: (item: T) => boolean,
  meanOf: (at: Date, seen: readonly T[]) => T,
): readonly T[] {
  if (items.length <= mostPoints) return items;
  const width = Math.max(1, (to.getTime() - from.getTime()) / mostPoints);
  const stretches = Map.groupBy(items, ({ at }) => Math.floor((at.getTime() - from.getTime()) / width));
  return [...stretches.values()].flatMap((stretch) => {
    const seen = stretch.filter(isSeen);
    const gap = stretch.filter((item) => !isSeen(item)).slice(0, 1);
    const middle = seen[Math.floor((seen.length - 1) / 2)];
    return middle === undefined ? gap : [meanOf(middle.at, seen), ...gap];
  });
}

function meanPoint(at: Date, seen: readonly Point[]): Point {
  return {
    at,
    value: seen.reduce((sum, { value }) => sum + (value ?? 0), 0) / seen.length,
    low: seen.reduce((least, { low, value }) => Math.min(least, low ?? value ?? least), Infinity),
    high: seen.reduce((most, { high, value }) => Math.max(most, high ?? value ?? most), -Infinity),
  };
}

function meanMoment(at: Date, seen: readonly Moment[]): Moment {
  const [first] = seen;
  const values = first?.values?.map(
    (_, place) => seen.reduce((sum, { values }) => sum + (values?.[place] ?? 0), 0) / seen.length,
  );
  return { at, values: values ?? null };
}
