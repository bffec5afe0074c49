import { describe, expect, it } from 'vitest';
import { forecast } from '../../src/forecast/forecast.ts';
import type { Forecast, TrendForecast } from '../../src/model.ts';
import { day, daysOf, newest, noise, randomFrom, seriesAt, type Sample } from '../support/series.ts';

/** Every 6 hours, a little irregular, with a noise of `deviation`. */
function seen(span: number, valueAt: (t: number) => number, deviation = 0.3): readonly Sample[] {
  const random = randomFrom(11);
  const days = daysOf(span * 4 + 1, span, random, 0.5);
  const around = noise(random, days.length);
  return seriesAt(days, (t, i) => valueAt(t) + deviation * (around[i] ?? 0));
}

function ahead(samples: readonly Sample[], ...bounds: readonly number[]): Forecast {
  return forecast(samples, { now: newest, horizonDays: 30, bounds });
}

function trendOf(answer: Forecast): TrendForecast {
  if (answer.kind === 'none') throw new Error(answer.why);
  return answer;
}

/** Days from the newest sample. */
function daysTo(at: string | null | undefined): number {
  return (Date.parse(at ?? '') - newest) / day;
}

/** Days from 0 to the next full period, as a saw-tooth needs them. */
function since(t: number, period: number): number {
  return ((t % period) + period) % period;
}

describe('a forecast', () => {
  it('goes on with a line, and says when it reaches what', () => {
    const answer = ahead(
      seriesAt([-4, -3, -2.5, -1, 0], (t) => 80 + 2 * t),
      60,
      90,
      100,
      200,
    );
    const { points, ...trend } = trendOf(answer);
    expect(trend).toEqual({
      kind: 'trend',
      perDay: { value: 2, low: 2, high: 2 },
      grows: true,
      since: '2026-06-11T12:00:00.000Z',
      samples: 5,
      steps: [],
      reaches: [
        {
          bound: 90,
          at: '2026-06-20T12:00:00.000Z',
          earliest: '2026-06-20T12:00:00.000Z',
          latest: '2026-06-20T12:00:00.000Z',
        },
        {
          bound: 100,
          at: '2026-06-25T12:00:00.000Z',
          earliest: '2026-06-25T12:00:00.000Z',
          latest: '2026-06-25T12:00:00.000Z',
        },
      ],
      shortened: 'It looks 12 days ahead and not 30 days, since the trend was seen for 4 days only.',
    });
    expect(points).toHaveLength(31);
    expect(points[0]).toEqual({ at: '2026-06-15T12:00:00.000Z', value: 80, low: 80, high: 80 });
    expect(points.at(-1)).toEqual({ at: '2026-06-27T12:00:00.000Z', value: 104, low: 104, high: 104 });
  });

  it('reaches bounds below when it sinks, and stops at what the figure can be', () => {
    const samples = seriesAt([-9, -7, -4, -2, 0], (t) => 20 - 2 * t);
    const answer = trendOf(ahead(samples, 30, 10, 0, -5));
    expect(answer.perDay).toEqual({ value: -2, low: -2, high: -2 });
    expect(answer.reaches.map(({ bound, at }) => [bound, daysTo(at)])).toEqual([
      [10, 5],
      [0, 10],
    ]);
    expect(answer.points.at(-1)).toMatchObject({ value: 0, low: 0 });
    const free = forecast(samples, { now: newest, horizonDays: 20, bounds: [-5], floor: -Infinity });
    expect(trendOf(free).reaches.map(({ bound, at }) => [bound, daysTo(at)])).toEqual([[-5, 12.5]]);
  });

  it('never passes the ceiling', () => {
    const samples = seriesAt([-9, -7, -4, -2, 0], (t) => 0.9 + 0.02 * t);
    const answer = trendOf(
      forecast(samples, { now: newest, horizonDays: 20, bounds: [0.95, 1.2], ceiling: 1 }),
    );
    expect(answer.reaches.map(({ bound }) => bound)).toEqual([0.95]);
    expect(answer.points.at(-1)).toMatchObject({ value: 1, high: 1 });
  });

  it('gives a bound that the line has passed since the newest sample with the time of asking', () => {
    const samples = seriesAt([-9, -7, -4, -2, 0], (t) => 80 + 2 * t);
    const now = newest + 3 * day;
    const answer = trendOf(forecast(samples, { now, horizonDays: 10, bounds: [79, 84] }));
    const at = new Date(now).toISOString();
    expect(answer.reaches).toEqual([{ bound: 84, at, earliest: at, latest: at }]);
  });

  it('does not look at samples after the time of asking', () => {
    const samples = seen(20, (t) => 80 + t);
    const now = newest - 5 * day;
    const options = { now, horizonDays: 10, bounds: [85] };
    expect(forecast(samples, options)).toEqual(
      forecast(
        samples.filter(({ at }) => at <= now),
        options,
      ),
    );
  });

  it('takes duplicates in time as one sample, by their median', () => {
    const samples = seriesAt([-9, -7, -4, -2, 0], (t) => 80 + 2 * t);
    const doubled = samples.flatMap(({ at, value }) => [
      { at, value },
      { at, value: value + 0 },
      { at, value: 7 },
    ]);
    expect(ahead(doubled, 90)).toEqual(ahead(samples, 90));
  });
});

