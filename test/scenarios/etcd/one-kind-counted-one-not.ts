import { apiMetrics, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Too many secrets, and a kind that cannot be counted',
  story: 'Helm keeps every release: 14,000 secrets. Another kind shows -1, so there may be more.',
  evidence: {
    apiMetrics: apiMetrics({
      objects: objects({ nodes: 3, pods: 60, secrets: 14_000 }, { unreadable: ['widgets.example.com'] }),
    }),
  },
  truth: ['excessive-object-count'],
  fail: { 'excessive-object-count': ['medium secrets', 'unseen notCollected'] },
  unknown: { 'object-leak': 'notCollected' },
};
