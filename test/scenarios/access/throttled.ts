import { missing, withoutCluster } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The API server asks to come back later',
  story: 'It answered 429 at the first request, and the auditor left it alone.',
  evidence: {
    ...withoutCluster('throttled'),
    apiAccess: {
      state: 'failed',
      layer: 'throttled',
      why: missing('throttled', 'apiHealth').apiHealth,
      closedBy: null,
    },
  },
  truth: [],
  unknown: {
    'unreachable-api-server': 'throttled',
    'unhealthy-api-server': 'throttled',
    'untested-cluster-scale': 'throttled',
    'excessive-object-count': 'throttled',
    'ineffective-flow-schema': 'throttled',
    'active-apiserver-guard': 'throttled',
    'webhook-without-backend': 'throttled',
    'webhook-deadlock-risk': 'throttled',
  },
};
