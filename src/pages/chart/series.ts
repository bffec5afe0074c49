/** What a chart is drawn from. */

export interface Point {
  readonly at: Date;
  /** null where it was not seen: the line breaks there. */
  readonly value: number | null;
}

export interface Series {
  readonly name: string;
  /** Oldest first. */
  readonly points: readonly Point[];
}

export interface Chart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** What the values count, at the axis. */
  readonly axis: string;
  readonly format: (value: number) => string;
  readonly series: readonly Series[];
  /** End of the value axis, where the values have a natural one. */
  readonly top?: number;
  /** 1024 for bytes, so that ticks fall on whole units. */
  readonly base?: 1000 | 1024;
  /** A bound worth seeing once values come near it. */
  readonly bound?: Bound | undefined;
}

export interface Bound {
  readonly value: number;
  readonly text: string;
}

export function valuesOf(series: readonly Series[]): readonly number[] {
  return series.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])));
}

/** A pause this many times the usual distance between two points means that audits are missing. */
const longPause = 3;

/** The points with a break in each long pause, so that no line leads over a time that nobody looked at. */
export function withGaps(points: readonly Point[]): readonly Point[] {
  const pauses = points.slice(1).map((point, place) => pauseBetween(points[place], point));
  const usual = pauses.toSorted((left, right) => left - right)[Math.floor((pauses.length - 1) / 2)] ?? 0;
  return points.flatMap((point, place) => {
    const pause = pauses[place - 1] ?? 0;
    return pauses.length < 3 || pause <= longPause * usual
      ? [point]
      : [{ at: new Date(point.at.getTime() - pause / 2), value: null }, point];
  });
}

/** Points with nothing on either side, which a line would not show. */
export function isolated(points: readonly Point[]): readonly Point[] {
  return points.filter(
    ({ value }, place) =>
      value !== null &&
      (points[place - 1]?.value ?? null) === null &&
      (points[place + 1]?.value ?? null) === null,
  );
}

function pauseBetween(earlier: Point | undefined, later: Point): number {
  return earlier === undefined ? 0 : later.at.getTime() - earlier.at.getTime();
}
