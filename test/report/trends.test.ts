import { describe, expect, test } from 'vitest';
import { figureName } from '../../src/figures.ts';
import type { TrendPoint } from '../../src/model.ts';
import { pointsOfAudits, pointsOfRollups, pointsOfSweeps, trendOf, weekMs } from '../../src/report/trends.ts';
import { aHeadline, minute, summary } from '../store/builders.ts';

test.each([
  ['score', 'score'],
  ['findings.critical', 'findings.critical'],
  ['load.bytes', 'load.bytes'],
  ['objects:pods', 'objects:pods'],
  ['objects:policyreports.wgpolicyk8s.io', 'objects:policyreports.wgpolicyk8s.io'],
  ['objects:', null],
  ['objects:Pods', null],
  ['objects:pods ', null],
  ['objects:__proto__', null],
  ['etcdbytes', null],
  ['constructor', null],
  ['', null],
])('the figure named %j is %j', (name, metric) => {
  expect(figureName(name)).toBe(metric);
});

const hour = (hours: number): string => minute(60 * hours).toISOString();

describe('points', () => {
  const past = [
    { startedAt: hour(0), headline: aHeadline({ score: 0, findings: {}, objects: { pods: 0 } }) },
    { startedAt: hour(1), headline: aHeadline({ score: null, objects: null }) },
    { startedAt: hour(2), headline: aHeadline({ score: 90, findings: { high: 2 }, objects: { jobs: 7 } }) },
  ];
  const values = (points: readonly TrendPoint[]) => points.map(({ value }) => value);

  test('a figure that was zero is zero, one that was not seen is null', () => {
    expect(pointsOfAudits('score', past)).toEqual([
      { at: hour(0), value: 0 },
      { at: hour(1), value: null },
      { at: hour(2), value: 90 },
    ]);
  });

  test('no finding of a severity is zero', () => {
    expect(values(pointsOfAudits('findings.high', past))).toEqual([0, 1, 2]);
  });

  test('a kind that is not among the kept ones is null: it may be small, or not have been seen', () => {
    expect(values(pointsOfAudits('objects:pods', past))).toEqual([0, null, null]);
  });

  test('a kind named like something every object has is not there', () => {
    expect(values(pointsOfAudits('objects:constructor', past))).toEqual([null, null, null]);
    expect(values(pointsOfSweeps('objects:constructor', [{ startedAt: hour(0), summary }]))).toEqual([null]);
  });

  test('an open sweep has no point, and one of an older version a point without a value', () => {
    const closed = { ...summary, figures: { score: 71.5 } };
    expect(
      pointsOfSweeps('score', [
        { startedAt: hour(0), summary: closed },
        { startedAt: hour(1), summary },
        { startedAt: hour(2) },
      ]),
    ).toEqual([
      { at: hour(0), value: 71.5 },
      { at: hour(1), value: null },
    ]);
  });

  test('hours and days have a mean between the least and the most', () => {
    const score = { min: 60, max: 90, mean: 80, last: 90, count: 3 };
    expect(
      pointsOfRollups('score', [
        { at: hour(0), figures: { score } },
        { at: hour(1), figures: {} },
      ]),
    ).toEqual([
      { at: hour(0), value: 80, low: 60, high: 90 },
      { at: hour(1), value: null },
    ]);
  });
});

const options = {
  grain: 'audit',
  from: minute(0),
  to: minute(24 * 60),
  compare: false,
  forecast: null,
} as const;

const at = (...hours: readonly number[]): readonly TrendPoint[] =>
  hours.map((value) => ({ at: hour(value), value }));

