import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TimeChart } from '../../src/pages/chart.tsx';
import { layersOf, momentsOf } from '../../src/pages/chart/layers.ts';
import { scalesOf } from '../../src/pages/chart/scales.ts';
import type { Chart } from '../../src/pages/chart/series.ts';
import { isolated } from '../../src/pages/chart/series.ts';
import { tickText } from '../../src/pages/chart/tick-text.ts';
import { thinnedMoments, thinnedPoints } from '../../src/pages/chart/thinned.ts';
import { timeTicks } from '../../src/pages/chart/time-ticks.ts';
import { markupOf } from '../../src/pages/html.tsx';
import { formatBytes, formatCount } from '../../src/shared/format.ts';
import { elementsOf, tagsOf, textsOf } from './markup.ts';

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
  return markupOf(<TimeChart {...aChart(change)} />);
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

  test('a point on its own is a dot, because no line leads to it', () => {
    const given = points([0, 1], [1, null], [2, 3], [3, null], [4, 5], [5, 6]);
    expect(isolated(given, ({ value }) => value !== null)).toEqual(points([0, 1], [2, 3]));
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
    expect(scalesOf(aChart({ series: etcd(2), whole: true })).yTicks).toEqual([0, 1, 2]);
    expect(scalesOf(aChart({ series: etcd(2) })).yTicks).toEqual([0, 0.5, 1, 1.5, 2]);
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

  test('what is far beyond all there is and beyond the bound does not press the line to the ground', () => {
    const at = new Date('2026-12-24T12:00:00Z');
    const forecast = [{ at, value: 500 * gib, low: gib, high: 900 * gib }];
    expect(scalesOf(aChart({ series: etcd(4 * gib), base: 1024, bound, forecast })).y.domain()).toEqual([
      0,
      20 * gib,
    ]);
  });

  test('the time reaches to the end of the forecast, and over all of the span that is asked for', () => {
    const at = new Date('2026-11-30T00:00:00Z');
    const forecast = [{ at, value: 1, low: 1, high: 1 }];
    const span = { from: new Date('2026-11-20T00:00:00Z'), to: new Date('2026-11-25T00:00:00Z') };
    expect(scalesOf(aChart({ series: etcd(1), forecast, span })).x.domain()).toEqual([span.from, at]);
  });

  test.each([
    ['2026-11-24T10:20:00Z', '2026-11-24T14:10:00Z', ['11:00', '12:00', '13:00', '14:00']],
    ['2026-11-23T20:00:00Z', '2026-11-24T20:00:00Z', ['00:00', '06:00', '12:00', '18:00']],
    ['2026-10-26T00:00:00Z', '2026-11-25T00:00:00Z', ['26 Oct', '2 Nov', '9 Nov', '16 Nov', '23 Nov']],
    // Two-day steps do not start anew with each month.
    ['2026-10-28T00:00:00Z', '2026-11-05T00:00:00Z', ['28 Oct', '30 Oct', '1 Nov', '3 Nov', '5 Nov']],
    ['2025-11-24T00:00:00Z', '2026-11-24T00:00:00Z', ['Jan 2026', 'Apr 2026', 'Jul 2026', 'Oct 2026']],
  ])('from %s to %s the marks are at even distances: %j', (start, end, texts) => {
    const [from, to] = [new Date(start), new Date(end)];
    const span = to.getTime() - from.getTime();
    const found = timeTicks(from, to, 6).map((tick) => tickText(tick, span));
    expect(found.map((text) => (text === '24 Nov' ? '00:00' : text))).toEqual(texts);
  });

  test('there are always some marks, never more than asked for, and all within the time', () => {
    const time = fc.date({
      min: new Date('1971-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(time, fc.integer({ min: 3_600_000, max: 3 * 365 * 86_400_000 }), (from, length) => {
        const to = new Date(from.getTime() + length);
        const ticks = timeTicks(from, to, 6);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.every((tick) => tick >= from && tick <= to)).toBe(true);
      }),
    );
  });
});

describe('stacks', () => {
  const series = [
    { name: 'pods', points: points([0, 1], [1, 2], [2, null], [3, 4]) },
    { name: 'jobs', points: points([0, 10], [1, 20], [2, 30], [3, null], [4, 50]) },
  ];

  test('each lies on those before it, and a gap in one is a gap for all: nothing is made up', () => {
    const moments = momentsOf(series);
    expect(moments.map(({ values }) => values)).toEqual([[1, 10], [2, 20], null, null, null]);
    expect(layersOf(2, moments).map((layer) => layer.map(({ bounds }) => bounds))).toEqual([
      [[0, 1], [0, 2], null, null, null],
      [[1, 11], [2, 22], null, null, null],
    ]);
  });

  test('the axis reaches to the sum', () => {
    expect(scalesOf(aChart({ series, stacked: true })).y.domain()).toEqual([0, 25]);
  });

  test('the areas are told apart by more than colour, and the list is in their order', () => {
    const html = drawn({ series, stacked: true });
    const hatches = elementsOf(html, 'pattern').map(({ attributes }) => attributes['id']);
    expect(hatches).toEqual(['c-hatch-1', 'c-hatch-2']);
    expect(html).toContain('fill="url(#c-hatch-2)"');
    expect(textsOf(html, 'li')).toEqual(['jobs 50', 'pods 4']);
    expect(textsOf(html, 'desc')[0]).toContain('The areas stand on top of each other.');
  });

  test('a moment on its own is a stroke, because no area leads to it', () => {
    const lone = [{ name: 'pods', points: points([0, null], [1, 2], [2, null]) }];
    const strokes = elementsOf(drawn({ series: lone, stacked: true }), 'line').filter(
      ({ attributes }) => attributes['class'] === 'line-path',
    );
    expect(strokes).toHaveLength(1);
  });
});

