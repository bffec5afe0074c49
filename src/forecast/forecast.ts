import type { Forecast, NoForecast } from '../model.ts';
import { countOf } from '../shared/format.ts';
import { basisOf } from './basis.ts';
import { courseOf } from './course.ts';
import { withoutDailyCycle } from './daily-cycle.ts';
import { refuseNonsense, type ForecastOptions } from './refusals.ts';
import { median } from './statistics.ts';
import { swingsOf, type Swings } from './swings.ts';
import { inDays, pointsOf, sortedSamples, timeOf, type Sample } from './tidy.ts';
import { trendOf } from './trend.ts';
import { dayMs } from '../shared/durations.ts';

const fewestSamples = 5;
const shortestDays = 2;

/** What was last seen so long ago, in days and in usual distances of the samples, says nothing of today. */
const stalestDays = 7;
const stalestDistances = 3;

/**
 * Where a figure goes if it goes on as it did (docs/forecast.md). The order of the samples does not matter. Throws a
 * RangeError for numbers that cannot be meant.
 */
export function forecast(samples: readonly Sample[], options: ForecastOptions): Forecast {
  refuseNonsense(samples, options);
  const seen = sortedSamples(samples.filter(({ at }) => at <= options.now));
  const [oldest, newest] = [seen[0], seen.at(-1)];
  if (oldest === undefined || newest === undefined || seen.length < fewestSamples) {
    return none(
      `There are ${countOf(seen.length, 'sample')}, and a forecast needs ${String(fewestSamples)}.`,
    );
  }
  const span = (newest.at - oldest.at) / dayMs;
  if (span < shortestDays) {
    return none(`The samples span ${inDays(span)}, and a forecast needs ${String(shortestDays)} days.`);
  }
  const age = (options.now - newest.at) / dayMs;
  const distances = seen.slice(1).map(({ at }, i) => (at - (seen[i]?.at ?? at)) / dayMs);
  if (age > Math.max(stalestDays, stalestDistances * median(distances))) {
    return none(`The newest sample is ${inDays(age)} old, so nothing is known of where the figure is today.`);
  }

  // Small numbers keep their digits; and a figure that lies elsewhere by a constant has the same forecast there.
  const reference = median(seen.map(({ value }) => value));
  const course = courseOf(withoutDailyCycle(pointsOf(seen, newest.at, reference)));
  const swings = swingsOf(course);
  if (swings === undefined) {
    return trendOf({ basis: basisOf(course), course, seen, newest, reference }, options);
  }
  if (swings.envelope === undefined) return none(whyItSwings(swings, newest.at));
  return trendOf({ basis: swings.envelope, course, seen, newest, reference }, options);
}

function none(why: string): NoForecast {
  return { kind: 'none', why };
}

function whyItSwings({ times, since, last }: Swings, newest: number): string {
  const [from, to] = [since, last].map((t) => timeOf(newest, t).slice(0, 10));
  return `It goes up and down and came back ${String(times)} times from ${String(from)} to ${String(to)}, without a trend of its highs and lows.`;
}
