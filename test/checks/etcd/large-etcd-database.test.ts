import { expect, test } from 'vitest';
import { largeEtcdDatabase } from '../../../src/checks/etcd/large-etcd-database.ts';
import type { EtcdDatabase } from '../../../src/evidence/api-metrics.ts';
import { apiMetrics, briefly, findingsIn, objects, verdictOn } from '../../support/evidence.ts';

const gib = 1024 ** 3;

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
  const verdict = verdictOn(largeEtcdDatabase, { apiMetrics: metrics });

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
  expect(briefly(verdictOn(largeEtcdDatabase, { apiMetrics: databases({ name: 'etcd-0', bytes }) }))).toEqual(
    expected,
  );
});

test('each database is judged by itself and they are never added up', () => {
  const each = { bytes: 1.5 * gib };
  const metrics = databases(
    { name: 'etcd-0', ...each },
    { name: 'etcd-1', ...each },
    { name: 'etcd-2', ...each },
  );

  expect(verdictOn(largeEtcdDatabase, { apiMetrics: metrics })).toEqual({ outcome: 'pass', inspected: 3 });
});

test('one large database among small ones is the only finding', () => {
  const metrics = databases({ name: 'etcd-0', bytes: gib }, { name: 'etcd-1', bytes: 5 * gib });

  expect(briefly(verdictOn(largeEtcdDatabase, { apiMetrics: metrics }))).toEqual(['medium etcd-1']);
});

test('kinds are not blamed for a database that they may not be in', () => {
  const metrics = databases({ name: 'etcd-0', bytes: gib }, { name: 'etcd-1', bytes: 5 * gib });
  const [finding] = findingsIn(verdictOn(largeEtcdDatabase, { apiMetrics: metrics }));

  expect(finding?.culprit).toBeUndefined();
  expect(finding?.excerpts).toEqual([
    { label: 'apiserver_storage_size_bytes', value: '5,368,709,120 bytes' },
  ]);
});

test('the quota in force is the one that the bounds say', () => {
  const metrics = databases({ name: 'etcd-0', bytes: 1.9 * gib });

  expect(briefly(verdictOn(largeEtcdDatabase, { apiMetrics: metrics }, { quota: 2 * gib }))).toEqual([
    'critical etcd-0',
  ]);
});

test('no readable size is unknown, never a small database', () => {
  expect(verdictOn(largeEtcdDatabase, { apiMetrics: apiMetrics({ etcd: null }) })).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'The API server shows no readable size of etcd on /metrics.',
    remedy:
      'Audit again; if it stays so, look at the etcd database usage among the platform metrics in the Azure portal.',
  });
});

test('without the main database the small others are no all-clear', () => {
  const verdict = verdictOn(largeEtcdDatabase, { apiMetrics: databases({ name: 'etcd-1', bytes: gib }) });

  expect(verdict).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'The size of the main database etcd-0 is missing from /metrics.',
    remedy: 'Audit again: the API server leaves it out when etcd does not answer within a second.',
  });
});

test('a finding on another database says that the main one was not seen', () => {
  expect(
    verdictOn(largeEtcdDatabase, { apiMetrics: databases({ name: 'etcd-1', bytes: 3 * gib }) }),
  ).toMatchObject({ outcome: 'fail', unseen: { reason: 'notCollected' } });
});

test('older metrics do not name the main database', () => {
  const metrics = apiMetrics({
    etcd: {
      metric: 'apiserver_storage_db_total_size_in_bytes',
      databases: [{ name: 'https://etcd:2379', bytes: gib }],
    },
  });

  expect(verdictOn(largeEtcdDatabase, { apiMetrics: metrics })).toEqual({ outcome: 'pass', inspected: 1 });
});
