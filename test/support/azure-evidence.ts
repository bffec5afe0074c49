/** Builders of what Azure tells about a cluster: a healthy default, and only what a test is about given otherwise. */
import type { ClusterRef } from '../../src/model.ts';
import type { ApiAccess } from '../../src/evidence/api-access.ts';
import type { AuditLogging, AuditSource, DiagnosticSetting } from '../../src/evidence/audit-logging.ts';
import type { FailedRequests, FailureCounts } from '../../src/evidence/logs/failed-requests.ts';
import type { CallLatency, LatencyByCall } from '../../src/evidence/logs/latency-by-call.ts';
import type { ClientLatency, LatencyByClient } from '../../src/evidence/logs/latency-by-client.ts';
import type { LogClient } from '../../src/evidence/logs/log-client.ts';
import type { LogWindow } from '../../src/evidence/logs/log-window.ts';
import type { LoggedHeartbeats } from '../../src/evidence/logs/logged-heartbeats.ts';
import type { ClientRequests, RequestsByClient } from '../../src/evidence/logs/requests-by-client.ts';
import type { SlowRequestLayers } from '../../src/evidence/logs/slow-request-layers.ts';
import type { LogVisibility } from '../../src/evidence/logs/visibility.ts';
import type { FailedWebhook, WebhookFailures } from '../../src/evidence/logs/webhook-failures.ts';
import type { WebhookLogLines } from '../../src/evidence/logs/webhook-log-lines.ts';
import type { AgentPool, ManagedCluster } from '../../src/evidence/managed-cluster.ts';
import type {
  MetricSeries,
  PlatformMetricName,
  PlatformMetrics,
} from '../../src/evidence/platform-metrics.ts';
import { ago } from './evidence.ts';

const subscription = '/subscriptions/00000000-0000-0000-0000-000000000001';
export const clusterId = `${subscription}/resourcegroups/rg-shop/providers/microsoft.containerservice/managedclusters/shop`;

/** The cluster of that id. */
export const shopCluster = {
  key: 'shop-1',
  id: clusterId,
  name: 'shop',
  source: {
    kind: 'azure',
    resourceId: clusterId,
    subscriptionId: '00000000-0000-0000-0000-000000000001',
    resourceGroup: 'rg-shop',
    location: 'westeurope',
  },
} as const satisfies ClusterRef;
export const workspaceId = `${subscription}/resourcegroups/rg-logs/providers/microsoft.operationalinsights/workspaces/law-shop`;

/** A running cluster on the Standard tier, open to all networks, with Entra ID and Azure RBAC. */
export function managedCluster(given: Partial<ManagedCluster> = {}): ManagedCluster {
  return {
    resourceId: clusterId,
    tier: 'Standard',
    sku: 'Base',
    powerState: 'Running',
    provisioningState: 'Succeeded',
    kubernetesVersion: '1.33.2',
    network: {
      privateCluster: false,
      authorizedIpRanges: 0,
      publicNetworkAccess: true,
      host: 'shop-1.hcp.westeurope.azmk8s.io',
    },
    identity: { entra: true, azureRbac: true, localAccountsDisabled: true, tenantId: 'tenant' },
    agentPools: [agentPool('nodepool1', 3)],
    nodeResourceGroup: 'MC_rg-shop_shop_westeurope',
    location: 'westeurope',
    tags: {},
    ...given,
  };
}

export function agentPool(name: string, nodes: number | null, given: Partial<AgentPool> = {}): AgentPool {
  return { name, nodes, mode: 'System', os: 'Linux', type: 'VirtualMachineScaleSets', ...given };
}

/** All requests and the API servers' own log go to tables of their own. */
export function auditLogging(given: Partial<AuditLogging> = {}): AuditLogging {
  return { settings: [diagnosticSetting()], source: auditSource(), ...given };
}

export function diagnosticSetting(given: Partial<DiagnosticSetting> = {}): DiagnosticSetting {
  return {
    name: 'to-law',
    workspaceId,
    mode: 'resourceSpecific',
    categories: ['kube-audit', 'kube-apiserver'],
    otherDestinations: [],
    ...given,
  };
}

