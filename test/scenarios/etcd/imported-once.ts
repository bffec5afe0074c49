import { apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Ten thousand secrets that were imported in one night',
  story: 'Another cluster was moved in three days ago; before and after that the number stands still.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 400, secrets: 9_800 }) }),
    history: remembering({ objects: { secrets: remembered((daysAgo) => (daysAgo < 3 ? 9_800 : 300)) } }),
  },
  truth: [],
};
