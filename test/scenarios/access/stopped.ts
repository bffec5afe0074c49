import { managedCluster, platformMetrics } from '../../support/azure-evidence.ts';
import { missing, withoutCluster, withoutLogs } from '../../support/missing.ts';
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
    'unhealthy-api-server': 'unreachable',
    'api-timeouts': 'notCollected',
    'slo-violating-calls': 'notCollected',
    'saturated-api-server': 'notCollected',
    'untested-cluster-scale': 'unreachable',
    'dominant-client': 'notCollected',
    'slow-client': 'notCollected',
    'silent-nodes': 'unreachable',
    'large-etcd-database': 'unreachable',
    'excessive-object-count': 'unreachable',
    'high-etcd-memory': 'notCollected',
    'excessive-list-calls': 'notCollected',
    'excessive-write-calls': 'notCollected',
    'throttled-clients': 'notCollected',
    'ineffective-flow-schema': 'unreachable',
    'active-apiserver-guard': 'unreachable',
    'failing-webhook': 'unreachable',
    'webhook-without-backend': 'unreachable',
    'webhook-deadlock-risk': 'unreachable',
  },
  notApplicable: ['unreachable-api-server', 'missing-audit-logs'],
};
