import { missing, withoutCluster, withoutLogs } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Nothing of a cluster can be seen but its row in Azure',
  story: 'No role on it, no logs, no metrics: not one check may give an all-clear for what it did not see.',
  evidence: {
    ...withoutCluster('forbidden'),
    ...withoutLogs('forbidden'),
    ...missing('forbidden', 'auditLogging', 'platformMetrics', 'apiAccess', 'nodeEgress'),
  },
  truth: ['excessive-list-calls', 'large-etcd-database', 'failing-webhook'],
  unknown: {
    'unreachable-api-server': 'forbidden',
    'unhealthy-api-server': 'forbidden',
    'api-timeouts': 'forbidden',
    'slo-violating-calls': 'forbidden',
    'saturated-api-server': 'forbidden',
    'untested-cluster-scale': 'forbidden',
    'missing-audit-logs': 'forbidden',
    'write-only-audit-logs': 'forbidden',
    'legacy-audit-table': 'forbidden',
    'dominant-client': 'forbidden',
    'slow-client': 'forbidden',
    'silent-nodes': 'forbidden',
    'blocked-node-egress': 'forbidden',
    'large-etcd-database': 'forbidden',
    'excessive-object-count': 'forbidden',
    'high-etcd-memory': 'forbidden',
    'excessive-list-calls': 'forbidden',
    'excessive-write-calls': 'forbidden',
    'throttled-clients': 'forbidden',
    'ineffective-flow-schema': 'forbidden',
    'active-apiserver-guard': 'forbidden',
    'failing-webhook': 'forbidden',
    'webhook-without-backend': 'forbidden',
    'webhook-deadlock-risk': 'forbidden',
  },
};
