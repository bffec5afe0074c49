import { apiMetrics, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A kind that the API server cannot count',
  story: 'A broken conversion webhook makes the count of one kind -1: neither none nor too many.',
  evidence: {
    apiMetrics: apiMetrics({
      objects: objects({ nodes: 3, pods: 60 }, { unreadable: ['widgets.example.com'] }),
    }),
  },
  truth: [],
  unknown: { 'object-leak': 'notCollected', 'excessive-object-count': 'notCollected' },
};
