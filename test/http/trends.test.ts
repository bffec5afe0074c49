import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { boundsAhead } from '../../src/http/load-trends.ts';
import type { AuditResult, TrendForecast } from '../../src/model.ts';
import { rollUpCluster, rollUpFleet } from '../../src/sweep/roll-up.ts';
import type { History } from '../../src/store/history.ts';
import { fleetOwner } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { aHeadline, anAudit, aSweep, minute, summary, sweepId } from '../store/builders.ts';
import type { Asked } from './asking.ts';
import { ask, depsWith, jsonOf, problemOf } from './asking.ts';
import { sick, sound } from './fleet.ts';

const day = 24 * 60;

/** Audits of one cluster with their rollups, some minutes from noon. */
async function audited(
  minutes: Readonly<Record<number, Partial<AuditResult['headline']>>>,
): Promise<History> {
  const history = memoryHistory();
  for (const [at, headline] of Object.entries(minutes)) {
    const audit = anAudit(sick, Number(at), { headline: aHeadline(headline) });
    await history.saveAudit(audit);
    await rollUpCluster(history, audit);
  }
  return history;
}

const path = `/api/clusters/${sick.key}/trends`;
const trendsOf = async (history: History, query: string) =>
  (await jsonOf(depsWith({ history }), `${path}?${query}`)) as {
    readonly from: string;
    readonly grain: string;
    readonly series: readonly {
      readonly metric: string;
      readonly points: readonly { readonly at: string; readonly value: number | null }[];
      readonly before: readonly { readonly at: string; readonly value: number | null }[] | null;
      readonly change: unknown;
      readonly forecast: { readonly kind: string } | null;
    }[];
  };

describe('of a cluster', () => {
  test('without parameters: score, coverage and etcd size of the last 30 days by hours', async () => {
    const history = await audited({
      [-119]: {},
      [-118]: { score: 73 },
      [-59]: { score: null, etcdBytes: null },
    });
    const [older, newer] = [minute(-120).toISOString(), minute(-60).toISOString()];
    const rest = { before: null, change: null, forecast: null };
    const flat = (value: number) => ({ value, low: value, high: value });
    expect(await trendsOf(history, '')).toEqual({
      from: '2026-10-25T12:00:00.000Z',
      to: '2026-11-24T12:00:00.000Z',
      grain: 'hour',
      series: [
        {
          metric: 'score',
          unit: 'points',
          title: 'score',
          points: [
            { at: older, value: 78, low: 73, high: 83 },
            { at: newer, value: null },
          ],
          ...rest,
        },
        {
          metric: 'coverage',
          unit: 'ratio',
          title: 'coverage',
          points: [older, newer].map((at) => ({ at, ...flat(0.1 + 0.2) })),
          ...rest,
        },
        {
          metric: 'etcdBytes',
          unit: 'bytes',
          title: 'size of the etcd database',
          points: [
            { at: older, ...flat(4_937_000_000) },
            { at: newer, value: null },
          ],
          ...rest,
        },
      ],
    });
  });

  test.each([
    'metric=objects:jobs.batch,score',
    'metric=objects:jobs.batch&metric=score',
    'metric=objects:jobs.batch, score,score',
  ])('metrics are joined by commas or repeated, and given in that order: %s', async (query) => {
    const { series } = await trendsOf(await audited({ [-60]: {} }), query);
    expect(series.map(({ metric }) => metric)).toEqual(['objects:jobs.batch', 'score']);
  });

  test('points are audits at the start of their sweep; from and to are inclusive, a date is its midnight', async () => {
    const history = await audited({ [-120]: {}, [-60]: {} });
    const [older, newer] = [minute(-120).toISOString(), minute(-60).toISOString()];
    const points = async (query: string) =>
      (await trendsOf(history, `metric=score&grain=audit&${query}`)).series[0]?.points.map(({ at }) => at);
    expect(await points(`from=${older}`)).toEqual([older, newer]);
    expect(await points(`to=${older}`)).toEqual([older]);
    expect(await points(`from=${newer}&to=${newer}`)).toEqual([newer]);
    expect(await points('from=2026-11-24T13:00:00%2B01:00')).toEqual([]);
    expect(await points('to=2026-11-24')).toEqual([]);
  });

  test.each([
    ['from=2026-11-17T12:00:00Z', 'audit', '2026-11-17T12:00:00.000Z'],
    ['from=2026-11-17T11:30:00Z', 'hour', '2026-11-17T11:00:00.000Z'],
    ['from=2026-09-25T12:00:00Z', 'hour', '2026-09-25T12:00:00.000Z'],
    ['from=2026-09-25T11:00:00Z', 'day', '2026-09-25T00:00:00.000Z'],
    ['from=2023-12-01', 'day', '2023-12-01T00:00:00.000Z'],
    ['from=2026-11-24&grain=day', 'day', '2026-11-24T00:00:00.000Z'],
    ['grain=audit', 'audit', '2026-10-25T12:00:00.000Z'],
  ])('%s is answered by %s, from %s', async (query, grain, from) => {
    expect(await trendsOf(await audited({ [-60]: {} }), query)).toMatchObject({ grain, from });
  });

  test('only the figures that are asked for are read', async () => {
    const asked: unknown[] = [];
    const history = await audited({ [-60]: {} });
    const spied: History = {
      ...history,
      rollups: (owner, grain, span, figures) => {
        asked.push([owner, grain, span.from.toISOString(), span.to.toISOString(), figures]);
        return history.rollups(owner, grain, span, figures);
      },
    };
    await trendsOf(spied, 'metric=score,etcdUsed&from=2026-11-24&grain=hour&compare=week');
    expect(asked).toEqual([
      [sick.key, 'hour', '2026-11-16T12:00:00.000Z', '2026-11-24T12:00:00.000Z', ['score', 'etcdUsed']],
    ]);
  });

  test('compare=week lays the week before under it and tells the change', async () => {
    const history = await audited({
      [-7 * day - 60]: { score: 50 },
      [-7 * day]: { score: 60 },
      [-60]: { score: 80 },
      0: { score: 90 },
    });
    const { series } = await trendsOf(history, 'metric=score&from=2026-11-24T11:00:00Z&compare=week');
    const [at, to] = [minute(-60).toISOString(), minute(0).toISOString()];
    expect(series).toEqual([
      {
        metric: 'score',
        unit: 'points',
        title: 'score',
        points: [
          { at, value: 80 },
          { at: to, value: 90 },
        ],
        before: [
          { at, value: 50 },
          { at: to, value: 60 },
        ],
        change: {
          now: { at: to, value: 90 },
          weekBefore: { at: minute(-7 * day).toISOString(), value: 60 },
          difference: 30,
        },
        forecast: null,
      },
    ]);
  });

  test('a span of more than a week knows the change without being asked to compare', async () => {
    const history = await audited({ [-7 * day]: { score: 60 }, 0: { score: 90 } });
    expect((await trendsOf(history, 'metric=score')).series).toMatchObject([
      { before: null, change: { difference: 30 } },
    ]);
  });
});

