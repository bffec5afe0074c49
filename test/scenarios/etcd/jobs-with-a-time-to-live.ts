import { ago, apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Many finished Jobs that clean themselves up',
  story: 'Two thousand Jobs of the last hour, all but a few with a time to live.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 2_100, 'jobs.batch': 1_900 }) }),
    history: remembering({
      objects: { 'jobs.batch': remembered(() => 1_900), pods: remembered(() => 2_100) },
    }),
    finishedJobs: {
      total: 1_900,
      read: 1_900,
      complete: true,
      finishedWithoutTtl: 12,
      finishedWithTtl: 1_700,
      groups: [{ namespace: 'ci', owner: null, finishedWithoutTtl: 12, oldestFinishedAt: ago(86_400) }],
    },
  },
  truth: [],
};
