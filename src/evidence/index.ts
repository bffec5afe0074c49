import type { Gathered } from '../model.ts';
import { aggregatedApis } from './aggregated-apis.ts';
import type { ApiAccess } from './api-access.ts';
import { apiHealth } from './api-health.ts';
import { apiMetrics } from './api-metrics.ts';
import { apiServerProcesses } from './api-server-processes.ts';
import type { AuditLogging } from './audit-logging.ts';
import { flowControl } from './flow-control.ts';
import type { CreationsByClient } from './logs/creations-by-client.ts';
import type { FailedRequests } from './logs/failed-requests.ts';
import type { LatencyByCall } from './logs/latency-by-call.ts';
import type { LatencyByClient } from './logs/latency-by-client.ts';
import type { LoggedHeartbeats } from './logs/logged-heartbeats.ts';
import type { RequestsByClient } from './logs/requests-by-client.ts';
import type { SlowRequestLayers } from './logs/slow-request-layers.ts';
import type { LogVisibility } from './logs/visibility.ts';
import type { WebhookFailures } from './logs/webhook-failures.ts';
import type { WebhookLogLines } from './logs/webhook-log-lines.ts';
import { failedCreateEvents } from './failed-create-events.ts';
import { finishedJobs } from './finished-jobs.ts';
import type { ClusterHistory } from './history.ts';
import { leakSuspects } from './leak-suspects.ts';
import { objectQuotas } from './object-quotas.ts';
import type { ManagedCluster } from './managed-cluster.ts';
import type { NodeEgress } from './node-egress.ts';
import { nodeHeartbeats } from './node-heartbeats.ts';
import type { PlatformMetrics } from './platform-metrics.ts';
import { webhooks } from './webhooks.ts';

/** Every gatherer that asks a cluster; a new one joins by a line here, and its value joins `Evidence`. */
export const gatherers = [
  apiHealth,
  apiMetrics,
  webhooks,
  flowControl,
  aggregatedApis,
  nodeHeartbeats,
  apiServerProcesses,
  failedCreateEvents,
  objectQuotas,
  finishedJobs,
  leakSuspects,
] as const;

type AnyGatherer = (typeof gatherers)[number];

/** Kinds that a gatherer reads from the cluster. */
export type GatheredKind = AnyGatherer['id'];

/** What is asked of Azure for many clusters at once, before the audits. */
export interface FleetEvidence {
  readonly managedCluster: ManagedCluster;
  readonly auditLogging: AuditLogging;
  readonly platformMetrics: PlatformMetrics;
  readonly logVisibility: LogVisibility;
  readonly requestsByClient: RequestsByClient;
  readonly latencyByClient: LatencyByClient;
  readonly latencyByCall: LatencyByCall;
  readonly slowRequestLayers: SlowRequestLayers;
  readonly failedRequests: FailedRequests;
  readonly webhookFailures: WebhookFailures;
  readonly webhookLogLines: WebhookLogLines;
  readonly creationsByClient: CreationsByClient;
  readonly loggedHeartbeats: LoggedHeartbeats;
}

/** What an audit learns about the ways to the cluster itself. */
interface AccessEvidence {
  readonly apiAccess: ApiAccess;
  readonly nodeEgress: NodeEgress;
}

/** What earlier audits stored: asked of nobody. */
interface StoredEvidence {
  readonly history: ClusterHistory;
}

type GatheredEvidence = { readonly [G in AnyGatherer as G['id']]: Awaited<ReturnType<G['gather']>> };

/** What each kind of evidence holds, by its id. */
export type Evidence = GatheredEvidence & AccessEvidence & FleetEvidence & StoredEvidence;

export type EvidenceKind = keyof Evidence;

/** Kinds that are asked of Azure for many clusters at once, but for those that come from logs. */
export const azureKinds = [
  'managedCluster',
  'auditLogging',
  'platformMetrics',
] as const satisfies readonly (keyof FleetEvidence)[];

export const logKinds = [
  'logVisibility',
  'requestsByClient',
  'latencyByClient',
  'latencyByCall',
  'slowRequestLayers',
  'failedRequests',
  'webhookFailures',
  'webhookLogLines',
  'creationsByClient',
  'loggedHeartbeats',
] as const satisfies readonly (keyof FleetEvidence)[];

/** Whether a kind comes from the logs of the cluster. */
export function isLogKind(kind: EvidenceKind): boolean {
  return logKinds.some((one) => one === kind);
}

export const evidenceKinds: readonly EvidenceKind[] = [
  ...azureKinds,
  ...logKinds,
  'apiAccess',
  ...gatherers.map(({ id }) => id),
  'nodeEgress',
  'history',
];

/** What one audit has: only the kinds that were asked for. */
export type Collected = { readonly [K in EvidenceKind]?: Gathered<Evidence[K]> };
