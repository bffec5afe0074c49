import { expect, test } from 'vitest';
import { highEtcdMemory } from '../../../src/checks/etcd/high-etcd-memory.ts';
import type { MetricSeries } from '../../../src/evidence/platform-metrics.ts';
import { lowerEtcdMemory } from '../../../src/remediation/load.ts';
import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { ago, briefly, verdictOn } from '../../support/evidence.ts';

const metric = 'etcd_memory_usage_percentage';

function memory(levels: readonly (number | null)[], partition: string | null = null): MetricSeries {
  return series(metric, levels, partition);
}

function on(...given: readonly MetricSeries[]) {
  return verdictOn(highEtcdMemory, { platformMetrics: platformMetrics(...given) });
}

test('memory over 80 % for 15 minutes is high', () => {
  expect(on(memory([40, 84, 88, 86]))).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'EtcdDatabase', name: 'etcd-0' },
        summary:
          'The memory of the etcd partition etcd-0 is over 80 % of its limit for 15 min, up to 88 %; expected is at most 80 %.',
        observed: { text: 'over 80 % of its limit for 15 min, up to 88 %', value: 0.88, unit: 'ratio' },
        threshold: {
          value: 0.8,
          unit: 'ratio',
          source:
            'https://learn.microsoft.com/en-us/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd',
        },
        since: ago(900),
        excerpts: [
          { label: metric, value: '80 % to 88 %, maximum of 5 min' },
          { label: 'From, to', value: `${ago(900)}, ${ago(0)}` },
          { label: 'Partition', value: 'not told apart, the highest of all' },
        ],
        remediation: lowerEtcdMemory(),
      },
    ],
  });
});

test.each([
  ['at the bound', [40, 80, 80, 80], 'pass'],
  ['just over it', [40, 80.1, 80.1, 80.1], ['high etcd-0']],
  ['for ten minutes only', [40, 99, 99, 40], 'pass'],
  ['with a pause', [40, 85, 85, 40, 85, 85], 'pass'],
  ['at the worse bound', [40, 95, 95, 95], ['high etcd-0']],
  ['over the worse bound', [40, 95.1, 95.1, 95.1], ['critical etcd-0']],
  [
    'over the worse bound, shorter than over the milder',
    [96, 96, 96, 85, 85, 85, 85, 85, 40],
    ['critical etcd-0'],
  ],
])('memory %s', (_, levels, expected) => {
  expect(briefly(on(memory(levels)))).toEqual(expected);
});

test('each partition is judged by itself', () => {
  const verdict = on(memory([85], 'etcd-0'), memory([40], 'etcd-1'), memory([97], 'etcd-2'));

  expect(verdict).toMatchObject({ inspected: 3 });
  expect(briefly(verdict)).toEqual(['high etcd-0', 'critical etcd-2']);
});

test('one partition has the name that it has when it is not told apart', () => {
  expect(briefly(on(memory([85], 'main')))).toEqual(['high etcd-0']);
});

test('the Maximum counts, because an average would mix partitions', () => {
  // The average of this series is 76.5 %.
  expect(briefly(on(memory([85])))).toEqual(['high etcd-0']);
});

test('no metric is unknown, never enough memory', () => {
  const metrics = platformMetrics();

  expect(
    verdictOn(highEtcdMemory, {
      platformMetrics: { ...metrics, series: metrics.series.filter((one) => one.metric !== metric) },
    }),
  ).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'Azure Monitor has too few values of etcd_memory_usage_percentage to tell.',
    remedy:
      'The next sweep asks again; if it stays so, look at these metrics of the cluster in the Azure portal.',
  });
});

test('a partition with gaps keeps the others from passing, and a finding says so', () => {
  const gaps = memory([40, null, null, null], 'etcd-1');

  expect(on(memory([40], 'etcd-0'), gaps)).toMatchObject({ outcome: 'unknown', reason: 'notCollected' });
  expect(on(memory([85], 'etcd-0'), gaps)).toMatchObject({
    outcome: 'fail',
    unseen: { reason: 'notCollected' },
  });
});

test('a window shorter than the time is unknown', () => {
  const metrics = platformMetrics(memory([20]));
  const short = { ...metrics, from: ago(120), series: metrics.series.map(newest) };

  expect(verdictOn(highEtcdMemory, { platformMetrics: short })).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'The window covers only 2 min, and nothing under 15 min is judged.',
    remedy: 'The next scheduled sweep covers more.',
  });
});

function newest(one: MetricSeries): MetricSeries {
  return { ...one, points: one.points.slice(-1) };
}