describe('of the fleet', () => {
  async function swept(): Promise<History> {
    const history = memoryHistory();
    for (const [minutes, score] of [
      [-120, 70],
      [-60, 80],
    ] as const) {
      await history.openSweep(aSweep(minutes));
      await history.closeSweep(sweepId(minutes), minute(minutes + 3).toISOString(), {
        ...summary,
        figures: { score },
      });
      await rollUpFleet(history, sweepId(minutes));
    }
    await history.openSweep(aSweep(0));
    return history;
  }

  test('by sweeps that are closed', async () => {
    const history = await swept();
    expect(await jsonOf(depsWith({ history }), '/api/trends?metric=score,etcdBytes&from=2026-11-24')).toEqual(
      {
        from: '2026-11-24T00:00:00.000Z',
        to: '2026-11-24T12:00:00.000Z',
        grain: 'audit',
        series: [
          {
            metric: 'score',
            unit: 'points',
            title: 'score',
            points: [
              { at: minute(-120).toISOString(), value: 70 },
              { at: minute(-60).toISOString(), value: 80 },
            ],
            before: null,
            change: null,
            forecast: null,
          },
          {
            metric: 'etcdBytes',
            unit: 'bytes',
            title: 'size of the etcd database',
            points: [
              { at: minute(-120).toISOString(), value: null },
              { at: minute(-60).toISOString(), value: null },
            ],
            before: null,
            change: null,
            forecast: null,
          },
        ],
      },
    );
  });

  test('by days', async () => {
    const history = await swept();
    const { series } = (await jsonOf(depsWith({ history }), '/api/trends?metric=score&grain=day')) as {
      series: readonly { points: unknown }[];
    };
    expect(series[0]?.points).toEqual([{ at: '2026-11-24T00:00:00.000Z', value: 75, low: 70, high: 80 }]);
    expect(await history.rollups(fleetOwner, 'day', { from: minute(-day), to: minute(0) })).toHaveLength(1);
  });
});

