import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createMetricBatches } from '../../src/azure/metric-batch.ts';
import { type MeasuredCluster, gatherPlatformMetrics } from '../../src/azure/platform-metrics.ts';
import { platformMetricNames } from '../../src/evidence/platform-metrics.ts';
import { type AskedOf, type FakeAzure, type Reply, patient, startAzure } from './fake-azure.ts';
import { clusterId, payments, platform } from './wire.ts';

const window = () => ({
  from: new Date('2026-11-23T11:00:00Z'),
  to: new Date('2026-11-23T12:00:00Z'),
  signal: patient(),
  now: () => new Date('2026-11-23T12:00:01Z'),
  split: true,
});
const clusterIn = (name: string, location = 'westeurope', subscriptionId = payments): MeasuredCluster => ({
  resourceId: clusterId(name, subscriptionId),
  subscriptionId,
  location,
});
const gather = (azure: FakeAzure, clusters: readonly MeasuredCluster[]) =>
  gatherPlatformMetrics(createMetricBatches(azure.connection), clusters, window());
const one = async (reply: (asked: AskedOf) => Reply, name = 'aks-1') => {
  const azure = await startAzure(reply);
  const metrics = await gather(azure, [clusterIn(name)]);
  return { gathered: metrics.get(clusterId(name).toLowerCase()), azure };
};

describe('the first call', () => {
  test('has all six metrics, ids in lower case, and no filter', async () => {
    const { azure } = await one(quiet);
    const [asked] = azure.asked;
    expect(asked).toMatchObject({
      method: 'POST',
      host: 'westeurope.metrics.monitor.azure.com',
      headers: { authorization: 'Bearer token for https://metrics.monitor.azure.com/.default' },
      body: { resourceids: [clusterId('aks-1').toLowerCase()] },
    });
    const url = new URL(asked?.path ?? '', 'https://x');
    expect(url.pathname).toBe(`/subscriptions/${payments}/metrics:getBatch`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      starttime: '2026-11-23T11:00:00.000Z',
      endtime: '2026-11-23T12:00:00.000Z',
      interval: 'PT5M',
      metricnamespace: 'Microsoft.ContainerService/managedClusters',
      metricnames: platformMetricNames.join(','),
      aggregation: 'Average,Maximum',
      'api-version': '2024-02-01',
    });
    expect(azure.asked).toHaveLength(1);
  });

  test('takes 50 clusters of one subscription and region', async () => {
    const azure = await startAzure(quiet);
    const clusters = [
      ...Array.from({ length: 101 }, (_, index) => clusterIn(`aks-${index}`)),
      clusterIn('aks-0', 'West Europe'),
      clusterIn('aks-kr', 'koreacentral'),
      clusterIn('aks-p', 'westeurope', platform),
    ];
    const metrics = await gather(azure, clusters);
    expect(metrics.size).toBe(103);
    expect([...metrics.values()].every(({ ok }) => ok)).toBe(true);
    const calls = azure.asked.map(
      ({ host, path, body }) => `${host.split('.')[0]} ${path.split('/')[2]} ${idsIn(body).length}`,
    );
    expect(calls.sort()).toEqual(
      [
        `westeurope ${payments} 50`,
        `westeurope ${payments} 50`,
        `westeurope ${payments} 1`,
        `koreacentral ${payments} 1`,
        `westeurope ${platform} 1`,
      ].sort(),
    );
  });

  test('gives series with their gaps', async () => {
    const { gathered } = await one(({ body }) =>
      answer(body, [
        metric('apiserver_cpu_usage_percentage', [[], [12.5, 30], [null, null]]),
        metric('apiserver_current_inflight_requests', [[7, null]]),
        metric('something_new', [[1, 1]]),
      ]),
    );
    expect(gathered).toEqual({
      ok: true,
      at: '2026-11-23T12:00:01.000Z',
      value: {
        from: '2026-11-23T11:00:00.000Z',
        to: '2026-11-23T12:00:00.000Z',
        grainSeconds: 300,
        series: [
          {
            metric: 'apiserver_cpu_usage_percentage',
            dimension: null,
            points: [
              { at: '2026-11-23T11:00:00.000Z', average: null, maximum: null },
              { at: '2026-11-23T11:05:00.000Z', average: 12.5, maximum: 30 },
              { at: '2026-11-23T11:10:00.000Z', average: null, maximum: null },
            ],
          },
          {
            metric: 'apiserver_current_inflight_requests',
            dimension: null,
            points: [{ at: '2026-11-23T11:00:00.000Z', average: 7, maximum: null }],
          },
        ],
      },
    });
  });
});

