import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectGrowth } from '../../../src/checks/support/object-growth.ts';
import { ago } from '../../support/evidence.ts';
import { remembered } from '../../support/object-history.ts';

const day = 86_400;
const week = 7 * day;
const now = new Date(ago(0));

type CountAt = (daysAgo: number) => number;

function growthOf(countAt: CountAt, given: Parameters<typeof remembered>[1] = {}) {
  return objectGrowth(remembered(countAt, given), countAt(0), now, week);
}

test('a kind that grows by a hundred a day', () => {
  expect(growthOf((daysAgo) => 5_000 - 100 * daysAgo, { days: 12, everyHours: 24 })).toEqual({
    perDay: 100,
    steadiness: 1,
    growingDays: 1,
    // Two days more than a week, without today; what is older only tells whether it comes and goes.
    days: [4_100, 4_200, 4_300, 4_400, 4_500, 4_600, 4_700, 4_800, 4_900].map((value, place) => ({
      at: ago((9 - place) * day),
      value,
    })),
    fell: false,
    comesBack: false,
    since: ago(11 * day),
  });
});

test('the mean of a day counts, whatever hour it is now and however it swings within the day', () => {
  const churning: CountAt = (daysAgo) => 5_000 - 100 * daysAgo + 2_000 * Math.sin(2 * Math.PI * daysAgo);

  for (const hour of [0, 5, 11, 16, 21]) {
    const shifted: CountAt = (daysAgo) => churning(daysAgo + hour / 24);
    expect(growthOf(shifted)).toMatchObject({ steadiness: 1, growingDays: 1, fell: false });
    expect(growthOf(shifted)?.perDay).toBeCloseTo(100, -1);
  }
});

test('what swings has rising means and is not steady by its lowest counts', () => {
  // For an hour at noon, every other day.
  const dip = (daysAgo: number): number => (Number.isInteger(daysAgo) && daysAgo % 2 === 1 ? 1_500 : 0);

  expect(growthOf((daysAgo) => 5_000 - 100 * daysAgo - dip(daysAgo))?.steadiness).toBeCloseTo(15 / 21);
});

test('as many on a later day are half of more', () => {
  expect(growthOf(() => 5_000)).toMatchObject({ perDay: 0, steadiness: 0.5, growingDays: 1 });
});

test('what came in two jumps grew on four of eight days at most', () => {
  const growth = growthOf((daysAgo) => 3_000 + (daysAgo < 6 ? 900 : 0) + (daysAgo < 3 ? 900 : 0));

  expect(growth?.steadiness).toBeGreaterThan(0.8);
  expect(growth?.growingDays).toBe(0.5);
});

test('what fell since yesterday is seen by the count of now', () => {
  expect(growthOf((daysAgo) => (daysAgo === 0 ? 4_499 : 5_000 - 100 * daysAgo))).toMatchObject({
    fell: true,
  });
  expect(growthOf((daysAgo) => (daysAgo === 0 ? 4_500 : 5_000 - 100 * daysAgo))).toMatchObject({
    fell: false,
  });
});

test.each<[string, Parameters<typeof remembered>[1]]>([
  ['six days of memory', { days: 6 }],
  ['a count every third day', { days: 12, everyHours: 72 }],
])('%s are too little', (_, given) => {
  expect(growthOf((daysAgo) => 5_000 - 100 * daysAgo, given)).toBeNull();
});

test('nothing is remembered at first', () => {
  expect(objectGrowth([], 5_000, now, week)).toBeNull();
});

test('over days on which nobody looked the count before them tells', () => {
  const points = remembered((daysAgo) => 5_000 - 100 * daysAgo, { days: 14, everyHours: 24 }).filter(
    ({ at }) => at >= ago(5 * day) || at < ago(11 * day),
  );

  expect(objectGrowth(points, 5_000, now, week)?.days.map(({ value }) => value)).toEqual([
    3_800, 4_500, 4_600, 4_700, 4_800, 4_900,
  ]);
});

test('a kind that was as high before and fell twice comes back; after one fall nobody knows', () => {
  const cleaned = (everyDays: number) =>
    growthOf((daysAgo) => 9_000 - 100 * (daysAgo % everyDays), { days: 90 });

  expect(cleaned(28)?.comesBack).toBe(true);
  expect(cleaned(60)?.comesBack).toBe(false);
});

test('a kind that fell twice and is a week of growth above all before is something new', () => {
  const earlier: CountAt = (daysAgo) => 2_000 - 100 * (daysAgo % 20);

  expect(
    growthOf((daysAgo) => (daysAgo > 20 ? earlier(daysAgo) : 4_000 - 100 * daysAgo), { days: 90 })?.comesBack,
  ).toBe(false);
});

test('since when: it was last as low as that', () => {
  expect(growthOf((daysAgo) => (daysAgo > 12 ? 1_000 : 1_000 + 100 * (12 - daysAgo)))?.since).toBe(
    ago(11 * day),
  );
});

test('the order of the points does not matter', () => {
  const points = remembered((daysAgo) => 9_000 - 100 * daysAgo + 400 * Math.sin(daysAgo));

  fc.assert(
    fc.property(fc.shuffledSubarray([...points], { minLength: points.length }), (shuffled) => {
      expect(objectGrowth(shuffled, 9_000, now, week)).toEqual(objectGrowth(points, 9_000, now, week));
    }),
    { numRuns: 20 },
  );
});
