/** What many audits saw of each figure, in five numbers. */
import type { FigureSummary } from '../figures.ts';

/** The figures of some audits, oldest first, each in short. A figure that none saw is not there. */
export function rollUp(
  audits: readonly Readonly<Record<string, number>>[],
): Readonly<Record<string, FigureSummary>> {
  return joined(audits.map((figures) => mapValues(figures, once)));
}

/** Rollups that follow each other, oldest first, as one. */
export function joined(
  rollups: readonly Readonly<Record<string, FigureSummary>>[],
): Readonly<Record<string, FigureSummary>> {
  const all = new Map<string, FigureSummary>();
  for (const figures of rollups) {
    for (const [name, later] of Object.entries(figures)) {
      const earlier = all.get(name);
      all.set(name, earlier === undefined ? later : both(earlier, later));
    }
  }
  return Object.fromEntries(all);
}

function once(value: number): FigureSummary {
  return { min: value, max: value, mean: value, last: value, count: 1 };
}

function both(earlier: FigureSummary, later: FigureSummary): FigureSummary {
  const count = earlier.count + later.count;
  return {
    min: Math.min(earlier.min, later.min),
    max: Math.max(earlier.max, later.max),
    mean: (earlier.mean * earlier.count + later.mean * later.count) / count,
    last: later.last,
    count,
  };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
