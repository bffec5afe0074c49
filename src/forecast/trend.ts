import type { Estimate, Forecast, ReachedBound } from '../model.ts';
import { bandOf, crossing, grows, type Band } from './band.ts';
import type { Basis } from './basis.ts';
import type { Course } from './course.ts';
import type { ForecastOptions } from './refusals.ts';
import { inDays, timeOf, type Sample } from './tidy.ts';
import { dayMs } from '../shared/durations.ts';

/** A trend that was seen for a week is not taken to go on for a year: at most so many times as long. */
const farthest = 3;

/** Parts of the way to the horizon that the answer has points for. */
const parts = 30;

/** What is known when the trend is drawn. Values of `basis` and `course` are less `reference`. */
interface Known {
  readonly basis: Basis;
  readonly course: Course;
  /** Sorted by time. */
  readonly seen: readonly Sample[];
  readonly newest: Sample;
  readonly reference: number;
}

export function trendOf(known: Known, options: ForecastOptions): Forecast {
  const { basis, course, seen, newest, reference } = known;
  const { fit } = basis;
  const timeAt = (t: number): string => timeOf(newest.at, t);
  const age = (options.now - newest.at) / dayMs;
  const wanted = age + options.horizonDays;
  const until = Math.min(wanted, farthest * fit.span);
  if (until <= age) {
    const why = `The trend was seen for ${inDays(fit.span)} and the newest sample is ${inDays(age)} old: too long for it to be known to go on.`;
    return { kind: 'none', why };
  }
  const band = bandOf(fit, reference);
  const clamped = within(seen, options);
  const growing = grows(fit);
  const since = sinceOf(known);
  return {
    kind: 'trend',
    perDay: band.perDay,
    grows: growing,
    since: timeOf(since, 0),
    samples: seen.filter(({ at }) => at >= since).length,
    steps: course.legs.flatMap(({ step }) =>
      step === undefined
        ? []
        : [{ at: timeAt(step.t), from: clamped(step.from + reference), to: clamped(step.to + reference) }],
    ),
    points: Array.from({ length: parts + 1 }, (_, part) => {
      const t = (until * part) / parts;
      const { value, low, high } = band.at(t);
      return { at: timeAt(t), value: clamped(value), low: clamped(low), high: clamped(high) };
    }),
    reaches: growing ? reachesOf(band, { age, until, newest }, options) : [],
    ...(until < wanted && {
      shortened: `It looks ${inDays(until - age)} ahead and not ${inDays(options.horizonDays)}, since the trend was seen for ${inDays(fit.span)} only.`,
    }),
  };
}

/** Time of the oldest sample that it goes by. A point that stands for many is in the middle of them. */
function sinceOf({ basis, course, seen, newest }: Known): number {
  const oldest = course.legs[0]?.points[0]?.t ?? 0;
  const since = Math.round(newest.at + basis.since * dayMs);
  return basis.since > oldest ? since : (seen[0]?.at ?? since);
}

/** Cuts a value to what the figure can be; what was seen is possible, whatever the options say. */
function within(
  seen: readonly Sample[],
  { floor = 0, ceiling = Infinity }: ForecastOptions,
): (value: number) => number {
  let [least, most] = [floor, ceiling];
  for (const { value } of seen) [least, most] = [Math.min(least, value), Math.max(most, value)];
  return (value) => Math.min(most, Math.max(least, value));
}

/** The bounds ahead of it in the order asked for, with the times at which the band's line and ends reach them. */
function reachesOf(
  band: Band,
  { age, until, newest }: { readonly age: number; readonly until: number; readonly newest: Sample },
  { bounds, floor = 0, ceiling = Infinity }: ForecastOptions,
): readonly ReachedBound[] {
  const way = Math.sign(band.perDay.value);
  // The line may be past a bound that the newest sample has not reached, or the other way: then it is not behind yet.
  const start = Math.min(way * newest.value, way * band.at(0).value);
  return [...new Set(bounds)]
    .filter((bound) => way * bound > start && bound >= floor && bound <= ceiling)
    .flatMap((bound) => {
      // Mirrored when it sinks, so that the figure always goes up to the bound.
      const timeBy = (end: (estimate: Estimate) => number): number | null =>
        crossing((t) => way * end(band.at(t)), way * bound, age, until);
      const at = timeBy(({ value }) => value);
      const earliest = timeBy(({ low, high }) => (way > 0 ? high : low));
      const latest = timeBy(({ low, high }) => (way > 0 ? low : high));
      if (at === null || earliest === null) return [];
      const timeAt = (t: number): string => timeOf(newest.at, t);
      return [
        {
          bound,
          at: timeAt(at),
          earliest: timeAt(earliest),
          latest: latest === null ? null : timeAt(latest),
        },
      ];
    });
}
