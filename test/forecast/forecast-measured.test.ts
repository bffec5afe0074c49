import { describe, expect, it } from 'vitest';
import { forecast } from '../../src/forecast/forecast.ts';
import { day, daysOf, newest, noise, randomFrom, seriesAt, type Random } from '../support/series.ts';

/** Ways to be flat: how far each sample lies from the level. The noise has a standard deviation of 1 or a little less. */
const flat: Readonly<Record<string, (random: Random, days: readonly number[]) => readonly number[]>> = {
  'white noise': (random, days) => noise(random, days.length),
  'noise in which neighbours are alike': (random, days) =>
    noise(random, days.length, random.oneOf([0.3, 0.5, 0.7])),
  'noise in which neighbours are very alike': (random, days) => noise(random, days.length, 0.7),
  'whole steps': (random, days) => {
    const step = random.oneOf([1, 2, 3]);
    return noise(random, days.length, random.oneOf([0, 0.5])).map((value) => step * Math.round(value / step));
  },
  'outliers both ways': (random, days) =>
    noise(random, days.length).map((value) =>
      random.uniform() < 0.05 ? value + 20 * random.normal() : value,
    ),
  'outliers upwards': (random, days) =>
    noise(random, days.length, 0.3).map((value) =>
      random.uniform() < 0.05 ? value + 20 * Math.abs(random.normal()) : value,
    ),
  'a daily cycle': (random, days) => {
    const phase = random.uniform();
    return days.map((t) => 3 * Math.sin(2 * Math.PI * (t + phase)) + 0.5 * random.normal());
  },
  'office hours': (random, days) => {
    const phase = random.uniform();
    return days.map((t) => (partOf(t + phase, 1) > 0.6 ? 4 : 0) + 0.5 * random.normal());
  },
  'working weeks': (random, days) => {
    const phase = 7 * random.uniform();
    return days.map((t) => (partOf(t + phase, 7) > 5 / 7 ? 4 : 0) + 0.5 * random.normal());
  },
};

/** Samples and days. */
const shapes = [
  [5, 4],
  [7, 6],
  [10, 9],
  [14, 13],
  [30, 29],
  [90, 89],
  [30, 3],
  [72, 3],
  [96, 4],
  [60, 15],
  [360, 30],
] as const;

function partOf(t: number, period: number): number {
  return (((t / period) % 1) + 1) % 1;
}

/** Shares of the series of a kind that give an alarm, and that are said to grow. */
function measure(
  kind: string,
  each: number,
): { readonly count: number; readonly alarms: number; readonly grown: number } {
  let [count, alarms, grown] = [0, 0, 0];
  for (const [samples, span] of shapes) {
    for (let seed = 0; seed < each; seed += 1) {
      const random = randomFrom(seed * 7919 + samples * 31 + span);
      const days = daysOf(samples, span, random, 0.5);
      const values = flat[kind]?.(random, days) ?? [];
      const series = seriesAt(days, (_, i) => 100 + (values[i] ?? NaN));
      // Six standard deviations above the level: nothing that the noise reaches by itself.
      const answer = forecast(series, { now: newest, horizonDays: 30, bounds: [106] });
      count += 1;
      if (answer.kind === 'trend' && answer.reaches.length > 0) alarms += 1;
      if (answer.kind === 'trend' && answer.grows) grown += 1;
    }
  }
  return { count, alarms, grown };
}

describe('flat series', () => {
  it('give an alarm in at most one of a hundred, and hardly more often look like growth', () => {
    let [count, alarms] = [0, 0];
    for (const kind of Object.keys(flat)) {
      const of = measure(kind, 21);
      count += of.count;
      alarms += of.alarms;
      // Of one kind alone, chance is given a little more.
      expect(of.alarms / of.count, kind).toBeLessThanOrEqual(0.02);
      expect(of.grown / of.count, kind).toBeLessThanOrEqual(0.05);
    }
    expect(count).toBeGreaterThanOrEqual(2000);
    expect(alarms / count).toBeLessThanOrEqual(0.01);
  });
});

describe('the band', () => {
  it.each([
    { samples: 8, span: 8, correlation: 0 },
    { samples: 15, span: 15, correlation: 0 },
    { samples: 31, span: 30, correlation: 0 },
    { samples: 120, span: 30, correlation: 0 },
    { samples: 48, span: 4, correlation: 0 },
    { samples: 15, span: 15, correlation: 0.4 },
    { samples: 31, span: 30, correlation: 0.4 },
    { samples: 120, span: 30, correlation: 0.7 },
  ])(
    'of a line holds the time of reaching in four of five: $samples samples, $span days, $correlation',
    (shape) => {
      const count = 60;
      const daysAhead = Math.min(15, 1.5 * shape.span);
      const truth = newest + daysAhead * day;
      let held = 0;
      for (let seed = 0; seed < count; seed += 1) {
        const random = randomFrom(seed * 31 + shape.samples);
        const days = daysOf(shape.samples, shape.span, random, 0.8);
        const around = noise(random, days.length, shape.correlation);
        const series = seriesAt(days, (t, i) => 1000 + t + 0.05 * shape.span * (around[i] ?? 0));
        const answer = forecast(series, { now: newest, horizonDays: 30, bounds: [1000 + daysAhead] });
        // What is not listed is missed, too.
        const reached = answer.kind === 'trend' ? answer.reaches[0] : undefined;
        if (reached === undefined || Date.parse(reached.earliest) > truth) continue;
        if (reached.latest === null || Date.parse(reached.latest) >= truth) held += 1;
      }
      expect(held / count).toBeGreaterThanOrEqual(0.8);
    },
  );
});
