import { apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { missing } from '../../support/missing.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The count of a kind that was deleted, and that may not be listed',
  story:
    'The CustomResourceDefinition is gone, and the older metric keeps its last count until the API server restarts.',
  evidence: {
    history: remembering({ objects: { 'widgets.example.com': remembered(() => 15_000) } }),
    apiMetrics: apiMetrics({ objects: objects({ nodes: 3, pods: 60, 'widgets.example.com': 15_000 }) }),
    ...missing('forbidden', 'leakSuspects'),
  },
  truth: [],
  fail: { 'excessive-object-count': ['medium widgets.example.com'] },
  unknown: { 'unbounded-namespace': 'forbidden' },
  knownFalseAlarm: {
    'excessive-object-count':
      'The metric alone does not tell a deleted kind from one that is left alone (kubernetes/kubernetes#131901); the finding is inferred and its first step asks whether the kind still exists.',
  },
};