describe('the second call', () => {
  const split = (name: string, parts: Readonly<Record<string, number>>, dimension: string): object => ({
    ...metric(name, []),
    timeseries: Object.entries(parts).map(([value, level]) => ({
      metadatavalues: [{ name: { value: dimension, localizedValue: dimension }, value }],
      data: [{ timeStamp: '2026-11-23T11:00:00Z', average: level, maximum: level }],
    })),
  });
  const etcd = (level: number): object[] => [
    metric('etcd_database_usage_percentage', [[level - 10, level]]),
    metric('etcd_memory_usage_percentage', [[10, 10]]),
    metric('apiserver_cpu_usage_percentage', [[10, 10]]),
  ];

  test('names the etcd partition of a cluster that is half full, and of no other', async () => {
    const azure = await startAzure(({ body, path }) =>
      filterIn(path) === null
        ? answer(body, (id) => etcd(id.endsWith('aks-full') ? 70 : 49))
        : answer(body, [split('etcd_database_usage_percentage', { events: 4, main: 70 }, 'partition')]),
    );
    const metrics = await gather(azure, [clusterIn('aks-full'), clusterIn('aks-calm')]);
    expect(azure.asked.map(({ path, body }) => [filterIn(path), idsIn(body).length])).toEqual([
      [null, 2],
      ["partition eq '*'", 1],
    ]);
    const names = (name: string): unknown => {
      const gathered = metrics.get(clusterId(name).toLowerCase());
      return gathered?.ok
        ? gathered.value.series.map(({ metric, dimension, points }) => [
            metric,
            dimension,
            points[0]?.maximum,
          ])
        : gathered;
    };
    expect(names('aks-full')).toEqual([
      ['apiserver_cpu_usage_percentage', null, 10],
      ['etcd_memory_usage_percentage', null, 10],
      ['etcd_database_usage_percentage', 'events', 4],
      ['etcd_database_usage_percentage', 'main', 70],
    ]);
    expect(names('aks-calm')).toEqual([
      ['apiserver_cpu_usage_percentage', null, 10],
      ['etcd_memory_usage_percentage', null, 10],
      ['etcd_database_usage_percentage', null, 49],
    ]);
  });

  test('tells reads from writes in flight when the API server is busy', async () => {
    const { gathered } = await one(({ body, path }) =>
      filterIn(path) === "requestKind eq '*'"
        ? answer(body, [
            split('apiserver_current_inflight_requests', { mutating: 5, readOnly: 300 }, 'requestKind'),
          ])
        : answer(body, [
            metric('apiserver_memory_usage_percentage', [[60, 85]]),
            metric('apiserver_current_inflight_requests', [[152, null]]),
          ]),
    );
    expect(gathered).toMatchObject({
      value: {
        series: [
          { metric: 'apiserver_memory_usage_percentage', dimension: null },
          { metric: 'apiserver_current_inflight_requests', dimension: 'mutating' },
          { metric: 'apiserver_current_inflight_requests', dimension: 'readOnly' },
        ],
      },
    });
  });

  test('when it fails, the first answer stands', async () => {
    const { gathered } = await one(({ body, path }) =>
      filterIn(path) === null ? answer(body, etcd(70)) : { status: 403, body: {} },
    );
    expect(gathered).toMatchObject({
      ok: true,
      value: {
        series: [
          {},
          {},
          { metric: 'etcd_database_usage_percentage', dimension: null, points: [{ maximum: 70 }] },
        ],
      },
    });
  });
});

