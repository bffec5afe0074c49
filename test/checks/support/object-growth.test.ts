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
  const points = remembered((daysAgo) => 5_000 - 100 * daysAgo, { days: 10, everyHours: 24 });

  expect(objectGrowth(points, 5_000, now, week)).toEqual({
    perDay: 100,
    steadiness: 1,
    growingDays: 1,
    // A day more than a week; what is older only tells whether it comes and goes.
    days: [...points.slice(2), { at: ago(0), value: 5_000 }],
    comesBack: false,
    since: ago(9 * day),
  });
});

test('of each day the fewest objects count', () => {
  const growth = growthOf((daysAgo) => 1_000 + 240 * (1 - (daysAgo % 1)), { days: 7.5 });

  expect(growth?.days.map(({ value }) => value)).toEqual([
    1_240, 1_010, 1_010, 1_010, 1_010, 1_010, 1_010, 1_010,
  ]);
  expect(growth).toMatchObject({ perDay: 0 });
});

test('as many on a later day are half of more', () => {
  expect(growthOf(() => 5_000)).toMatchObject({ perDay: 0, steadiness: 0.5, growingDays: 1 });
});

test('what came in two jumps grew on two of the days', () => {
  const growth = growthOf((daysAgo) => 3_000 + (daysAgo < 6 ? 900 : 0) + (daysAgo < 3 ? 900 : 0));

  expect(growth?.steadiness).toBeGreaterThan(0.85);
  expect(growth?.growingDays).toBe(0.25);
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
  const points = remembered((daysAgo) => 5_000 - 100 * daysAgo, { days: 12 }).filter(
    ({ at }) => Date.parse(at) > Date.parse(ago(5 * day)) || Date.parse(at) < Date.parse(ago(11 * day)),
  );

  expect(objectGrowth(points, 5_000, now, week)).toMatchObject({ perDay: 100, days: { length: 6 } });
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
