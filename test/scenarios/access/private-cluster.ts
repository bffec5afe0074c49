import { managedCluster } from '../../support/azure-evidence.ts';
import { missing, withoutCluster } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A private cluster, seen from outside',
  story: 'Its name does not resolve here, by design: a closed door and a dead server look the same.',
  evidence: {
    ...withoutCluster('unreachable'),
    managedCluster: managedCluster({
      network: {
        privateCluster: true,
        authorizedIpRanges: 0,
        publicNetworkAccess: false,
        host: 'shop-1.privatelink.westeurope.azmk8s.io',
      },
    }),
    apiAccess: {
      state: 'failed',
      layer: 'DNS',
      why: missing('unreachable', 'apiHealth').apiHealth,
      closedBy: 'a private cluster',
    },
  },
  truth: [],
  unknown: {
    'unreachable-api-server': 'unreachable',
    'unhealthy-api-server': 'unreachable',
    'untested-cluster-scale': 'unreachable',
    'excessive-object-count': 'unreachable',
    'ineffective-flow-schema': 'unreachable',
    'active-apiserver-guard': 'unreachable',
    'webhook-without-backend': 'unreachable',
    'webhook-deadlock-risk': 'unreachable',
  },
};
