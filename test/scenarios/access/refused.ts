import { missing, withoutCluster } from '../../support/missing.ts';
import { unknownWithoutCluster } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The API server refuses connections',
  story: 'A cluster that is open to all networks, and nobody listens; its logs still arrive.',
  evidence: {
    ...withoutCluster('unreachable'),
    apiAccess: {
      state: 'failed',
      layer: 'TCP',
      why: missing('unreachable', 'apiHealth').apiHealth,
      closedBy: null,
    },
  },
  truth: ['unreachable-api-server'],
  fail: { 'unreachable-api-server': ['high access'] },
  unknown: { ...unknownWithoutCluster('unreachable') },
};