describe('very many samples', () => {
  it('are thinned and tell the same', () => {
    const everyFourMinutes = seriesAt(daysOf(130_000, 365), (t) => 800 + 2 * t);
    const { perDay, samples, reaches } = trendOf(ahead(everyFourMinutes, 830));
    expect(perDay.value).toBeCloseTo(2, 5);
    expect(samples).toBe(130_000);
    expect(daysTo(reaches[0]?.at)).toBeCloseTo(15, 3);
  });
});

describe('there is no forecast', () => {
  it('from too few samples', () => {
    const samples = seriesAt([-9, -7, -4, 0, 0, 0], () => 3);
    expect(ahead(samples)).toEqual({ kind: 'none', why: 'There are 4 samples, and a forecast needs 5.' });
    expect(ahead([])).toEqual({ kind: 'none', why: 'There are 0 samples, and a forecast needs 5.' });
  });

  it('from too short a time', () => {
    const samples = seriesAt([-1, -0.7, -0.4, -0.2, 0], () => 3);
    expect(ahead(samples)).toEqual({
      kind: 'none',
      why: 'The samples span 1 day, and a forecast needs 2 days.',
    });
  });

  it('of a figure that was not seen lately', () => {
    const samples = seen(20, (t) => 80 + t);
    expect(forecast(samples, { now: newest + 9 * day, horizonDays: 30, bounds: [] })).toEqual({
      kind: 'none',
      why: 'The newest sample is 9 days old, so nothing is known of where the figure is today.',
    });
    const short = samples.slice(-10);
    expect(forecast(short, { now: newest + 6.9 * day, horizonDays: 30, bounds: [] })).toEqual({
      kind: 'none',
      why: 'The trend was seen for 2.2 days and the newest sample is 6.9 days old: too long for it to be known to go on.',
    });
  });

  it('of a figure that grows and is cleaned up, again and again', () => {
    const teeth = seen(30, (t) => 50 + 5 * since(t + 2, 7));
    expect(ahead(teeth, 90)).toEqual({
      kind: 'none',
      why: 'It goes up and down and came back 4 times from 2026-05-16 to 2026-06-13, without a trend of its highs and lows.',
    });
  });
});

describe('numbers that cannot be meant are refused', () => {
  const samples = seriesAt([-9, -7, -4, -2, 0], () => 1);
  const options = { now: newest, horizonDays: 30, bounds: [2] };

  it.each([
    [[{ at: NaN, value: 1 }], {}, 'sample 0 is at NaN; it has to be a time in milliseconds since 1970.'],
    [[...samples, { at: 1, value: NaN }], {}, 'sample 5 has the value NaN; it has to be a finite number.'],
    [[{ at: 1, value: -Infinity }], {}, 'sample 0 has the value -Infinity; it has to be a finite number.'],
    [samples, { now: Infinity }, 'now is Infinity; it has to be a time in milliseconds since 1970.'],
    [samples, { horizonDays: 0 }, 'horizonDays is 0; it has to be a number of days above 0.'],
    [samples, { horizonDays: NaN }, 'horizonDays is NaN; it has to be a number of days above 0.'],
    [samples, { horizonDays: Infinity }, 'horizonDays is Infinity; it has to be a number of days above 0.'],
    [samples, { bounds: [1, NaN] }, 'a bound is NaN; it has to be a finite number.'],
    [samples, { floor: 2, ceiling: 1 }, 'floor is 2 and ceiling 1; it has to be a floor below the ceiling.'],
    [samples, { floor: NaN }, 'floor is NaN and ceiling Infinity; it has to be a floor below the ceiling.'],
  ])('%#', (samples, changed, message) => {
    expect(() => forecast(samples, { ...options, ...changed })).toThrow(
      new RangeError(`Cannot forecast: ${message}`),
    );
  });
});

