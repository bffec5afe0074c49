import { expect, test } from 'vitest';
import { trendMetric, trendOf } from '../../src/report/trends.ts';
import { aHeadline } from '../store/builders.ts';

test.each([
  ['score', 'score'],
  ['coverage', 'coverage'],
  ['etcdBytes', 'etcdBytes'],
  ['objects:pods', 'objects:pods'],
  ['objects:policyreports.wgpolicyk8s.io', 'objects:policyreports.wgpolicyk8s.io'],
  ['objects:', null],
  ['objects:Pods', null],
  ['objects:pods ', null],
  ['objects:__proto__', null],
  ['etcdbytes', null],
  ['', null],
])('the metric named %j is %j', (name, metric) => {
  expect(trendMetric(name)).toBe(metric);
});

const past = [
  { at: '2026-11-24T06:00:00.000Z', headline: aHeadline({ score: 0, objects: { pods: 0 } }) },
  { at: '2026-11-24T07:00:00.000Z', headline: aHeadline({ score: null, objects: null }) },
  { at: '2026-11-24T08:00:00.000Z', headline: aHeadline({ score: 90, objects: { jobs: 7 } }) },
];

test('a figure that was zero is zero, one that was not seen is null', () => {
  expect(trendOf('score', past)).toEqual({
    metric: 'score',
    unit: 'points',
    points: [
      { at: '2026-11-24T06:00:00.000Z', value: 0 },
      { at: '2026-11-24T07:00:00.000Z', value: null },
      { at: '2026-11-24T08:00:00.000Z', value: 90 },
    ],
  });
});

test('a kind that is not among the kept ones is null: it may be small, or not have been seen', () => {
  expect(trendOf('objects:pods', past).points.map(({ value }) => value)).toEqual([0, null, null]);
});

test('a kind named like something every object has is not there', () => {
  expect(trendOf('objects:constructor', past).points.map(({ value }) => value)).toEqual([null, null, null]);
});

test('without audits there are no points', () => {
  expect(trendOf('etcdBytes', [])).toEqual({ metric: 'etcdBytes', unit: 'bytes', points: [] });
});
