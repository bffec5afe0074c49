import { apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { leakSuspects } from '../../support/leaks.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The count of a kind that was deleted',
  story:
    'The CustomResourceDefinition is gone, and the older metric keeps its last count until the API server restarts; nobody can list it any more.',
  evidence: {
    history: remembering({ objects: { 'widgets.example.com': remembered(() => 15_000) } }),
    apiMetrics: apiMetrics({ objects: objects({ nodes: 3, pods: 60, 'widgets.example.com': 15_000 }) }),
    leakSuspects: leakSuspects([], { gone: ['widgets.example.com'] }),
  },
  truth: [],
};
