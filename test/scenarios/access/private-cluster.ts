import { managedCluster } from '../../support/azure-evidence.ts';
import { missing, withoutCluster } from '../../support/missing.ts';
import { unknownWithoutCluster } from '../../support/unknown-without.ts';
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
  unknown: { ...unknownWithoutCluster('unreachable'), 'unreachable-api-server': 'unreachable' },
};
