import { managedCluster, platformMetrics, series } from '../../support/azure-evidence.ts';
import { missing, withoutCluster } from '../../support/missing.ts';
import { unknownWithoutCluster } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Two and a half gigabytes of etcd, of which Azure tells the share alone',
  story:
    'The auditor does not reach the private cluster; 31 % of a quota is what it knows, and the guide’s bound is in bytes.',
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
      layer: 'timeout',
      why: missing('unreachable', 'apiHealth').apiHealth,
      closedBy: 'a private cluster',
    },
    platformMetrics: platformMetrics(series('etcd_database_usage_percentage', [31])),
  },
  truth: ['large-etcd-database'],
  unknown: { ...unknownWithoutCluster('unreachable'), 'unreachable-api-server': 'unreachable' },
  knownMiss: {
    'large-etcd-database':
      'No metric tells the quota in bytes, so a share of it is held against shares; a third of the quota is far from the end.',
  },
};
