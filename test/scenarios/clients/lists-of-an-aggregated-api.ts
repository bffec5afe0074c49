import { latencyByCall, listCalls } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'LISTs that the API server only passes on',
  story:
    'An autoscaler asks for all pod metrics twenty times a second; these are not kept in etcd, and the server counts no objects of the kind.',
  evidence: {
    latencyByCall: latencyByCall([
      listCalls('autoscaler', 70_000, { resource: 'pods', apiGroup: 'metrics.k8s.io' }),
    ]),
  },
  truth: ['excessive-list-calls'],
  fail: {
    'excessive-list-calls': [
      'medium autoscaler system:serviceaccount:autoscaler:autoscaler list pods.metrics.k8s.io cluster',
    ],
  },
};