export function auditSource(given: Partial<AuditSource> = {}): AuditSource {
  return {
    workspaceId,
    workspaceGuid: '00000000-0000-0000-0000-00000000000a',
    mode: 'resourceSpecific',
    sees: 'all',
    table: 'AKSAudit',
    plan: 'Analytics',
    controlPlane: { table: 'AKSControlPlane', plan: 'Analytics' },
    ...given,
  };
}

/** The hour that ended a quarter of an hour ago, all of it seen. */
export function logWindow(given: Partial<LogWindow> = {}): LogWindow {
  return {
    from: ago(4_500),
    to: ago(900),
    seenFrom: ago(4_499),
    seenTo: ago(901),
    sees: 'all',
    place: { resourceId: clusterId, table: 'AKSAudit' },
    ...given,
  };
}

export function logVisibility(given: Partial<LogVisibility> = {}): LogVisibility {
  return {
    window: logWindow(),
    rows: 41_000,
    requests: 36_000,
    lists: 900,
    reads: 21_000,
    writes: 9_000,
    verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
    cutRows: 0,
    unreadableRows: 0,
    slowRequests: 4,
    explainedRequests: 4,
    failures: 0,
    webhookTrouble: 0,
    ...given,
  };
}

export function client(name: string, given: Partial<LogClient> = {}): LogClient {
  return {
    userAgent: `${name}/v1.0.0`,
    username: `system:serviceaccount:${name}:${name}`,
    role: 'client',
    ...given,
  };
}

/** Three clients of a quiet cluster. */
export function requestsByClient(given: Partial<RequestsByClient> = {}): RequestsByClient {
  return {
    window: logWindow(),
    total: 36_000,
    clientCount: 24,
    ownRequests: 16,
    clients: [
      clientRequests('kube-controller-manager', 7_200, 36_000),
      clientRequests('kubelet', 5_400, 36_000),
      clientRequests('argocd', 1_800, 36_000),
    ],
    ...given,
  };
}

export function clientRequests(
  name: string,
  requests: number,
  total: number,
  given: Partial<ClientRequests> = {},
): ClientRequests {
  return {
    ...client(name),
    requests,
    share: requests / total,
    gets: requests,
    lists: 0,
    watches: 0,
    writes: 0,
    ...given,
  };
}

export function latencyByClient(
  clients: readonly ClientLatency[] = [
    clientLatency(
      'argocd',
      Array.from({ length: 12 }, () => [150, 20] as const),
    ),
  ],
  given: Partial<LatencyByClient> = {},
): LatencyByClient {
  return { window: logWindow(), binSeconds: 300, clientCount: clients.length, clients, ...given };
}

/** Bins of five minutes from the start of the window: requests and mean, or null for a bin without any. */
export function clientLatency(
  name: string,
  bins: readonly (readonly [requests: number, meanMs: number] | null)[],
  given: Partial<ClientLatency> = {},
): ClientLatency {
  const filled = bins.flatMap((bin, index) =>
    bin === null
      ? []
      : [{ at: ago(4_500 - index * 300), requests: bin[0], meanMs: bin[1], p99Ms: bin[1] * 3 }],
  );
  const requests = filled.reduce((sum, bin) => sum + bin.requests, 0);
  const totalMs = filled.reduce((sum, bin) => sum + bin.requests * bin.meanMs, 0);
  return {
    ...client(name),
    requests,
    meanMs: requests === 0 ? 0 : totalMs / requests,
    bins: filled,
    ...given,
  };
}

export function latencyByCall(
  calls: readonly CallLatency[] = [callLatency('argocd')],
  given: Partial<LatencyByCall> = {},
): LatencyByCall {
  return {
    window: logWindow(),
    total: 30_000,
    totalLate: calls.reduce((sum, { overObjective }) => sum + overObjective, 0),
    callCount: calls.length,
    calls,
    ...given,
  };
}

/** GETs of one deployment each, fast ones. */
export function callLatency(name: string, given: Partial<CallLatency> = {}): CallLatency {
  return {
    ...client(name),
    verb: 'get',
    resource: 'deployments',
    apiGroup: 'apps',
    scope: 'resource',
    requests: 600,
    p50Ms: 8,
    p99Ms: 40,
    totalMs: 6_000,
    untimed: 0,
    objectiveMs: 1_000,
    overObjective: 0,
    unpaged: 0,
    versionedWrites: 0,
    unchangedWrites: 0,
    ...given,
  };
}

