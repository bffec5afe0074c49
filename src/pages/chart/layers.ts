/** Series on top of each other. */
import { stack } from 'd3-shape';
import type { Series } from './series.ts';

/** A moment of a stack; `values` is null where any of the series was not seen: what is above it has no place then. */
export interface Moment {
  readonly at: Date;
  readonly values: readonly number[] | null;
}

/** From where to where a series reaches at a moment; null in a gap. */
export interface Reach {
  readonly at: Date;
  readonly bounds: readonly [bottom: number, top: number] | null;
}

/** The moments of all series, oldest first. */
export function momentsOf(series: readonly Series[]): readonly Moment[] {
  const byTime = series.map(
    ({ points }) => new Map(points.map(({ at, value }) => [at.getTime(), value] as const)),
  );
  const times = new Set(byTime.flatMap((values) => [...values.keys()]));
  return [...times]
    .toSorted((left, right) => left - right)
    .map((time) => {
      const values = byTime.flatMap((of) => of.get(time) ?? []);
      return { at: new Date(time), values: values.length === series.length ? values : null };
    });
}

/** What each series reaches from and to, the first one at the bottom. */
export function layersOf(count: number, moments: readonly Moment[]): readonly (readonly Reach[])[] {
  return stack<Moment, number>()
    .keys(Array.from({ length: count }, (_, place) => place))
    .value(({ values }, place) => values?.[place] ?? 0)([...moments])
    .map((layer) =>
      layer.map(([bottom, top], place) => ({
        at: moments[place]?.at ?? new Date(0),
        bounds: moments[place]?.values === null ? null : [bottom, top],
      })),
    );
}
