import { expect, test } from 'vitest';
import { largeEtcdDatabase } from '../../../src/checks/etcd/large-etcd-database.ts';
import type { ApiMetrics, EtcdDatabase } from '../../../src/evidence/api-metrics.ts';
import type { MetricSeries } from '../../../src/evidence/platform-metrics.ts';
import type { Gathered, Missing } from '../../../src/model.ts';
import { databaseCleanup } from '../../../src/remediation/etcd.ts';
import { platformMetrics, series } from '../../support/azure-evidence.ts';
import {
  apiMetrics,
  briefly,
  findingsIn,
  forbidden,
  gathered,
  objects,
  verdictOn,
} from '../../support/evidence.ts';

const gib = 1024 ** 3;

/** A cluster that is known from a kubeconfig. */
const notInAzure: Missing = {
  ok: false,
  reason: 'notCollected',
  detail: 'The cluster is not known from Azure.',
  remedy: 'Discover it in Azure.',
};

function on(metrics: ApiMetrics, bounds?: Readonly<Record<string, number>>) {
  return verdictOn(largeEtcdDatabase, { apiMetrics: gathered(metrics), platformMetrics: notInAzure }, bounds);
}

/** What Azure measures, per cent of the quota, with or without access to the cluster. */
function inAzure(usage: readonly MetricSeries[], metrics: Gathered<ApiMetrics> = forbidden) {
  return verdictOn(largeEtcdDatabase, {
    apiMetrics: metrics,
    platformMetrics: gathered(platformMetrics(...usage)),
  });
}

function usage(percent: number | null, partition: string | null = null): MetricSeries {
  return series('etcd_database_usage_percentage', [percent], partition);
}

function databases(first: EtcdDatabase, ...rest: readonly EtcdDatabase[]) {
  return apiMetrics({ etcd: { metric: 'apiserver_storage_size_bytes', databases: [first, ...rest] } });
}

test('a database over 75 % of its quota is high, and says what fills it', () => {
  const metrics = apiMetrics({
    etcd: { metric: 'apiserver_storage_size_bytes', databases: [{ name: 'etcd-0', bytes: 6.5 * gib }] },
    objects: objects(
      { 'jobs.batch': 200_000, secrets: 12_000 },
      { estimatedBytes: { 'jobs.batch': 3 * gib, secrets: 0.5 * gib } },
    ),
  });
  const verdict = on(metrics);

  expect(verdict).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'EtcdDatabase', name: 'etcd-0' },
        summary:
          'The etcd database etcd-0 has 6.5 GiB, 81 % of the quota of 8 GiB; expected is at most 6 GiB.',
        observed: { text: '6.5 GiB, 81 % of the quota of 8 GiB', value: 6.5 * gib, unit: 'bytes' },
        threshold: {
          value: 6 * gib,
          unit: 'bytes',
          source: 'https://github.com/etcd-io/etcd/blob/main/contrib/mixin/alerts/alerts.libsonnet',
        },
        culprit: { kind: 'object', name: 'jobs.batch' },
        excerpts: [
          { label: 'apiserver_storage_size_bytes', value: '6,979,321,856 bytes' },
          { label: 'jobs.batch', value: 'about 3 GiB' },
          { label: 'secrets', value: 'about 512 MiB' },
        ],
        remediation: {
          summary:
            'Delete what is not needed and stop what keeps creating it; once the quota is reached the API server refuses every write.',
          steps: [
            {
              text: 'Start with the kinds that hold most: jobs.batch and secrets.',
              command: String.raw`kubectl get --raw /metrics | grep -E '^apiserver_(storage_objects|resource_objects|resource_size_estimate_bytes)\{' | sort -t' ' -k2 -gr | head -20`,
            },
            {
              text: 'Clean up finished Jobs, failed pods, old Helm revisions and reports, and give their creators a time to live; the finding on object counts has the commands per kind.',
            },
            {
              text: 'Do not expect the figure to fall at once: it is the size of the file, which reuses freed pages and shrinks only when AKS defragments it. If it stays high with few objects, ask Azure support for a defragmentation.',
            },
          ],
          learnMore:
            'https://learn.microsoft.com/en-us/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd',
        },
      },
    ],
  });
});

