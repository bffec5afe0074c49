/** Which action of Azure a request takes, at which scope, of which service: the mirror of what the clients send. */
import type { AzureEnvironment } from '../azure/environment.ts';

export type AzureService = 'resourceManager' | 'logs' | 'metrics';

export interface AzureAction {
  readonly service: AzureService;
  /** As rules name it (evidence/fleet-sources.ts). */
  readonly action: string;
  /** Resource that the action is about, lower case; of a log query, the GUID of the workspace; empty for no one resource. */
  readonly scope: string;
}

const cluster =
  '(/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.containerservice/managedclusters/[^/]+)';
const workspace =
  '(/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.operationalinsights/workspaces/[^/]+)';

const actions: readonly { readonly service: AzureService; readonly path: RegExp; readonly action: string }[] =
  [
    {
      service: 'resourceManager',
      path: /^()\/providers\/microsoft\.resourcegraph\/resources$/u,
      action: 'Microsoft.ContainerService/managedClusters/read',
    },
    {
      service: 'resourceManager',
      path: new RegExp(`^${cluster}/providers/microsoft\\.insights/diagnosticsettings$`, 'u'),
      action: 'Microsoft.Insights/diagnosticSettings/read',
    },
    {
      service: 'resourceManager',
      path: new RegExp(`^${cluster}/listclusterusercredential$`, 'u'),
      action: 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action',
    },
    {
      service: 'resourceManager',
      path: new RegExp(`^${workspace}/tables/[^/]+$`, 'u'),
      action: 'Microsoft.OperationalInsights/workspaces/tables/read',
    },
    {
      service: 'resourceManager',
      path: new RegExp(`^${workspace}$`, 'u'),
      action: 'Microsoft.OperationalInsights/workspaces/read',
    },
    {
      service: 'metrics',
      path: /(\/subscriptions\/[^/]+)\/metrics:getbatch$/u,
      action: 'Microsoft.Insights/metrics/read',
    },
    {
      service: 'logs',
      path: /\/workspaces\/([^/]+)\/(?:query|search)$/u,
      action: 'Microsoft.OperationalInsights/workspaces/query/read',
    },
  ];

/** Null for a request that no declared rule is about. */
export function azureActionOf(url: URL): AzureAction | null {
  const path = decodeURIComponent(url.pathname).toLowerCase();
  for (const { service, path: pattern, action } of actions) {
    const match = pattern.exec(path);
    if (match !== null) return { service, action, scope: match[1] ?? '' };
  }
  return null;
}

export interface ServiceWords {
  readonly name: string;
  /** The app setting that replaces its address. */
  readonly setting: string;
  readonly endpoint: keyof AzureEnvironment;
}

export const azureServices: Readonly<Record<AzureService, ServiceWords>> = {
  resourceManager: {
    name: 'Azure Resource Manager',
    setting: 'AZURE_ARM_ENDPOINT',
    endpoint: 'resourceManagerEndpoint',
  },
  metrics: { name: 'Azure Monitor metrics', setting: 'AZURE_METRICS_ENDPOINT', endpoint: 'metricsEndpoint' },
  logs: { name: 'Log Analytics', setting: 'AZURE_LOGS_ENDPOINT', endpoint: 'logAnalyticsEndpoint' },
};
