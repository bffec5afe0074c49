import { latencyByCall, listCalls } from '../../support/azure-evidence.ts';
import { apiMetrics, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Two of three clients list the whole cluster',
  story: 'An operator without watches lists 9,000 pods and a dashboard as many; the third client behaves.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 12, pods: 9_000 }) }),
    latencyByCall: latencyByCall([
      listCalls('operator', 9_000),
      listCalls('dashboard', 5_000),
      listCalls('argocd', 12),
    ]),
  },
  truth: ['excessive-list-calls'],
  fail: {
    'excessive-list-calls': [
      'high dashboard system:serviceaccount:dashboard:dashboard list pods cluster',
      'high operator system:serviceaccount:operator:operator list pods cluster',
    ],
  },
};
