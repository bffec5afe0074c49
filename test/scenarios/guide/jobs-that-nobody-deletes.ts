import { apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Finished Jobs pile up',
  story:
    'A scheduler creates a Job every few seconds and never deletes one: 24,000 of them, and as many pods.',
  evidence: {
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
  truth: ['excessive-object-count', 'object-leak'],
  fail: {
    'excessive-object-count': ['medium jobs.batch', 'medium pods'],
    'object-leak': ['medium jobs.batch', 'medium pods'],
  },
};
