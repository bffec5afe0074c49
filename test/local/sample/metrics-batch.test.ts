import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterIdOf } from '../../../local/sample/azure-side.ts';
import { subscriptions } from '../../../local/sample/estate.ts';
import { etcdRising } from '../../../local/sample/stories/etcd-rising.ts';
import { guarded } from '../../../local/sample/stories/guarded.ts';
import { relisting } from '../../../local/sample/stories/relisting.ts';
import { startSampleAzure } from '../../support/sample-azure.ts';
import type { SampleAzure } from '../../support/sample-azure.ts';
import { about, anyOf, matching } from '../../support/matchers.ts';

let sample: SampleAzure;
beforeAll(async () => {
  sample = await startSampleAzure();
});
afterAll(() => sample.stop());

const usual = {
  metricnames: 'etcd_database_usage_percentage',
  metricnamespace: 'Microsoft.ContainerService/managedClusters',
  starttime: '2026-11-24T03:30:00Z',
  endtime: '2026-11-24T03:40:00Z',
  interval: 'PT5M',
  aggregation: 'Average,Maximum',
  'api-version': '2024-02-01',
};

function ask(asked: Readonly<Record<string, string>>, resourceids: readonly string[], region = 'westeurope') {
  const query = new URLSearchParams({ ...usual, ...asked });
  const path = `/${region}/subscriptions/${subscriptions.platform.id}/metrics:getBatch?${query.toString()}`;
  return sample.ask(`${sample.azure.urls.metrics}${path}`, { body: { resourceids } });
}

test('one series for each cluster and metric, in grains of the interval', async () => {
  const { status, body } = await ask({}, [clusterIdOf(etcdRising).toLowerCase()]);
  expect(status).toBe(200);
  expect(body).toEqual({
    values: [
      {
        starttime: usual.starttime,
        endtime: usual.endtime,
        interval: 'PT5M',
        namespace: 'Microsoft.ContainerService/managedClusters',
        resourceregion: 'westeurope',
        resourceid: clusterIdOf(etcdRising),
        value: [
          {
            id: `${clusterIdOf(etcdRising)}/providers/Microsoft.Insights/metrics/etcd_database_usage_percentage`,
            type: 'Microsoft.Insights/metrics',
            name: {
              value: 'etcd_database_usage_percentage',
              localizedValue: 'etcd_database_usage_percentage',
            },
            displayDescription: 'etcd_database_usage_percentage',
            unit: 'Percent',
            timeseries: [
              {
                metadatavalues: [],
                data: [
                  {
                    timeStamp: '2026-11-24T03:30:00Z',
                    average: about(71.3),
                    maximum: about(71.3),
                  },
                  {
                    timeStamp: '2026-11-24T03:35:00Z',
                    average: about(71.3),
                    maximum: about(71.3),
                  },
                ],
              },
            ],
            errorCode: 'Success',
          },
        ],
      },
    ],
  });
});

test('the same question has the same answer', async () => {
  const [first, second] = [
    await ask({}, [clusterIdOf(etcdRising)]),
    await ask({}, [clusterIdOf(etcdRising)]),
  ];
  expect(first.body).toEqual(second.body);
});

test('a filter splits etcd by partition', async () => {
  const { body } = await ask({ filter: "partition eq '*'", aggregation: 'Maximum' }, [
    clusterIdOf(etcdRising),
  ]);
  const partition = { value: 'partition', localizedValue: 'partition' };
  expect(body).toMatchObject({
    values: [
      {
        value: [
          {
            timeseries: [
              { metadatavalues: [{ name: partition, value: 'etcd-0' }], data: [{}, {}] },
              { metadatavalues: [{ name: partition, value: 'etcd-1' }], data: [{}, {}] },
            ],
          },
        ],
      },
    ],
  });
  expect(JSON.stringify(body)).not.toContain('average');
});

test('a grain that is not over is not there, and an aggregation that a metric lacks is left out', async () => {
  const { body } = await ask(
    {
      metricnames: 'apiserver_current_inflight_requests',
      starttime: '2026-11-24T03:50:00Z',
      endtime: '2026-11-24T04:10:00Z',
    },
    [clusterIdOf(relisting)],
  );
  expect(body).toMatchObject({
    values: [
      {
        value: [
          {
            unit: 'Count',
            timeseries: [
              {
                data: [
                  { timeStamp: '2026-11-24T03:50:00Z', average: anyOf(Number) },
                  { timeStamp: '2026-11-24T03:55:00Z', average: anyOf(Number) },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
  expect(JSON.stringify(body)).not.toContain('maximum');
  expect(JSON.stringify(body)).not.toContain('04:0');
});

test.each([
  ['51 clusters', {}, Array.from({ length: 51 }, () => clusterIdOf(etcdRising)), /1 to 50 resource ids/],
  ['no cluster', {}, [], /1 to 50 resource ids/],
  ['a cluster of another subscription and region', {}, [clusterIdOf(guarded)], /is not in the subscription/],
  [
    'an unknown metric',
    { metricnames: 'etcd_size' },
    [clusterIdOf(etcdRising)],
    /Failed to find metric configuration.*metric: etcd_size, Valid metrics: apiserver_cpu_usage_percentage/,
  ],
  [
    'a split that one of the metrics does not have',
    {
      metricnames: 'etcd_database_usage_percentage,apiserver_cpu_usage_percentage',
      filter: "partition eq '*'",
    },
    [clusterIdOf(etcdRising)],
    /Metric: apiserver_cpu_usage_percentage does not support requested dimension combination: partition/,
  ],
])('%s: 400', async (_, asked, ids, message) => {
  expect(await ask(asked, ids)).toMatchObject({
    status: 400,
    body: { error: { code: 'BadRequest', message: matching(message) } },
  });
});
