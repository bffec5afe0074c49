import { missing, withoutCluster } from '../../support/missing.ts';
import { unknownWithoutCluster } from '../../support/unknown-without.ts';
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
  unknown: { ...unknownWithoutCluster('forbidden') },
};
