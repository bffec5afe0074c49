import { missing, withoutCluster } from '../../support/missing.ts';
import { unknownWithoutCluster } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Somebody else answers for the API server',
  story: 'A proxy breaks TLS open on the way, so no trusted connection comes about and nothing is read.',
  evidence: {
    ...withoutCluster('unreachable'),
    apiAccess: {
      state: 'failed',
      layer: 'TLS',
      why: missing('unreachable', 'apiHealth').apiHealth,
      closedBy: null,
    },
  },
  truth: ['unreachable-api-server'],
  fail: { 'unreachable-api-server': ['high access'] },
  unknown: { ...unknownWithoutCluster('unreachable') },
};
