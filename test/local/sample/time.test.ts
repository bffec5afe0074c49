import { describe, expect, test } from 'vitest';
import { amountAt, daysBefore, grownTo, isThere, timesOf } from '../../../local/sample/time.ts';

const begun = new Date('2026-11-22T04:00:00Z');
const inDays = (days: number) => ({ now: daysBefore(begun, -days), begun });

describe('a figure', () => {
  const rising = { at: 100, perDay: 10, limit: 125 };

  test.each([
    ['long before the story, never below nothing', -20, 0],
    ['before the story', -2.5, 75],
    ['when it begins', 0, 100],
    ['after it began', 1.05, 110.5],
    ['beyond its limit', 5, 125],
  ])('%s', (_when, days, figure) => {
    expect(grownTo(rising, inDays(days))).toBeCloseTo(figure);
    expect(amountAt(rising, inDays(days))).toBe(Math.floor(figure));
  });

  test('that stays the same stays the same', () => {
    expect([-30, 0, 30].map((days) => amountAt(7, inDays(days)))).toEqual([7, 7, 7]);
  });

  test('has its steps on their days: before a clean-up it was higher, before a release lower', () => {
    const stepped = {
      at: 100,
      steps: [
        { daysAgo: 3, by: -40 },
        { daysAgo: 8, by: 25 },
      ],
    };
    expect([-9, -8, -3.001, -3, 0, 9].map((days) => amountAt(stepped, inDays(days)))).toEqual([
      115, 140, 140, 100, 100, 100,
    ]);
  });

  test('that rises to its limit before the story stays there', () => {
    const full = { at: 120, perDay: 5, limit: 100 };
    expect([-6, -4, 0, 4].map((days) => amountAt(full, inDays(days)))).toEqual([90, 100, 100, 100]);
  });
});

test.each([
  [{}, [true, true, true, true]],
  [{ ageDays: 4 }, [false, true, true, true]],
  [{ endedDays: 2 }, [true, true, false, false]],
  [{ ageDays: 4, endedDays: 2 }, [false, true, false, false]],
])('%j is there on its days', (period, there) => {
  expect([-4.01, -4, -2, 1].map((days) => isThere(period, inDays(days)))).toEqual(there);
  const { from, to } = timesOf(period, begun);
  const times = [-4.01, -4, -2, 1].map((days) => inDays(days).now.getTime());
  expect(times.map((time) => time >= from && time < to)).toEqual(there);
});
