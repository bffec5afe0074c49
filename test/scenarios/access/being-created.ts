import { managedCluster, platformMetrics } from '../../support/azure-evidence.ts';
import { missing, withoutCluster, withoutLogs } from '../../support/missing.ts';
import { unknownWithoutCluster, unknownWithoutLogs } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A cluster that is being created',
  story: 'Azure says Creating: no answer yet, no rows in the log yet, and neither is a fault.',
  evidence: {
    ...withoutCluster('unreachable'),
    ...withoutLogs('notCollected'),
    managedCluster: managedCluster({ provisioningState: 'Creating' }),
    platformMetrics: { ...platformMetrics(), series: [] },
    apiAccess: {
      state: 'failed',
      layer: 'timeout',
      why: missing('unreachable', 'apiHealth').apiHealth,
      closedBy: null,
    },
  },
  truth: [],
  unknown: {
    'etcd-filling-up': 'unreachable',
    ...unknownWithoutCluster('unreachable'),
    ...unknownWithoutLogs('notCollected'),
    'unreachable-api-server': 'unreachable',
    'saturated-api-server': 'notCollected',
    'missing-audit-logs': 'notCollected',
    'silent-nodes': 'unreachable',
    'large-etcd-database': 'unreachable',
    'high-etcd-memory': 'notCollected',
    'failing-webhook': 'unreachable',
  },
};
