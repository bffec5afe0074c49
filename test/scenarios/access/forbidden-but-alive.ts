import { missing, withoutCluster } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The API server knows the auditor and forbids its requests',
  story:
    'Nobody gave the auditor a role on the cluster: it answers 403, and all that is read from it is unknown.',
  evidence: {
    ...withoutCluster('forbidden'),
    apiAccess: {
      state: 'failed',
      layer: '403',
      why: missing('forbidden', 'apiHealth').apiHealth,
      closedBy: null,
    },
  },
  truth: ['unreachable-api-server'],
  fail: { 'unreachable-api-server': ['high access'] },
  unknown: {
    'unhealthy-api-server': 'forbidden',
    'untested-cluster-scale': 'forbidden',
    'excessive-object-count': 'forbidden',
    'ineffective-flow-schema': 'forbidden',
    'active-apiserver-guard': 'forbidden',
    'webhook-without-backend': 'forbidden',
    'webhook-deadlock-risk': 'forbidden',
  },
};