describe('as CSV', () => {
  const expected = [
    '\uFEFFat,metric,unit,value,low,high,kind',
    `${minute(-120).toISOString()},score,points,83,83,83,seen`,
    `${minute(-60).toISOString()},score,points,,,,seen`,
    '',
  ].join('\r\n');
  const csv = async (query: string, asked?: Asked) =>
    ask(
      depsWith({ history: await audited({ [-120]: {}, [-60]: { score: null } }) }),
      `${path}?metric=score${query}`,
      asked,
    );

  test.each<[string, string | undefined, string]>([
    ['&format=csv', undefined, 'csv'],
    ['&format=csv', 'application/json', 'csv'],
    ['&format=json', 'text/csv', 'json'],
    ['', undefined, 'json'],
    ['', 'text/csv', 'csv'],
    ['', 'TEXT/CSV; charset=utf-8, application/json;q=0.9', 'csv'],
    ['', 'text/*', 'csv'],
    ['', 'application/json, text/csv;q=0.5', 'json'],
    ['', 'application/json, text/csv', 'json'],
    ['', '*/*', 'json'],
    ['', 'text/html,application/xhtml+xml,*/*;q=0.8', 'json'],
    ['', 'text/csv;q=0', 'json'],
    ['', 'text/csv;q=x', 'json'],
  ])('"%s" with Accept: %s is %s', async (query, accept, format) => {
    const answer = await csv(query, accept === undefined ? {} : { headers: { accept } });
    expect({
      status: answer.status,
      vary: answer.headers['vary'],
      type: answer.headers['content-type'],
    }).toEqual({
      status: 200,
      vary: 'accept',
      type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
    });
    if (format === 'csv') expect(answer.text).toBe(expected);
  });

  test('has an entity tag of its own, and is not sent again', async () => {
    const [json, table] = [await csv(''), await csv('&format=csv')];
    expect(json.headers['etag']).not.toBe(table.headers['etag']);
    const again = await csv('&format=csv', { headers: { 'if-none-match': table.headers['etag'] ?? '' } });
    expect({ status: again.status, vary: again.headers['vary'] }).toEqual({ status: 304, vary: 'accept' });
  });

  test('varies by origin as well where pages of other origins may ask', async () => {
    const cors = { origins: ['https://portal.example.com'], credentials: false };
    const deps = depsWith({ history: await audited({}), cors });
    const headers = { origin: 'https://portal.example.com' };
    expect((await ask(deps, '/api/trends', { headers })).headers).toMatchObject({
      vary: 'accept, origin',
      'access-control-allow-origin': 'https://portal.example.com',
    });
    expect((await ask(deps, '/api/clusters', { headers })).headers['vary']).toBe('origin');
  });

  test('HEAD is answered like GET', async () => {
    const { headers } = await csv('&format=csv');
    const head = await csv('&format=csv', { method: 'HEAD' });
    expect(head.headers).toEqual(headers);
  });
});

describe('movers', () => {
  const movers = '/api/trends/movers?metric=etcdBytes';

  async function twoWeeks(): Promise<History> {
    const history = memoryHistory();
    for (const [cluster, minutes, etcdBytes] of [
      [sick, -7 * day, 1000],
      [sick, 0, 4000],
      [sound, -2 * day, 500],
      [sound, 0, 500],
    ] as const) {
      const audit = anAudit(cluster, minutes, { headline: aHeadline({ etcdBytes }) });
      await history.saveAudit(audit);
      await rollUpCluster(history, audit);
    }
    await history.openSweep(aSweep(0));
    await history.closeSweep(sweepId(0), minute(3).toISOString(), summary);
    await history.openSweep(aSweep(day));
    return history;
  }

  test('compares the day of the newest closed sweep with that of some days before', async () => {
    const deps = depsWith({ history: await twoWeeks(), now: () => minute(day) });
    expect(await jsonOf(deps, movers)).toEqual({
      metric: 'etcdBytes',
      unit: 'bytes',
      title: 'size of the etcd database',
      from: '2026-11-17',
      to: '2026-11-24',
      movers: [{ key: sick.key, name: 'Prod-1', before: 1000, now: 4000, difference: 3000 }],
      unknown: 1,
    });
    expect(await jsonOf(deps, `${movers}&days=2`)).toMatchObject({
      from: '2026-11-22',
      movers: [],
      unknown: 1,
    });
  });

  test('before the first sweep everything is unknown', async () => {
    expect(await jsonOf(depsWith(), movers)).toMatchObject({
      from: '2026-11-17',
      to: '2026-11-24',
      movers: [],
    });
  });

  test.each([
    ['/api/trends/movers', 'metric', 'Expected one of score, coverage, '],
    ['/api/trends/movers?metric=score,coverage', 'metric', 'Expected one of score, coverage, '],
    [`${movers}&days=0`, 'days', 'Expected a whole number from 1 to 365.'],
    [`${movers}&limit=101`, 'limit', 'Expected a whole number from 1 to 100.'],
  ])('%s', async (path, parameter, detail) => {
    expect(await problemOf(depsWith(), path)).toMatchObject({
      status: 400,
      errors: [{ parameter, detail: expect.stringContaining(detail) as unknown }],
    });
  });
});

