import { apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A kind that grows, of a cluster that is remembered for three days',
  story: 'It may be a leak, or the first days of something new: three days do not tell.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 400, configmaps: 5_000 }) }),
    history: remembering({
      objects: { configmaps: remembered((daysAgo) => 5_000 - 300 * daysAgo, { days: 3 }) },
    }),
  },
  truth: ['object-leak'],
  unknown: { 'object-leak': 'notCollected' },
};
