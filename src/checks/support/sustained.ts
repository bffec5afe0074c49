/** How long a metric stayed over a level, and whether gaps could hide that it did. */
import type { MetricPoint, MetricSeries, PlatformMetrics } from '../../evidence/platform-metrics.ts';

/** One grain of a metric. */
export interface Level {
  /** Start of the grain, in milliseconds. */
  readonly at: number;
  /** Null where nothing was measured. */
  readonly value: number | null;
}

/** A time without interruption in which every grain was over. */
export interface Run {
  readonly from: string;
  readonly to: string;
  readonly seconds: number;
  readonly highest: number;
}

type Window = Omit<PlatformMetrics, 'series'>;

/** Every grain of the window, oldest first: those that Azure leaves out are gaps too. */
export function levelsOf(
  series: MetricSeries,
  aggregation: 'average' | 'maximum',
  { from, to, grainSeconds }: Window,
): readonly Level[] {
  const grain = grainSeconds * 1_000;
  const known = series.points
    .map((point: MetricPoint) => ({ at: Date.parse(point.at), value: point[aggregation] }))
    .toSorted((left, right) => left.at - right.at);
  const levels: Level[] = [];
  let next = known[0]?.at ?? Date.parse(from);
  // Azure may align grains to its own clock, so the first one that it gives sets the pace.
  while (next - grain >= Date.parse(from)) next -= grain;
  for (const level of known) {
    for (; next <= level.at - grain / 2; next += grain) levels.push({ at: next, value: null });
    levels.push(level);
    next = level.at + grain;
  }
  for (; next + grain <= Date.parse(to); next += grain) levels.push({ at: next, value: null });
  return levels;
}

/** The longest run of at least so many grains, the latest of equals; null when there is none. */
export function longestRun(
  levels: readonly Level[],
  isOver: (value: number) => boolean,
  grains: number,
  { grainSeconds }: Window,
): Run | null {
  let best: readonly Level[] = [];
  for (const run of runsOf(levels, ({ value }) => value !== null && isOver(value))) {
    if (run.length >= grains && run.length >= best.length) best = run;
  }
  const [first] = best;
  if (first === undefined) return null;
  const seconds = best.length * grainSeconds;
  return {
    from: new Date(first.at).toISOString(),
    to: new Date(first.at + seconds * 1_000).toISOString(),
    seconds,
    highest: Math.max(...best.map(({ value }) => value ?? 0)),
  };
}

/** Whether there could have been a run: too few grains to tell, or gaps that would make one if they were over. */
export function mayHideRun(
  levels: readonly Level[],
  isOver: (value: number) => boolean,
  grains: number,
): boolean {
  if (levels.length < grains) return true;
  return runsOf(levels, ({ value }) => value === null || isOver(value)).some(
    (run) => run.length >= grains && run.some(({ value }) => value === null),
  );
}

function runsOf(levels: readonly Level[], belongs: (level: Level) => boolean): readonly (readonly Level[])[] {
  const runs: Level[][] = [];
  let open: Level[] | null = null;
  for (const level of levels) {
    if (!belongs(level)) {
      open = null;
      continue;
    }
    if (open === null) {
      open = [];
      runs.push(open);
    }
    open.push(level);
  }
  return runs;
}