test.each([
  [2 * gib, 'pass'],
  [2 * gib + 1, ['medium etcd-0']],
  [4 * gib + 1, ['medium etcd-0']],
  [6 * gib, ['medium etcd-0']],
  [6 * gib + 1, ['high etcd-0']],
  [7.2 * gib + 1, ['critical etcd-0']],
  [9 * gib, ['critical etcd-0']],
])('a database of %d bytes under a quota of 8 GiB', (bytes, expected) => {
  expect(briefly(on(databases({ name: 'etcd-0', bytes })))).toEqual(expected);
});

test('each database is judged by itself and they are never added up', () => {
  const each = { bytes: 1.5 * gib };
  const metrics = databases(
    { name: 'etcd-0', ...each },
    { name: 'etcd-1', ...each },
    { name: 'etcd-2', ...each },
  );

  expect(on(metrics)).toEqual({ outcome: 'pass', inspected: 3 });
});

test('one large database among small ones is the only finding', () => {
  const metrics = databases({ name: 'etcd-0', bytes: gib }, { name: 'etcd-1', bytes: 5 * gib });

  expect(briefly(on(metrics))).toEqual(['medium etcd-1']);
});

test('kinds are not blamed for a database that they may not be in', () => {
  const metrics = databases({ name: 'etcd-0', bytes: gib }, { name: 'etcd-1', bytes: 5 * gib });
  const [finding] = findingsIn(on(metrics));

  expect(finding?.culprit).toBeUndefined();
  expect(finding?.excerpts).toEqual([
    { label: 'apiserver_storage_size_bytes', value: '5,368,709,120 bytes' },
  ]);
});

test('the quota in force is the one that the bounds say', () => {
  const metrics = databases({ name: 'etcd-0', bytes: 1.9 * gib });

  expect(briefly(on(metrics, { quota: 2 * gib }))).toEqual(['critical etcd-0']);
});

test('no readable size is unknown, never a small database', () => {
  expect(on(apiMetrics({ etcd: null }))).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'The API server shows no readable size of etcd on /metrics. The cluster is not known from Azure.',
    remedy:
      'Audit again; if it stays so, look at the etcd database usage among the platform metrics in the Azure portal. Discover it in Azure.',
  });
});

test('without the main database the small others are no all-clear', () => {
  const verdict = on(databases({ name: 'etcd-1', bytes: gib }));

  expect(verdict).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'The size of the main database etcd-0 is missing from /metrics.',
    remedy: 'Audit again: the API server leaves it out when etcd does not answer within a second.',
  });
});

test('a finding on another database says that the main one was not seen', () => {
  expect(on(databases({ name: 'etcd-1', bytes: 3 * gib }))).toMatchObject({
    outcome: 'fail',
    unseen: { reason: 'notCollected' },
  });
});

test('older metrics do not name the main database', () => {
  const metrics = apiMetrics({
    etcd: {
      metric: 'apiserver_storage_db_total_size_in_bytes',
      databases: [{ name: 'https://etcd:2379', bytes: gib }],
    },
  });

  expect(on(metrics)).toEqual({ outcome: 'pass', inspected: 1 });
});

test('a private cluster is judged by the percentage of Azure alone', () => {
  expect(inAzure([usage(81)])).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'EtcdDatabase', name: 'etcd-0' },
        summary:
          'The etcd database etcd-0 has filled 81 % of its quota; expected is at most 75 % of its quota.',
        observed: { text: 'filled 81 % of its quota', value: 0.81, unit: 'ratio' },
        threshold: {
          value: 0.75,
          unit: 'ratio',
          source: 'https://github.com/etcd-io/etcd/blob/main/contrib/mixin/alerts/alerts.libsonnet',
        },
        excerpts: [{ label: 'etcd_database_usage_percentage', value: '81 %' }],
        remediation: databaseCleanup({ main: true, largest: [] }),
      },
    ],
  });
});

test.each([
  [50, 'pass'],
  [50.1, ['medium etcd-0']],
  [75, ['medium etcd-0']],
  [75.1, ['high etcd-0']],
  [90, ['high etcd-0']],
  [90.1, ['critical etcd-0']],
])('a database that has filled %d %% of its quota', (percent, expected) => {
  expect(briefly(inAzure([usage(percent)]))).toEqual(expected);
});

