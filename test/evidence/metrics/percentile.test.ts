import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationsOf, growthOf, sumOf } from '../../../src/evidence/metrics/percentile.ts';

const infinity = Number.POSITIVE_INFINITY;

describe('the 99th percentile', () => {
  it.each([
    [
      'inside a bucket, as Prometheus interpolates',
      [
        [0.1, 90],
        [0.2, 100],
        [infinity, 100],
      ],
      { seconds: 0.19, over: 0.1, upTo: 0.2 },
    ],
    [
      'in the first bucket',
      [
        [0.1, 100],
        [infinity, 100],
      ],
      { seconds: 0.099, over: 0, upTo: 0.1 },
    ],
    [
      'beyond the last bucket',
      [
        [0.1, 90],
        [0.2, 98],
        [infinity, 100],
      ],
      { seconds: 0.2, over: 0.2, upTo: null },
    ],
    [
      'at the end of a bucket',
      [
        [0.1, 99],
        [0.2, 100],
        [infinity, 100],
      ],
      { seconds: 0.1, over: 0, upTo: 0.1 },
    ],
    [
      'where all wait for nothing',
      [
        [0, 100],
        [0.1, 100],
        [infinity, 100],
      ],
      { seconds: 0, over: 0, upTo: 0 },
    ],
  ] as const)('%s', (_, buckets, { seconds, over, upTo }) => {
    expect(durationsOf(new Map(buckets))).toEqual({
      calls: 100,
      p99: { seconds: expect.closeTo(seconds, 9) as number, over, upTo },
    });
  });

  it('of no calls is none', () => {
    expect(durationsOf(new Map())).toEqual({ calls: 0, p99: null });
    expect(
      durationsOf(
        new Map([
          [1, 0],
          [infinity, 0],
        ]),
      ),
    ).toEqual({ calls: 0, p99: null });
  });

  it('lies in the bucket of the true percentile, whatever the calls and the order of the buckets', () => {
    const bounds = [0.005, 0.1, 0.15, 1, 2.5];
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: 1, maxLength: 300 }),
        fc.boolean(),
        (calls, backwards) => {
          const pairs = [...bounds, infinity].map(
            (bound) => [bound, calls.filter((seconds) => seconds <= bound).length] as const,
          );
          const { p99, calls: counted } = durationsOf(new Map(backwards ? pairs.toReversed() : pairs));
          const exact = calls.toSorted((a, b) => a - b)[Math.ceil(0.99 * calls.length) - 1] ?? 0;

          expect(counted).toBe(calls.length);
          expect(p99?.over).toBeLessThanOrEqual(exact);
          expect(exact).toBeLessThanOrEqual(p99?.upTo ?? infinity);
          expect(p99?.seconds).toBeGreaterThanOrEqual(p99?.over ?? infinity);
          expect(p99?.seconds).toBeLessThanOrEqual(p99?.upTo ?? p99?.over ?? 0);
        },
      ),
    );
  });
});

it('what has grown is never less than nothing, and sums add up', () => {
  const newer = new Map([
    [1, 5],
    [infinity, 9],
  ]);

  expect(
    growthOf(
      newer,
      new Map([
        [1, 7],
        [infinity, 8],
      ]),
    ),
  ).toEqual(
    new Map([
      [1, 0],
      [infinity, 1],
    ]),
  );
  expect(growthOf(newer, new Map())).toEqual(newer);
  expect(sumOf([newer, newer])).toEqual(
    new Map([
      [1, 10],
      [infinity, 18],
    ]),
  );
});
