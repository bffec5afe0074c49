import { managedCluster, platformMetrics } from '../../support/azure-evidence.ts';
import { missing, withoutCluster, withoutLogs } from '../../support/missing.ts';
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
    'unreachable-api-server': 'unreachable',
    'unhealthy-api-server': 'unreachable',
    'api-timeouts': 'notCollected',
    'slo-violating-calls': 'notCollected',
    'saturated-api-server': 'notCollected',
    'untested-cluster-scale': 'unreachable',
    'missing-audit-logs': 'notCollected',
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
};
