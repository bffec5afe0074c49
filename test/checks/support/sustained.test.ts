import { describe, expect, test } from 'vitest';
import { levelsOf, longestRun, mayHideRun } from '../../../src/checks/support/sustained.ts';
import type { MetricPoint, MetricSeries } from '../../../src/evidence/platform-metrics.ts';
import { ago } from '../../support/evidence.ts';

const window = { from: ago(1_800), to: ago(0), grainSeconds: 300 };

function point(seconds: number, average: number | null): MetricPoint {
  return { at: ago(seconds), average, maximum: average === null ? null : average + 5 };
}

function seriesWith(...points: readonly MetricPoint[]): MetricSeries {
  return { metric: 'apiserver_cpu_usage_percentage', dimension: null, points };
}

describe('the levels of a window', () => {
  function values(aggregation: 'average' | 'maximum', ...points: readonly MetricPoint[]) {
    return levelsOf(seriesWith(...points), aggregation, window).map(({ value }) => value);
  }

  test('are those of the aggregation, oldest first', () => {
    const points = [1_800, 1_500, 1_200, 900, 600, 300].map((seconds, index) => point(seconds, index));

    expect(values('average', ...points)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(values('maximum', ...points.toReversed())).toEqual([5, 6, 7, 8, 9, 10]);
  });

  test('have gaps where Azure leaves grains out, at the ends too', () => {
    expect(values('average', point(1_200, 2), point(600, null), point(300, 5))).toEqual([
      null,
      null,
      2,
      null,
      null,
      5,
    ]);
    expect(values('average', point(1_800, 2))).toEqual([2, null, null, null, null, null]);
  });

  test('are gaps alone when there is no point', () => {
    expect(values('average')).toEqual([null, null, null, null, null, null]);
  });

  test('follow the pace of Azure, which need not begin with the window', () => {
    // Grains of the clock in a window that begins two minutes after one.
    const points = [1_920, 1_620, 1_320, 1_020, 720, 420].map((seconds) => point(seconds, 1));

    expect(values('average', ...points)).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

function levels(...values: readonly (number | null)[]) {
  return levelsOf(
    seriesWith(...values.map((value, index) => point(1_800 - index * 300, value))),
    'average',
    window,
  );
}

function over(value: number): boolean {
  return value > 80;
}

describe('the longest run', () => {
  function run(...values: readonly (number | null)[]) {
    return longestRun(levels(...values), over, 3, window);
  }

  test('has its time and its highest level', () => {
    expect(run(40, 90, 85, 99, 40, 40)).toEqual({
      from: ago(1_500),
      to: ago(600),
      seconds: 900,
      highest: 99,
    });
  });

  test.each([
    ['too short', [90, 90, 40, 90, 90, 40]],
    ['interrupted by a gap', [40, 90, 90, null, 90, 90]],
    ['at the level and not over', [80, 80, 80, 80, 80, 80]],
  ])('is none when %s', (_, values) => {
    expect(run(...values)).toBeNull();
  });

  test('is the latest of equals', () => {
    const twice = longestRun(levels(90, 90, 40, 90, 95, 40), over, 2, window);

    expect(twice).toMatchObject({ from: ago(900), seconds: 600, highest: 95 });
  });
});

describe('a run may be hidden', () => {
  test.each([
    ['three gaps in a row', [40, null, null, null, 40, 40], true],
    ['two gaps beside a high one', [40, null, 90, null, 40, 40], true],
    ['two gaps in a row', [40, null, null, 40, 40, 40], false],
    ['gaps between low ones', [null, 40, null, 40, null, 40], false],
    ['no gap', [40, 40, 90, 90, 40, 40], false],
  ])('%s: %j', (_, values, expected) => {
    expect(mayHideRun(levels(...values), over, 3)).toBe(expected);
  });

  test('too few grains for a run tell nothing', () => {
    expect(mayHideRun(levels(40, 40, 40, 40, 40, 40).slice(0, 2), over, 3)).toBe(true);
  });
});
