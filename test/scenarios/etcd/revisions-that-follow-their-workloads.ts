import { apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'ReplicaSets grow with Deployments, and pods with nodes',
  story: 'A team moves in: everything grows by a tenth a week, and in proportion.',
  evidence: {
    apiMetrics: apiMetrics({
      objects: objects({ nodes: 60, pods: 6_000, 'deployments.apps': 900, 'replicasets.apps': 9_000 }),
    }),
    history: remembering({
      objects: {
        nodes: remembered((daysAgo) => 60 - 0.8 * daysAgo),
        pods: remembered((daysAgo) => 6_000 - 75 * daysAgo),
        'deployments.apps': remembered((daysAgo) => 900 - 12 * daysAgo),
        'replicasets.apps': remembered((daysAgo) => 9_000 - 115 * daysAgo),
      },
    }),
  },
  truth: [],
};
