import { deprecatedApiCalls } from './clients/deprecated-api-calls.ts';
import { dominantClient } from './clients/dominant-client.ts';
import { excessiveListCalls } from './clients/excessive-list-calls.ts';
import { excessiveWriteCalls } from './clients/excessive-write-calls.ts';
import { slowClient } from './clients/slow-client.ts';
import { throttledClients } from './clients/throttled-clients.ts';
import type { AnyCheck } from './define-check.ts';
import { etcdFillingUp } from './etcd/etcd-filling-up.ts';
import { excessiveObjectCount } from './etcd/excessive-object-count.ts';
import { finishedJobsWithoutTtl } from './etcd/finished-jobs-without-ttl.ts';
import { highEtcdMemory } from './etcd/high-etcd-memory.ts';
import { largeEtcdDatabase } from './etcd/large-etcd-database.ts';
import { objectLeak } from './etcd/object-leak.ts';
import { slowEtcd } from './etcd/slow-etcd.ts';
import { unboundedNamespace } from './etcd/unbounded-namespace.ts';
import { activeApiserverGuard } from './flow-control/active-apiserver-guard.ts';
import { ineffectiveFlowSchema } from './flow-control/ineffective-flow-schema.ts';
import { blockedNodeEgress } from './network/blocked-node-egress.ts';
import { silentNodes } from './network/silent-nodes.ts';
import { freeTierControlPlane } from './prerequisites/free-tier-control-plane.ts';
import { legacyAuditTable } from './prerequisites/legacy-audit-table.ts';
import { missingAuditLogs } from './prerequisites/missing-audit-logs.ts';
import { untestedClusterScale } from './prerequisites/untested-cluster-scale.ts';
import { writeOnlyAuditLogs } from './prerequisites/write-only-audit-logs.ts';
import { apiTimeouts } from './symptoms/api-timeouts.ts';
import { restartingApiServer } from './symptoms/restarting-api-server.ts';
import { saturatedApiServer } from './symptoms/saturated-api-server.ts';
import { sloViolatingCalls } from './symptoms/slo-violating-calls.ts';
import { unavailableAggregatedApi } from './symptoms/unavailable-aggregated-api.ts';
import { unhealthyApiServer } from './symptoms/unhealthy-api-server.ts';
import { unreachableApiServer } from './symptoms/unreachable-api-server.ts';
import { contestedWebhookConfiguration } from './webhooks/contested-webhook-configuration.ts';
import { failingWebhook } from './webhooks/failing-webhook.ts';
import { slowWebhook } from './webhooks/slow-webhook.ts';
import { webhookDeadlockRisk } from './webhooks/webhook-deadlock-risk.ts';
import { webhookWithoutBackend } from './webhooks/webhook-without-backend.ts';

/** Every check, in the order of the guide: symptoms, prerequisites, then one cause after the other. */
export const checks: readonly AnyCheck[] = [
  unreachableApiServer,
  unhealthyApiServer,
  restartingApiServer,
  apiTimeouts,
  sloViolatingCalls,
  saturatedApiServer,
  unavailableAggregatedApi,
  freeTierControlPlane,
  untestedClusterScale,
  missingAuditLogs,
  writeOnlyAuditLogs,
  legacyAuditTable,
  dominantClient,
  slowClient,
  deprecatedApiCalls,
  silentNodes,
  blockedNodeEgress,
  largeEtcdDatabase,
  etcdFillingUp,
  excessiveObjectCount,
  objectLeak,
  finishedJobsWithoutTtl,
  unboundedNamespace,
  highEtcdMemory,
  slowEtcd,
  excessiveListCalls,
  excessiveWriteCalls,
  throttledClients,
  ineffectiveFlowSchema,
  activeApiserverGuard,
  failingWebhook,
  webhookWithoutBackend,
  webhookDeadlockRisk,
  slowWebhook,
  contestedWebhookConfiguration,
];

/** The check of an id; undefined when there is none. */
export function checkById(id: string): AnyCheck | undefined {
  return checks.find((check) => check.id === id);
}
