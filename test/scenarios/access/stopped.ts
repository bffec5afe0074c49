import { managedCluster, platformMetrics } from '../../support/azure-evidence.ts';
import { missing, withoutCluster, withoutLogs } from '../../support/missing.ts';
import { unknownWithoutCluster, unknownWithoutLogs } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A cluster that was stopped over the weekend',
  story: 'Its API server does not run by design, its log has no rows, and its metrics stand still.',
  evidence: {
    ...withoutCluster('unreachable'),
    ...withoutLogs('notCollected'),
    managedCluster: managedCluster({ powerState: 'Stopped' }),
    platformMetrics: { ...platformMetrics(), series: [] },
    apiAccess: {
      state: 'failed',
      layer: 'DNS',
      why: missing('unreachable', 'apiHealth').apiHealth,
      closedBy: null,
    },
  },
  truth: [],
  unknown: {
    'etcd-filling-up': 'unreachable',
    ...unknownWithoutCluster('unreachable'),
    ...unknownWithoutLogs('notCollected'),
    'saturated-api-server': 'notCollected',
    'silent-nodes': 'unreachable',
    'large-etcd-database': 'unreachable',
    'high-etcd-memory': 'notCollected',
    'failing-webhook': 'unreachable',
  },
  notApplicable: ['unreachable-api-server', 'missing-audit-logs'],
};