describe('what cannot be seen is said', () => {
  test('403: the role is needed on the subscription', async () => {
    const { gathered } = await one(() => ({
      status: 403,
      body: { error: { code: 'Forbidden', message: 'no.' } },
    }));
    expect(gathered).toEqual({
      ok: false,
      reason: 'forbidden',
      detail: 'The auditor may not read the platform metrics of clusters in westeurope (403): no.',
      remedy: `Assign the role Monitoring Reader to the identity of the auditor at /subscriptions/${payments}.`,
    });
  });

  test('no figure at all', async () => {
    const { gathered } = await one(({ body }) =>
      answer(body, [metric('etcd_cpu_usage_percentage', [[null, null]])]),
    );
    expect(gathered).toEqual({
      ok: false,
      reason: 'notCollected',
      detail: 'Azure Monitor has no platform metric of the cluster aks-1 in the window.',
      remedy:
        'New and stopped clusters have none; if it runs for an hour and has none, look at Azure Service Health.',
    });
  });

  test.each([
    ['a cluster that the answer leaves out', () => ({ body: { values: [] } }), 'notCollected'],
    ['a cluster without values', ({ body }: AskedOf) => answer(body, () => null), 'notCollected'],
    ['an answer that is none', () => ({ body: 'Welcome' }), 'invalid'],
    ['an answer without a body', () => ({}), 'invalid'],
    ['throttling', () => ({ status: 429 }), 'throttled'],
    ['a failing service', () => ({ status: 500 }), 'unreachable'],
  ])('%s', async (_, reply: (asked: AskedOf) => Reply, reason) => {
    expect((await one(reply)).gathered).toMatchObject({ ok: false, reason });
  });

  test('an error of every metric inside a 200', async () => {
    const failed = {
      ...metric('etcd_cpu_usage_percentage', []),
      errorCode: 'InternalError',
      errorMessage: 'Backend is down.',
    };
    const { gathered } = await one(({ body }) => answer(body, [failed]));
    expect(gathered).toMatchObject({
      ok: false,
      reason: 'invalid',
      detail: 'Azure Monitor cannot give the platform metrics of the cluster aks-1: Backend is down.',
    });
  });

  test('an error of one metric inside a 200 leaves the others', async () => {
    const failed = {
      ...metric('etcd_cpu_usage_percentage', []),
      errorCode: 'InternalError',
      errorMessage: 'Backend is down.',
    };
    const { gathered } = await one(({ body }) =>
      answer(body, [failed, metric('apiserver_cpu_usage_percentage', [[1, 2]])]),
    );
    expect(gathered).toMatchObject({
      ok: true,
      value: { series: [{ metric: 'apiserver_cpu_usage_percentage' }] },
    });
  });

  test('one cluster that spoils the call does not hide the others', async () => {
    const azure = await startAzure(({ body }) => {
      const gone = idsIn(body).find((id) => id.endsWith('aks-gone'));
      return gone === undefined
        ? quiet({ body })
        : {
            status: 400,
            body: { error: { code: 'BadRequest', message: `Resource ${gone.toUpperCase()} not found.` } },
          };
    });
    const metrics = await gather(
      azure,
      ['aks-1', 'aks-gone', 'aks-2'].map((name) => clusterIn(name)),
    );
    expect([...metrics].map(([id, { ok }]) => [id.split('/').at(-1), ok])).toEqual([
      ['aks-1', true],
      ['aks-gone', false],
      ['aks-2', true],
    ]);
    expect(azure.asked).toHaveLength(2);
  });

  test('a metric that a cloud does not have yet is left out', async () => {
    const { gathered, azure } = await one((asked) => {
      const names = new URL(asked.path, 'https://x').searchParams.get('metricnames') ?? '';
      return names.includes('apiserver_current_inflight_requests')
        ? {
            status: 400,
            body: {
              code: 'BadRequest',
              message:
                'Failed to find metric configuration for provider: Microsoft.ContainerService, resource Type: managedClusters, metric: apiserver_current_inflight_requests, Valid metrics: apiserver_cpu_usage_percentage,apiserver_memory_usage_percentage,node_cpu_usage_percentage',
            },
          }
        : answer(asked.body, [metric('apiserver_cpu_usage_percentage', [[1, 2]])]);
    });
    expect(gathered).toMatchObject({ ok: true });
    expect(new URL(azure.asked[1]?.path ?? '', 'https://x').searchParams.get('metricnames')).toBe(
      'apiserver_cpu_usage_percentage,apiserver_memory_usage_percentage',
    );
  });

  test('a region that is none is asked for nowhere', async () => {
    const azure = await startAzure(quiet);
    const metrics = await gather(azure, [clusterIn('aks-1', 'evil.example/')]);
    expect([...metrics.values()]).toMatchObject([{ ok: false, reason: 'invalid' }]);
    expect(azure.asked).toEqual([]);
  });
});

function quiet({ body }: Pick<AskedOf, 'body'>): Reply {
  return answer(body, [metric('apiserver_cpu_usage_percentage', [[1, 2]])]);
}

function answer(
  body: unknown,
  values: readonly object[] | ((id: string) => readonly object[] | null),
): Reply {
  return {
    body: {
      values: idsIn(body).map((id) => ({
        starttime: '2026-11-23T11:00:00Z',
        endtime: '2026-11-23T12:00:00Z',
        interval: 'PT5M',
        namespace: 'Microsoft.ContainerService/managedClusters',
        resourceregion: 'westeurope',
        // The service gives ids in the casing of their creation.
        resourceid: id.replace('managedclusters', 'managedClusters'),
        value: typeof values === 'function' ? values(id) : values,
      })),
    },
  };
}

/** Average and maximum of each grain. */
function metric(name: string, points: readonly (readonly (number | null)[])[]): object {
  return {
    id: `/subscriptions/…/providers/Microsoft.Insights/metrics/${name}`,
    type: 'Microsoft.Insights/metrics',
    name: { value: name, localizedValue: name },
    displayDescription: name,
    unit: 'Percent',
    timeseries: [
      {
        metadatavalues: [],
        data: points.map(([average, maximum], index) => ({
          timeStamp: new Date(Date.parse('2026-11-23T11:00:00Z') + index * 300_000).toISOString(),
          ...(average === undefined || average === null ? {} : { average }),
          ...(maximum === undefined || maximum === null ? {} : { maximum }),
        })),
      },
    ],
    errorCode: 'Success',
  };
}

function idsIn(body: unknown): readonly string[] {
  return z.object({ resourceids: z.array(z.string()) }).parse(body).resourceids;
}

function filterIn(path: string): string | null {
  return new URL(path, 'https://x').searchParams.get('filter');
}