/** LISTs of all pods of the cluster, unpaged. */
export function listCalls(name: string, requests: number, given: Partial<CallLatency> = {}): CallLatency {
  return callLatency(name, {
    verb: 'list',
    resource: 'pods',
    apiGroup: '',
    scope: 'cluster',
    requests,
    objectiveMs: 30_000,
    unpaged: requests,
    ...given,
  });
}

export function slowRequestLayers(given: Partial<SlowRequestLayers> = {}): SlowRequestLayers {
  return { window: logWindow(), callCount: 0, calls: [], ...given };
}

const noFailures: FailureCounts = {
  throttled: 0,
  refused: 0,
  clientTimeouts: 0,
  serverTimeouts: 0,
  serverErrors: 0,
  panics: 0,
};

export function failedRequests(
  clients: readonly FailedRequests['clients'][number][] = [],
  given: Partial<FailedRequests> = {},
): FailedRequests {
  return {
    window: logWindow(),
    requests: 36_000,
    clientCount: clients.length,
    ...failureSum(clients),
    clients,
    ...given,
  };
}

export function failingClient(
  name: string,
  requests: number,
  failures: Partial<FailureCounts>,
  given: Partial<FailedRequests['clients'][number]> = {},
): FailedRequests['clients'][number] {
  return { ...client(name), requests, ...noFailures, ...failures, calls: [], ...given };
}

function failureSum(clients: readonly FailureCounts[]): FailureCounts {
  const sum = { ...noFailures };
  for (const one of clients) {
    for (const name of Object.keys(sum) as (keyof FailureCounts)[]) sum[name] += one[name];
  }
  return sum;
}

export function webhookFailures(
  failed: readonly FailedWebhook[] = [],
  given: Partial<WebhookFailures> = {},
): WebhookFailures {
  return { window: logWindow(), webhookCount: failed.length, webhooks: failed, ...given };
}

export function failedWebhook(webhook: string, given: Partial<FailedWebhook> = {}): FailedWebhook {
  return {
    webhook,
    blocked: 12,
    blockedSystem: 0,
    ignored: 0,
    firstAt: ago(3_000),
    lastAt: ago(960),
    sample: `Internal error occurred: failed calling webhook "${webhook}": failed to call webhook: context deadline exceeded`,
    clients: [{ ...client('argocd'), verb: 'create', resource: 'pods', namespace: 'shop', requests: 12 }],
    ...given,
  };
}

export function webhookLogLines(given: Partial<WebhookLogLines> = {}): WebhookLogLines {
  return { window: logWindow(), lines: 5_000, webhooks: [], ...given };
}

export function loggedHeartbeats(given: Partial<LoggedHeartbeats> = {}): LoggedHeartbeats {
  return {
    window: logWindow(),
    silentAfterSeconds: 300,
    nodes: 3,
    silent: 0,
    pools: [{ pool: 'nodepool1', nodes: 3, silent: 0 }],
    silentNodes: [],
    ...given,
  };
}

/** An hour of one metric in grains of five minutes, oldest first; the last levels of it, the rest as the first of them. */
export function series(
  metric: PlatformMetricName,
  levels: readonly (number | null)[],
  dimension: string | null = null,
): MetricSeries {
  const [first = null] = levels;
  const all = [...Array<number | null>(Math.max(0, 12 - levels.length)).fill(first), ...levels];
  return {
    metric,
    dimension,
    points: all.map((level, index) => ({
      at: ago(3_600 - index * 300),
      average: level === null ? null : level * 0.9,
      maximum: level,
    })),
  };
}

/** All six at quiet levels, those that are given in place of them. */
export function platformMetrics(...given: readonly MetricSeries[]): PlatformMetrics {
  const quiet = [
    series('apiserver_cpu_usage_percentage', [14]),
    series('apiserver_memory_usage_percentage', [31]),
    series('apiserver_current_inflight_requests', [6]),
    series('etcd_cpu_usage_percentage', [7]),
    series('etcd_memory_usage_percentage', [22]),
    series('etcd_database_usage_percentage', [5]),
  ];
  const replaced = new Set(given.map(({ metric }) => metric));
  return {
    from: ago(3_600),
    to: ago(0),
    grainSeconds: 300,
    series: [...quiet.filter(({ metric }) => !replaced.has(metric)), ...given],
  };
}

export const reached: ApiAccess = { state: 'reached' };