test('with both, the percentage decides and the size is an excerpt', () => {
  const size = apiMetrics({
    etcd: { metric: 'apiserver_storage_size_bytes', databases: [{ name: 'etcd-0', bytes: 3.9 * gib }] },
    objects: null,
  });

  expect(findingsIn(inAzure([usage(97.5)], gathered(size)))).toEqual([
    {
      severity: 'critical',
      confidence: 'measured',
      resource: { kind: 'EtcdDatabase', name: 'etcd-0' },
      summary:
        'The etcd database etcd-0 has 3.9 GiB, 98 % of its quota; expected is at most 90 % of its quota.',
      observed: { text: '3.9 GiB, 98 % of its quota', value: 0.975, unit: 'ratio' },
      threshold: {
        value: 0.9,
        unit: 'ratio',
        source: 'https://github.com/etcd-io/etcd/blob/main/contrib/mixin/alerts/alerts.libsonnet',
      },
      excerpts: [
        { label: 'etcd_database_usage_percentage', value: '98 %' },
        { label: 'apiserver_storage_size_bytes', value: '4,187,593,114 bytes' },
      ],
    },
  ]);
});

test('the supposed quota is not asked when Azure knows the real one', () => {
  const size = gathered(databases({ name: 'etcd-0', bytes: 7.9 * gib }));

  expect(findingsIn(inAzure([usage(45)], size))).toMatchObject([
    {
      severity: 'medium',
      observed: { text: '7.9 GiB, 45 % of its quota', unit: 'bytes' },
      threshold: { value: 2 * gib, unit: 'bytes' },
    },
  ]);
});

test('partitions are told apart, each with the file of its name', () => {
  const size = gathered(databases({ name: 'etcd-0', bytes: gib }, { name: 'etcd-1', bytes: 7 * gib }));
  const verdict = inAzure([usage(13, 'etcd-0'), usage(88, 'etcd-1')], size);

  expect(verdict).toMatchObject({ outcome: 'fail', inspected: 2 });
  expect(findingsIn(verdict)).toMatchObject([
    { severity: 'high', resource: { name: 'etcd-1' }, observed: { text: '7 GiB, 88 % of its quota' } },
  ]);
});

test('a percentage that is not told apart is that of the largest file', () => {
  const size = gathered(databases({ name: 'etcd-0', bytes: gib }, { name: 'etcd-1', bytes: 4 * gib }));

  expect(briefly(inAzure([usage(55)], size))).toEqual(['medium etcd-1']);
  expect(inAzure([usage(12)], gathered(databases({ name: 'etcd-0', bytes: gib })))).toEqual({
    outcome: 'pass',
    inspected: 1,
  });
});

test('one database is not reported twice under two names', () => {
  const size = gathered(databases({ name: 'etcd-0', bytes: gib }, { name: 'etcd-1', bytes: 7 * gib }));

  expect(briefly(inAzure([usage(13, 'main'), usage(88, 'events')], size))).toEqual(['high events']);
});

test('the highest value of the window counts, and gaps do not', () => {
  const filled = series('etcd_database_usage_percentage', [40, 91, null, null]);

  expect(briefly(inAzure([filled]))).toEqual(['critical etcd-0']);
});

test('a main database that /metrics leaves out is seen by Azure', () => {
  const size = gathered(databases({ name: 'etcd-1', bytes: gib }));

  expect(inAzure([usage(20)], size)).toEqual({ outcome: 'pass', inspected: 1 });
});

test('without the metric of Azure the size decides', () => {
  const size = gathered(databases({ name: 'etcd-0', bytes: 6.5 * gib }));

  expect(briefly(inAzure([usage(null)], size))).toEqual(['high etcd-0']);
});

test('without either it is unknown, with the reasons of both', () => {
  expect(inAzure([usage(null)])).toEqual({
    outcome: 'unknown',
    reason: 'forbidden',
    detail:
      'Reading is forbidden. Azure Monitor has no value of etcd_database_usage_percentage in the window.',
    remedy: 'Grant it. The next sweep asks again.',
  });
});
