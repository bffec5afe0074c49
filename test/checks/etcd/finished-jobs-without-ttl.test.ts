import { expect, test } from 'vitest';
import { finishedJobsWithoutTtl } from '../../../src/checks/etcd/finished-jobs-without-ttl.ts';
import type { FinishedJobs } from '../../../src/evidence/finished-jobs.ts';
import { finishedJobsCleanup } from '../../../src/remediation/finished-jobs.ts';
import { ago, briefly, findingsIn, verdictOn } from '../../support/evidence.ts';

const day = 86_400;

function on(given: Partial<FinishedJobs>, bounds?: Readonly<Record<string, number>>) {
  const finishedJobs = {
    total: 1_800,
    read: 1_800,
    complete: true,
    finishedWithoutTtl: 0,
    finishedWithTtl: 0,
    groups: [],
    ...given,
  };
  return verdictOn(finishedJobsWithoutTtl, { finishedJobs }, bounds);
}

test('over 1,000 finished Jobs without a time to live are a medium finding that names where most are', () => {
  const verdict = on({
    total: 48_120,
    read: 2_000,
    complete: false,
    finishedWithoutTtl: 1_950,
    finishedWithTtl: 12,
    groups: [
      { namespace: 'batch', owner: null, finishedWithoutTtl: 1_900, oldestFinishedAt: ago(30 * day) },
      {
        namespace: 'analytics',
        owner: { kind: 'CronJob', name: 'nightly' },
        finishedWithoutTtl: 50,
        oldestFinishedAt: ago(60 * day),
      },
    ],
  });

  expect(verdict).toEqual({
    outcome: 'fail',
    inspected: 48_120,
    findings: [
      {
        severity: 'medium',
        confidence: 'sampled',
        resource: { kind: 'APIResource', name: 'jobs.batch' },
        summary:
          'There are at least 1,950 finished Jobs without a time to live among 48,120 Jobs; expected are at most 1,000.',
        observed: {
          text: 'at least 1,950 finished Jobs without a time to live',
          value: 1_950,
          unit: 'objects',
        },
        threshold: {
          value: 1_000,
          unit: 'objects',
          source:
            'https://learn.microsoft.com/en-us/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd',
        },
        since: ago(60 * day),
        culprit: { kind: 'namespace', name: 'batch' },
        excerpts: [
          { label: 'Jobs', value: '48,120' },
          { label: 'Of these read', value: '2,000' },
          { label: 'Finished with a time to live', value: '12' },
          { label: 'In batch, of nobody', value: '1,900 Jobs' },
          { label: 'In analytics, of CronJob/nightly', value: '50 Jobs' },
        ],
        remediation: finishedJobsCleanup({ namespace: 'batch', owner: null, limit: 1_000 }),
      },
    ],
  });
});

test.each([
  [1_000, 'pass'],
  [1_001, ['medium jobs.batch']],
])('%d finished without a time to live', (finishedWithoutTtl, expected) => {
  expect(briefly(on({ finishedWithoutTtl }))).toEqual(expected);
});

test('when all were read it is measured', () => {
  expect(findingsIn(on({ finishedWithoutTtl: 1_500 }))).toMatchObject([
    {
      confidence: 'measured',
      summary:
        'There are 1,500 finished Jobs without a time to live among 1,800 Jobs; expected are at most 1,000.',
    },
  ]);
});

test('a finding stands although not all Jobs were read, and there is nothing more to see', () => {
  expect(on({ complete: false, finishedWithoutTtl: 1_001 })).not.toHaveProperty('unseen');
});

test('few Jobs are not read, and pass', () => {
  expect(on({ total: 1_000, read: 0 })).toEqual({ outcome: 'pass', inspected: 1_000 });
});

test('few among those that were read are no all-clear for the others', () => {
  expect(on({ total: 48_120, read: 2_000, complete: false, finishedWithoutTtl: 40 })).toEqual({
    outcome: 'unknown',
    reason: 'truncated',
    detail: 'Of 48,120 Jobs the first 2,000 were read, of which 40 have finished without a time to live.',
    remedy:
      'Clean up Jobs that are done (kubectl get jobs --all-namespaces --chunk-size=500); an audit reads 2,000 at most.',
  });
});

test('a lower bound of the fleet than Jobs are read from says so', () => {
  expect(on({ total: 900, read: 0 }, { most: 500 })).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'There are 900 Jobs, and an audit reads them only when there are over 1,000.',
    remedy: 'Set the bound of this check to 1,000 or more.',
  });
});
