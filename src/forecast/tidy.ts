import { mean, median, type Point } from './statistics.ts';
import { dayMs } from '../shared/durations.ts';

export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: number;
}

/** ISO 8601 UTC of so many days from the newest sample. */
export function timeOf(newest: number, days: number): string {
  return new Date(Math.round(newest + days * dayMs)).toISOString();
}

/** For people: "3.5 days". */
export function inDays(days: number): string {
  // Never rounded up: "2 days, and it needs 2 days" helps nobody.
  const rounded = String(Math.floor(days * 10 + 1e-6) / 10);
  return rounded === '1' ? '1 day' : `${rounded} days`;
}

/** More points would cost time and tell no more: the slopes of all pairs are compared. */
const mostPoints = 240;

/** Lengths of a stretch that becomes one point, in days. They divide a day or are whole days, so that a stretch keeps its hour of the day. */
const lengths = [1 / 24, 1 / 12, 1 / 8, 1 / 6, 1 / 4, 1 / 3, 1 / 2, 1];

/** Sorted by time; samples of one time become one, by their median. */
export function sortedSamples(samples: readonly Sample[]): readonly Sample[] {
  const byTime = Map.groupBy(samples, ({ at }) => at);
  return [...byTime]
    .map(([at, group]) => ({ at, value: median(group.map(({ value }) => value)) }))
    .sort((a, b) => a.at - b.at);
}

/**
 * The samples as points relative to the newest, oldest first. Very many are thinned to the medians of equal stretches
 * of time; a stretch without samples stays empty.
 */
export function pointsOf(samples: readonly Sample[], newest: number, reference: number): readonly Point[] {
  const points = samples.map(({ at, value }) => ({ t: (at - newest) / dayMs, v: value - reference }));
  if (points.length <= mostPoints) return points;
  const span = -(points[0]?.t ?? 0);
  const length = lengths.find((length) => span / length < mostPoints) ?? Math.ceil(span / (mostPoints - 1));
  const stretches = Map.groupBy(points, ({ t }) => Math.floor(-t / length));
  return [...stretches.values()].map((stretch) => ({
    t: mean(stretch.map(({ t }) => t)),
    v: median(stretch.map(({ v }) => v)),
  }));
}