describe('many points', () => {
  const span = { from: new Date(Date.UTC(2026, 10, 24, 12)), to: new Date(Date.UTC(2026, 11, 24, 12)) };
  const hours = Array.from({ length: 720 }, (_, hour) => hour);

  test('become as many as can be told apart, with the least and the most of each', () => {
    const given = points(...hours.map((hour) => [hour, hour % 2 === 0 ? 10 : 30] as const));
    const thin = thinnedPoints(given, span);
    expect(thin).toHaveLength(360);
    expect(thin[0]).toEqual({ ...given[0], value: 20, low: 10, high: 30 });
  });

  test('keep their gaps, and none is made where there was none', () => {
    const given = points(...hours.map((hour) => [hour, hour === 100 ? null : 1] as const));
    const gaps = thinnedPoints(given, span).filter(({ value }) => value === null);
    expect(gaps).toEqual(points([100, null]));
  });

  test('stacked become the means of each', () => {
    const moments = hours.map((hour) => ({
      at: new Date(span.from.getTime() + hour * 3_600_000),
      values: hour === 4 ? null : [hour % 2, 10],
    }));
    const thin = thinnedMoments(moments, span);
    expect(thin.slice(0, 4).map(({ values }) => values)).toEqual([[0.5, 10], [0.5, 10], [1, 10], null]);
  });

  test('few are left as they are', () => {
    const given = points([0, 1], [1, 2]);
    expect(thinnedPoints(given, span)).toBe(given);
  });
});

describe('what lies beside the line', () => {
  test('the range of each day, the week before and the forecast are drawn and named', () => {
    const ranged = points([0, 10], [1, 20]).map((point) => ({ ...point, low: 5, high: 25 }));
    const forecast = points([1, 20], [2, 30]).map(({ at }, place) => ({
      at,
      value: 20 + place * 10,
      low: 20,
      high: 20 + place * 20,
    }));
    const html = drawn({ series: [{ name: 'pods', points: ranged }], before: points([0, 9]), forecast });
    const classes = tagsOf(html).flatMap(({ attributes }) => attributes['class'] ?? []);
    expect(classes).toEqual(
      expect.arrayContaining(['range', 'before', 'expected-band', 'expected-line', 'now']),
    );
    expect(textsOf(html, 'li')).toEqual(['pods 20', 'A week before', 'Forecast with its band']);
    expect(textsOf(html, 'desc')).toEqual([
      'From 24 Nov 2026, 12:00 UTC to 24 Nov 2026, 13:00 UTC. pods: lowest 10, highest 20, newest 20. ' +
        'A week before: always 9, newest 9. Forecast for 24 Nov 2026, 14:00 UTC: 30, from 20 to 40.',
    ]);
    expect(textsOf(html, 'tr')).toEqual([
      'Audit pods Lowest Highest',
      '24 Nov 2026, 13:00 UTC 20 5 25',
      '24 Nov 2026, 12:00 UTC 10 5 25',
    ]);
  });

  test('without any of them nothing is said of them', () => {
    const html = drawn();
    expect(html).not.toMatch(/class="(?:range|before|expected)/u);
    expect(textsOf(html, 'li')).toEqual([]);
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

  test('a long table says how much of it is shown', () => {
    const many = points(...Array.from({ length: 60 }, (_, hour) => [hour, hour] as const));
    const html = drawn({ series: [{ name: 'pods', points: many }], row: 'Hour' });
    expect(textsOf(html, 'tr')).toHaveLength(51);
    expect(textsOf(html, 'tr').slice(0, 2)).toEqual(['Hour pods', '26 Nov 2026, 23:00 UTC 59']);
    expect(textsOf(html, 'details')[0]).toContain('The newest 50 of 60 points; older ones are in the API.');
  });

  test('several lines have a legend with the newest value of each', () => {
    const series = [
      { name: 'pods', points: points([0, 1000], [1, null]) },
      { name: 'jobs', points: points([0, 5], [1, 6]) },
    ];
    expect(textsOf(drawn({ series }), 'li')).toEqual(['pods not seen', 'jobs 6']);
  });
});