describe('the forecast', () => {
  /** A cluster whose etcd grows by a hundred MiB a day, from 5 GiB a fortnight ago. */
  const mib = 1024 ** 2;
  const growing = () =>
    audited(
      Object.fromEntries(
        Array.from({ length: 15 }, (_, days) => [
          (days - 14) * day,
          { etcdBytes: 5120 * mib + 100 * days * mib, etcdUsed: 0.625 + days * (100 / 8192) },
        ]),
      ),
    );

  test.each(['audit', 'day'])('says by %s when the bounds of the catalogue are reached', async (grain) => {
    const { series } = await trendsOf(
      await growing(),
      `metric=etcdBytes,etcdUsed,score,objects:jobs.batch&grain=${grain}&forecast=30`,
    );
    const [bytes, used, score, jobs] = series.map(({ forecast }) => forecast as TrendForecast);
    const bounds = (forecast?: TrendForecast) => forecast?.reaches.map(({ bound }) => bound);
    // At 6,520 MiB of 8,192: 80 % now, 90 % in 8.5 days and full in 17.
    expect(bounds(bytes)).toEqual([0.9 * 8192 * mib, 8192 * mib]);
    expect(bounds(used)).toEqual([0.9, 1]);
    const days = (Date.parse(bytes?.reaches[0]?.at ?? '') - minute(0).getTime()) / (day * 60_000);
    expect(days).toBeGreaterThan(8);
    expect(days).toBeLessThan(9);
    expect([score?.grows, jobs?.grows]).toEqual([false, false]);
    expect(bytes?.points.at(-1)?.at.slice(0, 10)).toBe('2026-12-24');
  });

  test('of a span in the past is what would have been said then', async () => {
    const { series } = await trendsOf(
      await growing(),
      'metric=etcdBytes&grain=audit&from=2026-11-10&to=2026-11-18T12:00:00Z&forecast=3',
    );
    const forecast = series[0]?.forecast as TrendForecast;
    expect(forecast.points[0]?.at.slice(0, 10)).toBe('2026-11-18');
    expect(forecast.samples).toBe(9);
  });

  test('is none, with the reason, where too little was seen', async () => {
    expect(
      (await trendsOf(await audited({ 0: {} }), 'metric=score&forecast=30')).series[0]?.forecast,
    ).toEqual({
      kind: 'none',
      why: 'There are 1 sample, and a forecast needs 5.',
    });
  });

  test('as CSV has a row for each point with its band', async () => {
    const { text } = await ask(
      depsWith({ history: await growing() }),
      `${path}?metric=etcdBytes&grain=audit&from=2026-11-10&forecast=2&compare=week&format=csv`,
    );
    const kinds = Map.groupBy(text.trim().split('\r\n').slice(1), (row) => row.split(',').at(-1));
    expect([...kinds.keys()]).toEqual(['seen', 'weekBefore', 'forecast']);
    expect(kinds.get('seen')).toHaveLength(15);
    for (const row of kinds.get('forecast') ?? [])
      expect(row).toMatch(/^2026-11-2[4-6]T[\d:.]+Z,etcdBytes,bytes(?:,\d+(?:\.\d+)?){3},forecast$/);
  });

  test('a sum over the fleet has no bounds, the fullest etcd of the fleet has those of any', () => {
    expect(boundsAhead(checks, fleetOwner, 'etcdBytes')).toEqual([]);
    expect(boundsAhead(checks, fleetOwner, 'objects:pods')).toEqual([]);
    expect(boundsAhead(checks, fleetOwner, 'etcdUsed')).toEqual([0.5, 0.75, 0.9, 1]);
    expect(boundsAhead(checks, sick.key, 'objects:pods')).toEqual([10_000, 150_000]);
    expect(boundsAhead(checks, sick.key, 'objects:events')).toEqual([10_000, 1_000_000]);
    expect(boundsAhead(checks, sick.key, 'score')).toEqual([]);
  });
});
