import { apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A leak of a cluster that is remembered for exactly a week',
  story: 'Just long enough to know that no weekly clean-up takes it away.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 400, configmaps: 5_000 }) }),
    history: remembering({
      objects: { configmaps: remembered((daysAgo) => 5_000 - 200 * daysAgo, { days: 7 }) },
    }),
  },
  truth: ['object-leak'],
  fail: { 'object-leak': ['medium configmaps'] },
};
