import { missing, withoutCluster, withoutLogs } from '../../support/missing.ts';
import { unknownWithoutCluster, unknownWithoutLogs } from '../../support/unknown-without.ts';
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
    'etcd-filling-up': 'forbidden',
    ...unknownWithoutCluster('forbidden'),
    ...unknownWithoutLogs('forbidden'),
    'unreachable-api-server': 'forbidden',
    'saturated-api-server': 'forbidden',
    'missing-audit-logs': 'forbidden',
    'write-only-audit-logs': 'forbidden',
    'legacy-audit-table': 'forbidden',
    'silent-nodes': 'forbidden',
    'blocked-node-egress': 'forbidden',
    'large-etcd-database': 'forbidden',
    'high-etcd-memory': 'forbidden',
    'failing-webhook': 'forbidden',
  },
};