describe('gaps', () => {
  const drawn = (points: readonly TrendPoint[], grain: 'audit' | 'hour' | 'day') =>
    trendOf('score', points, { ...options, grain, to: minute(400 * 24 * 60) }).points.map(({ at, value }) =>
      value === null ? `gap at ${(Date.parse(at) - minute(0).getTime()) / 3_600_000}` : value,
    );

  test.each([
    ['audits that come as usual', 'audit', [0, 1, 2, 3], [0, 1, 2, 3]],
    ['one or two audits late', 'audit', [0, 1, 2, 5, 6], [0, 1, 2, 5, 6]],
    ['a pause of more than three times the usual', 'audit', [0, 1, 2, 5.1, 6], [0, 1, 2, 'gap at 3', 5.1, 6]],
    ['two pauses', 'audit', [0, 1, 9, 10, 19, 20, 21], [0, 1, 'gap at 2', 9, 10, 'gap at 11', 19, 20, 21]],
    ['two audits, of which nothing is usual', 'audit', [0, 100], [0, 100]],
    ['an hour without an audit', 'hour', [0, 1, 2, 4, 5], [0, 1, 2, 'gap at 3', 4, 5]],
    ['hours of a fleet that is swept every six', 'hour', [0, 6, 12, 24], [0, 6, 12, 'gap at 18', 24]],
    ['a day without an audit', 'day', [0, 24, 48, 96], [0, 24, 48, 'gap at 72', 96]],
  ] as const)('%s', (_what, grain, seen, told) => {
    expect(drawn(at(...seen), grain)).toEqual(told);
  });

  test('where an audit did not see the figure the point says so itself', () => {
    const points = [...at(0, 1), { at: hour(2), value: null }, ...at(3)];
    expect(trendOf('score', points, options).points).toEqual(points);
  });

  test('without audits there are no points', () => {
    expect(trendOf('etcdBytes', [], options)).toEqual({
      metric: 'etcdBytes',
      unit: 'bytes',
      title: 'size of the etcd database',
      points: [],
      before: null,
      change: null,
      forecast: null,
    });
  });
});

describe('the week before', () => {
  const week = weekMs / 3_600_000;
  const read = [
    { at: hour(-week - 1), value: 1 },
    { at: hour(-week), value: 2 },
    { at: hour(24 - week), value: 3, low: 2, high: 4 },
    { at: hour(25 - week), value: 4 },
    { at: hour(0), value: 10 },
    { at: hour(24), value: 30 },
    { at: hour(25), value: 99 },
  ];

  test('lies under the points, moved a week forward', () => {
    expect(trendOf('objects:pods', read, { ...options, compare: true })).toEqual({
      metric: 'objects:pods',
      unit: 'objects',
      title: 'pods',
      points: [
        { at: hour(0), value: 10 },
        { at: hour(24), value: 30 },
      ],
      before: [
        { at: hour(0), value: 2 },
        { at: hour(24), value: 3, low: 2, high: 4 },
      ],
      change: {
        now: { at: hour(24), value: 30 },
        weekBefore: { at: hour(24 - week), value: 3 },
        difference: 27,
      },
      forecast: null,
    });
  });

  const now = { at: hour(24), value: 30 };
  const target = 24 - week;

  test.each([
    ['half a day off', [{ at: hour(target - 12), value: 1 }], 1],
    ['more than half a day off', [{ at: hour(target - 12.1), value: 1 }], null],
    ['the nearest', [-5, 2, 4].map((off) => ({ at: hour(target + off), value: off })), 2],
    ['the older of two as near', [-3, 3].map((off) => ({ at: hour(target + off), value: off })), -3],
    [
      'not what was not seen',
      [
        { at: hour(target), value: null },
        { at: hour(target + 6), value: 6 },
      ],
      6,
    ],
    ['nothing', [], null],
  ])('against %s', (_what, earlier, value) => {
    expect(trendOf('score', [...earlier, now], options).change?.weekBefore.value ?? null).toBe(value);
  });

  test('the newest value is the newest that was seen', () => {
    const points = [
      { at: hour(20 - week), value: 5 },
      { at: hour(20), value: 6 },
      { ...now, value: null },
    ];
    expect(trendOf('score', points, options).change).toEqual({
      now: { at: hour(20), value: 6 },
      weekBefore: { at: hour(20 - week), value: 5 },
      difference: 1,
    });
  });
});

test('the forecast is given the points of the span, without gaps that were put in', () => {
  const given: unknown[] = [];
  const forecast = (points: readonly TrendPoint[]) => {
    given.push(points);
    return { kind: 'none', why: 'Too few.' } as const;
  };
  const points = [...at(-1, 0, 1, 9), { at: hour(10), value: null }];
  expect(trendOf('score', points, { ...options, forecast }).forecast).toEqual({
    kind: 'none',
    why: 'Too few.',
  });
  expect(given).toEqual([points.slice(1)]);
});
