/** What a chart is drawn from. */
import type { Child } from 'hono/jsx';
import type { Severity } from '../../model.ts';

export interface Point {
  readonly at: Date;
  /** null where it was not seen: the line breaks there. */
  readonly value: number | null;
  /** Least and most, where a point stands for several audits. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

export interface Series {
  readonly name: string;
  /** Oldest first. */
  readonly points: readonly Point[];
  /** Gives it the colour of a severity instead of that of its place. */
  readonly tone?: Severity;
}

/** Where it goes from the newest point on, with the band that it is in. */
export interface ExpectedPoint {
  readonly at: Date;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Chart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** What the values count, at the axis, where their texts do not say it. */
  readonly axis?: string | undefined;
  readonly format: (value: number) => string;
  readonly series: readonly Series[];
  /** Areas on top of each other, the first one at the bottom; where one is not seen, none is drawn. */
  readonly stacked?: boolean;
  /** The time to show; that of the points without it. */
  readonly span?: { readonly from: Date; readonly to: Date } | undefined;
  /** The same of a week before, moved to lie under the points; for charts of one line. */
  readonly before?: readonly Point[] | undefined;
  readonly forecast?: readonly ExpectedPoint[] | undefined;
  /** End of the value axis, where the values have a natural one. */
  readonly top?: number | undefined;
  /** 1024 for bytes, so that ticks fall on whole units. */
  readonly base?: 1000 | 1024;
  /** The values are counts: there is nothing between two whole ones. */
  readonly whole?: boolean;
  /** A bound worth seeing once values come near it. */
  readonly bound?: Bound | undefined;
  /** What one point is of: `Audit`, `Hour`, `Day`. */
  readonly row?: string | undefined;
  /** What it says, in words, above the drawing. */
  readonly note?: Child;
  /** Said instead of a drawing when there is nothing to draw. */
  readonly empty?: string | undefined;
}

export interface Bound {
  readonly value: number;
  readonly text: string;
}

export function valuesOf(series: readonly Pick<Series, 'points'>[]): readonly number[] {
  return series.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])));
}

/** Points with nothing on either side, which a line would not show. */
export function isolated<T>(points: readonly T[], isSeen: (point: T) => boolean): readonly T[] {
  const seenAt = (place: number) => {
    const point = points[place];
    return point !== undefined && isSeen(point);
  };
  return points.filter((_, place) => seenAt(place) && !seenAt(place - 1) && !seenAt(place + 1));
}

/** How a series is told from the others: by its severity, or by its place counted from 0. */
export function toneOf({ tone }: Series, place: number): string {
  return tone ?? `series-${place + 1}`;
}

/** A tenth of a unit is nothing to see, and long numbers are bytes. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