describe('a clean-up', () => {
  it('leaves the growth and takes the level with it', () => {
    const { perDay, steps, points, reaches } = trendOf(
      ahead(
        seen(30, (t) => 80 + t - (t > -10 ? 20 : 0)),
        75,
        90,
      ),
    );
    expect(perDay.value).toBeCloseTo(1, 1);
    expect(points[0]?.value).toBeCloseTo(60, 0);
    expect(steps).toHaveLength(1);
    expect(Math.abs(daysTo(steps[0]?.at) + 10)).toBeLessThan(0.5);
    expect(steps[0]?.from).toBeCloseTo(70, 0);
    expect(steps[0]?.to).toBeCloseTo(50, 0);
    expect(Math.abs(daysTo(reaches[0]?.at) - 15)).toBeLessThan(0.7);
    expect(reaches).toHaveLength(2);
  });

  it('counts when it is a day old', () => {
    const { perDay, points, reaches } = trendOf(
      ahead(
        seen(30, (t) => 80 + t - (t > -0.9 ? 20 : 0)),
        85,
      ),
    );
    expect(perDay.value).toBeCloseTo(1, 1);
    expect(points[0]?.value).toBeCloseTo(60, 0);
    expect(Math.abs(daysTo(reaches[0]?.at) - 25)).toBeLessThan(1);
  });

  it('that ended the growth ends the forecast, too', () => {
    const answer = trendOf(
      ahead(
        seen(30, (t) => (t < -8 ? 80 + t : 60)),
        90,
      ),
    );
    expect(answer).toMatchObject({ grows: false, reaches: [] });
    expect(Math.abs(daysTo(answer.since) + 8)).toBeLessThan(0.5);
  });

  it('whose time has passed by far is not waited for any more', () => {
    const missed = seen(30, (t) => 50 + (t < -12 ? 5 * since(t + 12, 6) : 5 * (t + 12)));
    const { grows, reaches } = trendOf(ahead(missed, 150));
    expect(grows).toBe(true);
    expect(Math.abs(daysTo(reaches[0]?.at) - 8)).toBeLessThan(0.5);
  });

  it('that leaves more each time lets the highs be followed', () => {
    const { perDay, reaches } = trendOf(
      ahead(
        seen(60, (t) => 40 + 4 * since(t + 2, 7) + 0.6 * t),
        75,
      ),
    );
    expect(perDay.value).toBeCloseTo(0.6, 1);
    // The highs are 67 today, and need 13 days.
    expect(Math.abs(daysTo(reaches[0]?.at) - 13)).toBeLessThan(5);
  });
});

describe('what happens now decides', () => {
  it('a growth that has stopped does not go on', () => {
    const stopped = seen(30, (t) => 80 + Math.min(0, t + 8));
    const answer = trendOf(ahead(stopped, 85, 90));
    expect(answer).toMatchObject({ grows: false, reaches: [] });
    expect(answer.points[0]?.value).toBeCloseTo(80, 0);
  });

  it('a leak that began is seen', () => {
    const { grows, perDay, reaches } = trendOf(
      ahead(
        seen(30, (t) => 50 + 3 * Math.max(0, t + 5)),
        90,
      ),
    );
    expect(grows).toBe(true);
    expect(perDay.value).toBeCloseTo(3, 0);
    expect(Math.abs(daysTo(reaches[0]?.at) - 25 / 3)).toBeLessThan(1);
  });

  it('an import is no growth', () => {
    const answer = trendOf(
      ahead(
        seen(30, (t) => 50 + (t > -10 ? 10 : 0) + (t > -20 ? 15 : 0)),
        90,
      ),
    );
    expect(answer).toMatchObject({ grows: false, reaches: [] });
    expect(answer.steps).toHaveLength(2);
  });

  it('steps up again and again are growth', () => {
    const { perDay, reaches } = trendOf(
      ahead(
        seen(30, (t) => 80 + 6 * Math.floor(t / 6)),
        90,
      ),
    );
    expect(perDay.value).toBeCloseTo(1, 0);
    expect(daysTo(reaches[0]?.at)).toBeGreaterThan(8);
    expect(daysTo(reaches[0]?.at)).toBeLessThan(18);
  });

  it('and when no step comes any more, it has stopped', () => {
    const stairs = seen(40, (t) => 80 + 6 * Math.min(-3, Math.floor(t / 6)));
    expect(ahead(stairs, 90)).toMatchObject({ grows: false, reaches: [] });
  });

  it('a morning is no growth', () => {
    const daily = seen(10, (t) => 50 + 10 * Math.sin(2 * Math.PI * t));
    expect(ahead(daily, 70)).toMatchObject({ grows: false, reaches: [] });
  });

  it('outliers do not turn the line', () => {
    const spiked = seen(30, (t) => 60 + t / 2).map((sample, i) =>
      i % 12 === 5 ? { ...sample, value: sample.value * 3 } : sample,
    );
    const { perDay, steps } = trendOf(ahead(spiked, 70));
    expect(perDay.value).toBeCloseTo(0.5, 1);
    expect(steps).toEqual([]);
  });

  it('a gap is bridged, not filled', () => {
    const gone = seen(30, (t) => 80 + t).filter(({ at }) => Math.abs((at - newest) / day + 14) > 6);
    const { perDay, samples, steps } = trendOf(ahead(gone, 90));
    expect(perDay.value).toBeCloseTo(1, 1);
    expect(samples).toBe(gone.length);
    expect(steps).toEqual([]);
  });
});
