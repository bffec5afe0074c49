import { apiMetrics, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Pods near the limit, nodes not counted',
  story: 'The API server shows 170,000 pods and no count of nodes.',
  evidence: { apiMetrics: apiMetrics({ objects: objects({ pods: 170_000 }) }) },
  truth: ['untested-cluster-scale', 'excessive-object-count'],
  fail: {
    'untested-cluster-scale': ['medium pods', 'unseen notCollected'],
    'excessive-object-count': ['critical pods'],
  },
};
