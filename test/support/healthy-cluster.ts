/** A cluster with nothing wrong: what scenarios differ from, and what each check says of it. */
import type { Evidence, EvidenceKind } from '../../src/evidence/index.ts';
import {
  auditLogging,
  failedRequests,
  latencyByCall,
  latencyByClient,
  loggedHeartbeats,
  logVisibility,
  managedCluster,
  platformMetrics,
  reached,
  requestsByClient,
  slowRequestLayers,
  webhookFailures,
  webhookLogLines,
} from './azure-evidence.ts';
import {
  ago,
  apiHealth,
  apiMetrics,
  configuration,
  flowSchema,
  heartbeat,
  nodeHeartbeats,
  notIn,
  priorityLevel,
  webhook,
  webhooks,
  withOwn,
} from './evidence.ts';

import { apiServers, remembering } from './healthy-history.ts';
import { creationsByClient, leakSuspects } from './leaks.ts';

/**
 * Three nodes on the Standard tier, all logs collected, a policy webhook that leaves the system alone, and the flow schema
 * of the guide as it should be.
 */
export const healthyEvidence: { readonly [K in EvidenceKind]: Evidence[K] } = {
  managedCluster: managedCluster(),
  auditLogging: auditLogging(),
  platformMetrics: platformMetrics(),
  logVisibility: logVisibility(),
  requestsByClient: requestsByClient(),
  latencyByClient: latencyByClient(),
  latencyByCall: latencyByCall(),
  slowRequestLayers: slowRequestLayers(),
  failedRequests: failedRequests(),
  webhookFailures: webhookFailures(),
  webhookLogLines: webhookLogLines(),
  creationsByClient: creationsByClient([]),
  loggedHeartbeats: loggedHeartbeats(),
  apiAccess: reached,
  apiHealth: apiHealth(),
  apiMetrics: apiMetrics(),
  webhooks: webhooks([
    configuration({ webhooks: [webhook({ namespaceSelector: notIn('kube-system', 'policy') })] }),
  ]),
  flowControl: withOwn([flowSchema()], [priorityLevel()]),
  aggregatedApis: {
    services: [
      {
        name: 'v1beta1.metrics.k8s.io',
        service: { namespace: 'kube-system', name: 'metrics-server' },
        available: true,
        reason: 'Passed',
        message: 'all checks passed',
        since: ago(20 * 86_400),
      },
    ],
  },
  nodeHeartbeats: nodeHeartbeats([
    heartbeat('aks-nodepool1-12345678-vmss000000', 'nodepool1', 4),
    heartbeat('aks-nodepool1-12345678-vmss000001', 'nodepool1', 7),
    heartbeat('aks-nodepool1-12345678-vmss000002', 'nodepool1', 9),
  ]),
  nodeEgress: { suspects: 0, probes: [] },
  history: remembering(),
  leakSuspects: leakSuspects([]),
  finishedJobs: {
    total: 0,
    read: 0,
    complete: true,
    finishedWithoutTtl: 0,
    finishedWithTtl: 0,
    groups: [],
  },
  objectQuotas: { asked: false, quotas: [], truncated: false },
  failedCreateEvents: { events: [], truncated: false },
  apiServerProcesses: { processes: apiServers.map((server) => ({ ...server, renewedAt: ago(4) })) },
};

/** Every check of the catalogue by its id: a new one has to be put here, so that no scenario leaves it out unseen. */
export const healthyOutcomes: Readonly<Record<string, 'pass' | 'notApplicable'>> = {
  'unreachable-api-server': 'pass',
  'unhealthy-api-server': 'pass',
  'restarting-api-server': 'pass',
  'api-timeouts': 'pass',
  'slo-violating-calls': 'pass',
  'saturated-api-server': 'pass',
  'unavailable-aggregated-api': 'pass',
  'free-tier-control-plane': 'pass',
  'untested-cluster-scale': 'pass',
  'missing-audit-logs': 'pass',
  'write-only-audit-logs': 'pass',
  'legacy-audit-table': 'pass',
  'dominant-client': 'pass',
  'slow-client': 'pass',
  'deprecated-api-calls': 'pass',
  'silent-nodes': 'pass',
  // No node is silent, so none is asked.
  'blocked-node-egress': 'notApplicable',
  'large-etcd-database': 'pass',
  'etcd-filling-up': 'pass',
  'excessive-object-count': 'pass',
  'object-leak': 'pass',
  'finished-jobs-without-ttl': 'pass',
  'unbounded-namespace': 'pass',
  'high-etcd-memory': 'pass',
  'slow-etcd': 'pass',
  'excessive-list-calls': 'pass',
  'excessive-write-calls': 'pass',
  'throttled-clients': 'pass',
  'ineffective-flow-schema': 'pass',
  'active-apiserver-guard': 'pass',
  'failing-webhook': 'pass',
  'webhook-without-backend': 'pass',
  'webhook-deadlock-risk': 'pass',
  'slow-webhook': 'pass',
  'contested-webhook-configuration': 'pass',
};
