import { describe, expect, test } from 'vitest';
import type { ClientActivity, ForecastPoint, TrendForecast } from '../../src/model.ts';
import { clientCharts } from '../../src/pages/trend/activity.ts';
import { changeWords } from '../../src/pages/trend/change-words.ts';
import { forecastWords, reachWords } from '../../src/pages/trend/forecast-words.ts';
import { minute, someClients } from '../store/builders.ts';
import { aTrend, days, growth } from './trends.ts';

const gib = 1024 ** 3;
const limit = { quota: 8 * gib, share: 0.9 };

function changed(now: number, before: number) {
  return {
    now: { at: minute(0).toISOString(), value: now },
    weekBefore: { at: minute(-7 * 24 * 60).toISOString(), value: before },
    difference: now - before,
  };
}

describe('the change of a week in words', () => {
  test.each([
    ['etcdBytes', 6 * gib, 5.5 * gib, 'Up 512 MiB on the week before (5.5 GiB).'],
    ['score', 71, 83, 'Down 12 points on the week before (83 points).'],
    ['score', 83.2, 83, 'As a week before.'],
    ['etcdUsed', 0.75, 0.7, 'Up 5 percentage points on the week before (70 %).'],
    ['findings.high', 1, 0, 'Up 1 finding on the week before (0 findings).'],
    ['requestsPerSecond', 10, 61.3, 'Down 51.3 requests/s on the week before (61.3 requests/s).'],
  ] as const)('%s of %d after %d: %s', (metric, now, before, words) => {
    expect(changeWords(aTrend(metric, [now], { before: [], change: changed(now, before) }))).toBe(words);
  });

  test('what is not known is said, unless nobody asked', () => {
    expect(changeWords(aTrend('score', [1], { before: days(null) }))).toBe(
      'How it was a week before is not known.',
    );
    expect(changeWords(aTrend('score', [1]))).toBeNull();
  });
});

describe('a forecast in words', () => {
  function wordsOf(change: Partial<TrendForecast>, values: readonly number[] = [5.5 * gib, 6 * gib]) {
    const trend = aTrend('etcdBytes', values, { forecast: { ...growth, ...change } });
    return { long: forecastWords({ trend, limit }), short: reachWords({ trend, limit }) };
  }

  const grows = 'Grows by 256 MiB a day (204.8 MiB to 307.2 MiB).';

  test('tells how fast it grows and when it reaches the bound', () => {
    expect(wordsOf({})).toEqual({
      long: [
        grows,
        'Reaches 90 % of the quota, 7.2 GiB, on 29 Nov 2026 (between 28 Nov 2026 and 30 Nov 2026).',
      ],
      short: 'Reaches 90 % of the quota on 29 Nov 2026.',
    });
  });

  test('the flat end of the band may not reach it', () => {
    const [reached] = growth.reaches;
    const reaches = reached === undefined ? [] : [{ ...reached, latest: null }];
    expect(wordsOf({ reaches }).long[1]).toBe(
      'Reaches 90 % of the quota, 7.2 GiB, on 29 Nov 2026 (at the earliest on 28 Nov 2026, and maybe much later).',
    );
  });

  test('a bound that is not reached in time is no alarm', () => {
    expect(wordsOf({ reaches: [] })).toEqual({
      long: [grows, 'It does not reach 90 % of the quota, 7.2 GiB, by 1 Dec 2026 at this pace.'],
      short: null,
    });
  });

  test('another bound that is reached is not this one', () => {
    const reaches = growth.reaches.map((reached) => ({ ...reached, bound: 8 * gib }));
    expect(wordsOf({ reaches }).short).toBeNull();
  });

  test('no growth says nothing of bounds, even when the middle of the band would reach one', () => {
    const perDay = { value: 10 * 1024, low: -(1024 ** 2), high: 2 * 1024 ** 2 };
    expect(wordsOf({ grows: false, perDay })).toEqual({
      long: ['No growth that can be told from its ups and downs (−1 MiB to 2 MiB a day).'],
      short: null,
    });
  });

  test('beyond the bound it is that, whatever comes', () => {
    expect(wordsOf({ grows: false }, [7.5 * gib])).toMatchObject({
      long: [expect.any(String), 'It is beyond 90 % of the quota, 7.2 GiB, now.'],
      short: 'Beyond 90 % of the quota.',
    });
  });

  test('a sudden change of the level is told with what it means', () => {
    const steps = [{ at: minute(-3 * 24 * 60).toISOString(), from: 7 * gib, to: 4 * gib }];
    expect(wordsOf({ steps }).long[1]).toBe(
      'Its level changed at once on 21 Nov 2026, from 7 GiB to 4 GiB; the forecast goes by what came after.',
    );
  });

  test('where there is none, why', () => {
    const forecast = { kind: 'none', why: 'Three audits are too few' } as const;
    const trend = aTrend('etcdBytes', [1], { forecast });
    expect(forecastWords({ trend, limit })).toEqual(['No forecast: Three audits are too few.']);
    expect(reachWords({ trend, limit })).toBeNull();
  });

  test('of a share the quota is the whole', () => {
    const points: readonly ForecastPoint[] = growth.points;
    const reaches = growth.reaches.map((reached) => ({ ...reached, bound: 0.9 }));
    const perDay = { value: 0.01, low: 0.008, high: 0.012 };
    const trend = aTrend('etcdUsed', [0.7], { forecast: { ...growth, points, reaches, perDay } });
    expect(forecastWords({ trend, limit: { quota: 1, share: 0.9 } })).toEqual([
      'Grows by 1 % a day (0.8 % to 1.2 %).',
      'Reaches 90 % of the quota on 29 Nov 2026 (between 28 Nov 2026 and 30 Nov 2026).',
    ]);
  });
});

