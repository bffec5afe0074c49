import { describe, expect, test } from 'vitest';
import { LineChart } from '../../src/pages/chart.tsx';
import { scalesOf } from '../../src/pages/chart/scales.ts';
import type { Chart } from '../../src/pages/chart/series.ts';
import { isolated, withGaps } from '../../src/pages/chart/series.ts';
import { tickText } from '../../src/pages/chart/tick-text.ts';
import { markupOf } from '../../src/pages/html.tsx';
import { formatBytes, formatCount } from '../../src/shared/format.ts';
import { elementsOf, textsOf } from './markup.ts';

const gib = 1024 ** 3;

/** Hours after noon with their values. */
function points(...pairs: readonly (readonly [hour: number, value: number | null])[]) {
  return pairs.map(([hour, value]) => ({ at: new Date(Date.UTC(2026, 10, 24, 12 + hour)), value }));
}

function aChart(change: Partial<Chart> = {}): Chart {
  return {
    id: 'c',
    title: 'Objects',
    axis: 'objects',
    format: formatCount,
    series: [{ name: 'pods', points: points([0, 10], [1, 20], [2, 30]) }],
    ...change,
  };
}

function drawn(change: Partial<Chart> = {}): string {
  return markupOf(<LineChart {...aChart(change)} />);
}

/** How many strokes the lines are made of, dots left out. */
function strokesOf(html: string): readonly number[] {
  return elementsOf(html, 'path').map(({ attributes }) => (attributes['d'] ?? '').split('M').length - 1);
}

describe('gaps', () => {
  test('the line breaks where nothing was seen', () => {
    const series = [{ name: 'pods', points: points([0, 1], [1, 2], [2, null], [3, 4], [4, 5]) }];
    expect(strokesOf(drawn({ series }))).toEqual([2]);
  });

  test('the line breaks where audits are missing, in the middle of the pause', () => {
    const sparse = points([0, 1], [1, 2], [2, 3], [8, 4], [9, 5]);
    expect(withGaps(sparse)).toEqual(points([0, 1], [1, 2], [2, 3], [5, null], [8, 4], [9, 5]));
  });

  test.each([
    ['even pauses', points([0, 1], [3, 2], [6, 3], [9, 4])],
    ['too few points to know the usual pause', points([0, 1], [1, 2], [9, 3])],
    ['one point', points([0, 1])],
    ['none', []],
  ])('%s are no gap', (_rule, given) => {
    expect(withGaps(given)).toEqual(given);
  });

  test('a point on its own is a dot, because no line leads to it', () => {
    const given = points([0, 1], [1, null], [2, 3], [3, null], [4, 5], [5, 6]);
    expect(isolated(given)).toEqual(points([0, 1], [2, 3]));
  });

  test('one audit alone is shown', () => {
    const html = drawn({ series: [{ name: 'pods', points: points([0, 7]) }] });
    expect(elementsOf(html, 'circle')).toHaveLength(1);
  });

  test('of many points only those on their own keep a dot', () => {
    const many = points(
      ...Array.from({ length: 60 }, (_, hour) => [hour, hour === 58 ? null : hour] as const),
    );
    expect(elementsOf(drawn({ series: [{ name: 'pods', points: many }] }), 'circle')).toHaveLength(1);
  });

  test('nothing seen at all is said, not drawn', () => {
    const html = drawn({ series: [{ name: 'pods', points: points([0, null], [1, null]) }] });
    expect(textsOf(html, 'figure')).toEqual(['Objects No audit could see it.']);
  });
});

describe('axes', () => {
  const etcd = (value: number) => [{ name: 'etcd', points: points([0, value]) }];
  const bound = { value: 8 * gib, text: 'quota' };

  test('bytes have ticks on whole units, from zero', () => {
    const { yTicks } = scalesOf(aChart({ series: etcd(4.6 * gib), base: 1024 }));
    expect(yTicks.map(formatBytes)).toEqual(['0 bytes', '1 GiB', '2 GiB', '3 GiB', '4 GiB', '5 GiB']);
  });

  test('a score ends at 100, whatever the values', () => {
    const { y } = scalesOf(aChart({ series: etcd(12), top: 100 }));
    expect(y.domain()).toEqual([0, 100]);
  });

  test.each([
    ['far below it', 1 * gib, null],
    ['near it', 2 * gib, bound],
    ['beyond it', 9 * gib, bound],
  ])('a bound is drawn when values are %s', (_rule, value, expected) => {
    expect(scalesOf(aChart({ series: etcd(value), base: 1024, bound })).bound).toEqual(expected);
  });

  test('a count has no ticks between whole numbers', () => {
    const { yTicks } = scalesOf(aChart({ series: etcd(2) }));
    expect(yTicks).toEqual([0, 1, 2]);
  });

  test('a moment is some minutes wide', () => {
    const { x } = scalesOf(aChart({ series: etcd(1) }));
    expect(x.domain()).toEqual([new Date('2026-11-24T11:55:00Z'), new Date('2026-11-24T12:05:00Z')]);
  });

  test.each([
    ['2026-11-24T13:30:00Z', 6, '13:30'],
    ['2026-11-24T00:00:00Z', 30, '24 Nov'],
    ['2026-11-24T12:00:00Z', 24 * 30, '24 Nov'],
    ['2026-11-01T00:00:00Z', 24 * 400, 'Nov 2026'],
  ])('%s within %d hours is %s', (tick, hours, text) => {
    expect(tickText(new Date(tick), hours * 3_600_000)).toBe(text);
  });
});

describe('in words', () => {
  test('title and description tell what is drawn', () => {
    const html = drawn({ bound: { value: 40, text: 'limit' } });
    const [svg] = elementsOf(html, 'svg');
    expect(svg?.attributes).toMatchObject({ role: 'img', 'aria-labelledby': 'c-title c-description' });
    expect(textsOf(html, 'title')).toEqual(['Objects']);
    expect(textsOf(html, 'desc')).toEqual([
      'From 24 Nov 2026, 12:00 UTC to 24 Nov 2026, 14:00 UTC. pods: lowest 10, highest 30, newest 30. The limit is 40.',
    ]);
  });

  test('the table has every point, newest first, and says what was not seen', () => {
    const series = [
      { name: 'pods', points: points([0, 1000], [1, null]) },
      { name: 'jobs', points: points([0, 5], [1, 6]) },
    ];
    expect(textsOf(drawn({ series }), 'tr')).toEqual([
      'Audit pods jobs',
      '24 Nov 2026, 13:00 UTC not seen 6',
      '24 Nov 2026, 12:00 UTC 1,000 5',
    ]);
  });

  test('several lines have a legend with the newest value of each', () => {
    const series = [
      { name: 'pods', points: points([0, 1000], [1, null]) },
      { name: 'jobs', points: points([0, 5], [1, 6]) },
    ];
    expect(textsOf(drawn({ series }), 'li')).toEqual(['pods not seen', 'jobs 6']);
  });
});
