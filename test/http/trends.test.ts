import { expect, test } from 'vitest';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { aHeadline, anAudit, minute } from '../store/builders.ts';
import { depsWith, jsonOf } from './asking.ts';
import { sick } from './fleet.ts';

async function deps() {
  const history = memoryHistory();
  await history.saveAudit(anAudit(sick, -120));
  await history.saveAudit(
    anAudit(sick, -60, { headline: aHeadline({ score: null, etcdBytes: null, objects: null }) }),
  );
  return depsWith({ history });
}

const [older, newer] = [minute(-118).toISOString(), minute(-58).toISOString()];

test('without parameters: score, coverage and etcd size of the last 30 days; what was not seen is null', async () => {
  expect(await jsonOf(await deps(), `/api/clusters/${sick.key}/trends`)).toEqual({
    from: '2026-10-25T12:00:00.000Z',
    to: '2026-11-24T12:00:00.000Z',
    series: [
      {
        metric: 'score',
        unit: 'points',
        points: [
          { at: older, value: 83 },
          { at: newer, value: null },
        ],
      },
      {
        metric: 'coverage',
        unit: 'ratio',
        points: [
          { at: older, value: 0.1 + 0.2 },
          { at: newer, value: 0.1 + 0.2 },
        ],
      },
      {
        metric: 'etcdBytes',
        unit: 'bytes',
        points: [
          { at: older, value: 4_937_000_000 },
          { at: newer, value: null },
        ],
      },
    ],
  });
});

test.each([
  'metric=objects:jobs.batch,score',
  'metric=objects:jobs.batch&metric=score',
  'metric=objects:jobs.batch, score,score',
])('metrics are joined by commas or repeated, and given in that order: %s', async (query) => {
  const { series } = (await jsonOf(await deps(), `/api/clusters/${sick.key}/trends?${query}`)) as {
    series: { metric: string }[];
  };
  expect(series.map(({ metric }) => metric)).toEqual(['objects:jobs.batch', 'score']);
});

test('from and to bound the audits, both inclusive; a date is its midnight', async () => {
  const trends = (query: string) =>
    jsonOf(depsOnce, `/api/clusters/${sick.key}/trends?metric=score&${query}`);
  const depsOnce = await deps();
  const points = async (query: string) =>
    ((await trends(query)) as { series: { points: unknown[] }[] }).series[0]?.points.length;
  expect(await points(`from=${older}`)).toBe(2);
  expect(await points(`to=${older}`)).toBe(1);
  expect(await points(`from=${newer}&to=${newer}`)).toBe(1);
  expect(await points('from=2026-11-24T13:00:00%2B01:00')).toBe(0);
  expect(await points('to=2026-11-24')).toBe(0);
});
