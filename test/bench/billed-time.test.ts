import { describe, expect, test } from 'vitest';
import { billedSeconds } from '../../bench/billed-time.ts';

describe('time billed for an instance', () => {
  test.each([
    ['nothing ran', [], 0],
    ['a short run is a second', [[0, 3]], 1],
    ['then tenths, begun ones whole', [[0, 1_201]], 1.3],
    [
      'runs at once count once',
      [
        [0, 2_000],
        [500, 2_500],
        [600, 700],
      ],
      2.5,
    ],
    [
      'so do runs that follow at once',
      [
        [2_000, 3_000],
        [0, 2_000],
      ],
      3,
    ],
    [
      'after a pause a new second begins',
      [
        [0, 100],
        [5_000, 5_100],
      ],
      2,
    ],
  ] as const)('%s', (_, runs, seconds) => {
    expect(billedSeconds(runs.map(([from, to]) => ({ from, to })))).toBe(seconds);
  });
});
