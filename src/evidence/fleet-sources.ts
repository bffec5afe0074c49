/** Where the evidence comes from that no gatherer reads, and what that takes: one source for docs, pages and roles. */
import type { AzureRule, EvidenceSource } from './define-gatherer.ts';
import type { EvidenceKind, GatheredKind } from './index.ts';

export interface FleetSource extends EvidenceSource {
  readonly id: FleetKind;
  readonly needs: readonly AzureRule[];
}

/** Evidence that Azure gives, that is learned on the way to the cluster, or that the auditor remembers. */
type FleetKind = Exclude<EvidenceKind, GatheredKind>;

/** https://learn.microsoft.com/azure/governance/resource-graph/overview: it shows what one may read. */
const clusters: AzureRule = {
  actions: ['Microsoft.ContainerService/managedClusters/read', 'Microsoft.Resources/subscriptions/read'],
  dataActions: [],
  role: 'Reader',
  scope: 'each subscription of the fleet',
  without: null,
};

/** https://learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings */
const diagnosticSettings: AzureRule = {
  actions: ['Microsoft.Insights/diagnosticSettings/read'],
  dataActions: [],
  role: 'Reader',
  scope: 'each subscription of the fleet',
  without: null,
};

/** The id that queries want. */
const workspace: AzureRule = {
  actions: ['Microsoft.OperationalInsights/workspaces/read'],
  dataActions: [],
  role: 'Log Analytics Data Reader',
  scope: 'each workspace with audit logs',
  without: null,
};

const tablePlan: AzureRule = {
  actions: ['Microsoft.OperationalInsights/workspaces/tables/read'],
  dataActions: [],
  role: 'Reader',
  scope: 'each workspace with audit logs',
  without: 'the plan of a table is taken to be Analytics, and the query tells when it is not',
};

/**
 * On the subscription: a role on the clusters alone is not enough for the batch API.
 * https://learn.microsoft.com/azure/azure-monitor/essentials/migrate-to-batch-api
 */
const metrics: AzureRule = {
  actions: ['Microsoft.Insights/metrics/read'],
  dataActions: [],
  role: 'Monitoring Reader',
  scope: 'each subscription of the fleet',
  without: null,
};

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/monitor#log-analytics-data-reader */
const logQueries: AzureRule = {
  actions: [
    'Microsoft.OperationalInsights/workspaces/read',
    'Microsoft.OperationalInsights/workspaces/query/read',
  ],
  dataActions: ['Microsoft.OperationalInsights/workspaces/tables/data/read'],
  role: 'Log Analytics Data Reader',
  scope: 'each workspace with audit logs',
  without: null,
};

/** It gives the address of the API server, and on clusters with Entra ID no credential. */
const userCredential: AzureRule = {
  actions: ['Microsoft.ContainerService/managedClusters/listClusterUserCredential/action'],
  dataActions: [],
  role: 'Azure Kubernetes Service Cluster User Role',
  scope: 'each subscription of the fleet',
  without: null,
};

/** Virtual Machine Contributor could do it, and could do anything to the machine. That polling the result takes no further action was not tried. */
const nodeProbe: AzureRule = {
  actions: [
    'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read',
    'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action',
    'Microsoft.Compute/virtualMachines/read',
    'Microsoft.Compute/virtualMachines/runCommand/action',
  ],
  dataActions: [],
  role: null,
  scope: 'the node resource group of each cluster that may be probed',
  without: null,
};

/** A query of the audit log, for all clusters of a workspace at once. */
function logQuery(source: string): Omit<FleetSource, 'id'> {
  return { source: `Log Analytics: ${source}`, maxRequests: 0, needs: [logQueries] };
}

const byKind: { readonly [K in FleetKind]: Omit<FleetSource, 'id'> } = {
  managedCluster: {
    source: 'Resource Graph, one query per 1,000 clusters',
    maxRequests: 0,
    needs: [clusters],
  },
  auditLogging: {
    source: 'diagnostic settings of the cluster, workspaces they send to, plans of the tables',
    maxRequests: 0,
    needs: [diagnosticSettings, workspace, tablePlan],
  },
  platformMetrics: {
    source: 'Azure Monitor metrics, one batch per 50 clusters',
    maxRequests: 0,
    needs: [metrics],
  },
  logVisibility: logQuery('how much of the audit log there is'),
  requestsByClient: logQuery('requests of each client in the audit log'),
  latencyByClient: logQuery('latency of each client in the audit log'),
  latencyByCall: logQuery('latency of each client, verb and resource in the audit log'),
  slowRequestLayers: logQuery('where the time of slow requests went, in the audit log'),
  failedRequests: logQuery('failed requests of each client in the audit log'),
  webhookFailures: logQuery('requests for which a webhook could not be called, in the audit log'),
  webhookLogLines: logQuery("failed webhook calls in the API servers' own log"),
  creationsByClient: logQuery('objects that each client creates and deletes, in the audit log'),
  loggedHeartbeats: logQuery('last lease renewal of each node in the audit log'),
  apiAccess: {
    source: 'address of the API server from Azure, then GET /version',
    maxRequests: 1,
    needs: [userCredential],
  },
  nodeEgress: {
    source: 'run command on one silent node of each pool, three at most; each sends one or two GETs',
    maxRequests: 6,
    needs: [nodeProbe],
  },
  history: { source: 'what earlier audits of the cluster stored', maxRequests: 0, needs: [] },
};

export const fleetSources: readonly FleetSource[] = Object.entries(byKind).map(([id, source]) => ({
  // The keys are those of the type; Object.entries cannot say so.
  id: id as FleetKind,
  ...source,
}));
