import { missing, withoutLogs } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A cluster that is known from a kubeconfig alone',
  story: 'Azure is not asked about it: what only Azure knows does not apply, and costs no coverage.',
  source: 'kubeconfig',
  evidence: {
    ...withoutLogs('notCollected'),
    ...missing('notCollected', 'managedCluster', 'auditLogging', 'platformMetrics', 'nodeEgress'),
  },
  truth: [],
  unknown: { 'api-timeouts': 'unsupported', 'throttled-clients': 'unsupported' },
  notApplicable: [
    'slo-violating-calls',
    'saturated-api-server',
    'free-tier-control-plane',
    'missing-audit-logs',
    'write-only-audit-logs',
    'legacy-audit-table',
    'dominant-client',
    'slow-client',
    'high-etcd-memory',
    'excessive-list-calls',
    'excessive-write-calls',
  ],
};