describe('what clients do', () => {
  const [client] = someClients.clients;
  const userAgent = client?.userAgent ?? '';

  function stretch(start: number, clients: ClientActivity['clients']): ClientActivity {
    return {
      ...someClients,
      from: minute(start).toISOString(),
      to: minute(start + 10).toISOString(),
      clients,
    };
  }

  function doing(name: string, ...bins: readonly (readonly [start: number, requests: number])[]) {
    return {
      userAgent: name,
      username: `user of ${name}`,
      bins: bins.map(([start, requests]) => ({
        at: minute(start).toISOString(),
        requests,
        meanMs: 10,
        p99Ms: 100,
      })),
    };
  }

  const valuesOf = (series: ReturnType<typeof clientCharts>['p99Ms']) =>
    series.map(({ name, points }) => ({ name, values: points.map(({ value }) => value) }));

  test('a bin without requests is none asked, and nobody waited in it', () => {
    const { requestsPerSecond, p99Ms } = clientCharts([stretch(0, [doing('a', [0, 300])])]);
    expect(valuesOf(requestsPerSecond)).toEqual([{ name: 'a', values: [1, 0] }]);
    expect(valuesOf(p99Ms)).toEqual([{ name: 'a', values: [100, null] }]);
  });

  test('a client that a stretch does not name is not known there; time that was not read is a gap', () => {
    const { requestsPerSecond } = clientCharts([
      stretch(0, [doing('a', [0, 300], [5, 600])]),
      stretch(30, [doing('b', [30, 30])]),
    ]);
    expect(valuesOf(requestsPerSecond)).toEqual([
      { name: 'a', values: [1, 2, null, null, null] },
      { name: 'b', values: [null, null, null, 0.1, 0] },
    ]);
  });

  test('a stretch that begins within a bin counts that bin by what was seen of it', () => {
    const seen = { ...stretch(3, [doing('a', [0, 120], [5, 300])]), to: minute(10).toISOString() };
    const { requestsPerSecond } = clientCharts([seen]);
    expect(requestsPerSecond[0]?.points).toEqual([
      { at: minute(3), value: 1 },
      { at: minute(5), value: 1 },
    ]);
  });

  test('those that keep the server busy longest are drawn, and the others counted', () => {
    const clients = Array.from({ length: 8 }, (_, place) => doing(`c${place}`, [0, 10 + place]));
    const { requestsPerSecond, leftOut } = clientCharts([stretch(0, clients)]);
    expect(requestsPerSecond.map(({ name }) => name)).toEqual(['c7', 'c6', 'c5', 'c4', 'c3']);
    expect(leftOut).toBe(3);
  });

  test('names are as short as tells them apart', () => {
    const named = (agent: string, username: string) => ({ ...doing(agent, [0, 1]), username });
    const { p99Ms } = clientCharts([
      stretch(0, [
        named('kubelet/v1.34.8 (linux/amd64) a', 'node-1'),
        named('kubelet/v1.34.8 (linux/amd64) a', 'node-2'),
        named('argocd/v2 (linux) b', 'argocd'),
      ]),
    ]);
    expect(p99Ms.map(({ name }) => name)).toEqual([
      'kubelet/v1.34.8 as node-1',
      'kubelet/v1.34.8 as node-2',
      'argocd/v2',
    ]);
  });

  test('the sample of a stretch is drawn as it is', () => {
    const { requestsPerSecond } = clientCharts([someClients]);
    expect(requestsPerSecond[0]).toMatchObject({ name: userAgent });
    expect(requestsPerSecond[0]?.points.slice(0, 3).map(({ value }) => value)).toEqual([
      412 / 300,
      398 / 300,
      0,
    ]);
  });
});
