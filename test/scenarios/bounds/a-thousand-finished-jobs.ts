import { ago, apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A thousand finished Jobs without a time to live',
  story: 'As many as there may be.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 1_700, 'jobs.batch': 1_600 }) }),
    history: remembering({
      objects: { 'jobs.batch': remembered(() => 1_600), pods: remembered(() => 1_700) },
    }),
    finishedJobs: {
      total: 1_600,
      read: 1_600,
      complete: true,
      finishedWithoutTtl: 1_000,
      finishedWithTtl: 0,
      groups: [{ namespace: 'ci', owner: null, finishedWithoutTtl: 1_000, oldestFinishedAt: ago(86_400) }],
    },
  },
  truth: [],
};
