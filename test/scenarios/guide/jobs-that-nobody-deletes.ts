import { ago, apiMetrics, objects, suspectKind } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { leakSuspects } from '../../support/leaks.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Finished Jobs pile up',
  story:
    'A scheduler creates a Job every few seconds and never deletes one: 24,000 of them, and as many pods.',
  evidence: {
    finishedJobs: {
      total: 24_000,
      read: 2_000,
      complete: false,
      finishedWithoutTtl: 1_980,
      finishedWithTtl: 0,
      groups: [
        { namespace: 'batch', owner: null, finishedWithoutTtl: 1_980, oldestFinishedAt: ago(30 * 86_400) },
      ],
    },
    leakSuspects: leakSuspects([
      suspectKind({
        total: 24_000,
        namespaces: [{ name: 'batch', objects: 2_000, total: 24_000 }],
        beyond: 0,
      }),
    ]),
    objectQuotas: { asked: true, quotas: [], truncated: false },
    history: remembering({
      objects: {
        'jobs.batch': remembered((daysAgo) => 24_000 - 800 * daysAgo),
        pods: remembered((daysAgo) => 24_400 - 800 * daysAgo),
        nodes: remembered(() => 6),
      },
    }),
    apiMetrics: apiMetrics({
      objects: objects({ nodes: 6, pods: 24_400, 'jobs.batch': 24_000, configmaps: 300 }),
    }),
  },
  truth: ['excessive-object-count', 'object-leak', 'finished-jobs-without-ttl', 'unbounded-namespace'],
  fail: {
    'excessive-object-count': ['medium jobs.batch', 'medium pods'],
    'object-leak': ['medium jobs.batch', 'medium pods'],
    'finished-jobs-without-ttl': ['medium jobs.batch'],
    'unbounded-namespace': ['low batch jobs.batch'],
  },
};
