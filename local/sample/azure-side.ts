/** A sample cluster as Azure knows it: where it is, what it costs, where its logs go, what is measured of it. */
import type { SubscriptionName, WorkspaceName } from './estate.ts';
import { subscriptions } from './estate.ts';
import type { Growth } from './time.ts';

export interface AzureSide {
  readonly subscription: SubscriptionName;
  readonly resourceGroup: string;
  readonly location: string;
  readonly tier: 'Free' | 'Standard' | 'Premium';
  readonly tags: Readonly<Record<string, string>>;
  /** A private cluster has no address that is reachable from here. */
  readonly privateCluster: boolean;
  readonly authorizedIpRanges: readonly string[];
  readonly diagnosticSettings: readonly StoryDiagnosticSetting[];
  readonly metrics: PlatformLevels;
  /** Share of the audit events with bodies that are too long for the shared table and were cut. */
  readonly cutLogs: number;
}

export interface StoryDiagnosticSetting {
  readonly name: string;
  readonly workspace: WorkspaceName | null;
  readonly storageAccount?: string;
  /** `Dedicated`: own tables. Null: the shared table AzureDiagnostics. */
  readonly destination: 'Dedicated' | null;
  readonly categories?: readonly string[];
  readonly categoryGroups?: readonly ('audit' | 'allLogs')[];
}

/** Percentages, or requests in flight, around which the measured figure swings. */
export interface Level extends Growth {
  /** How far above and below; a tenth of `at` where it is not said. */
  readonly swing?: number;
}

export interface PlatformLevels {
  readonly apiServerCpu: Level;
  readonly apiServerMemory: Level;
  readonly inFlight: Level;
  readonly etcdCpu: Level;
  readonly etcdMemory: Level;
  readonly etcdDatabase: Level;
}

const quietMetrics: PlatformLevels = {
  apiServerCpu: { at: 14 },
  apiServerMemory: { at: 31, swing: 2 },
  inFlight: { at: 6 },
  etcdCpu: { at: 7 },
  etcdMemory: { at: 22, swing: 1 },
  etcdDatabase: { at: 5, swing: 0.1 },
};

/** Every category of logs goes to tables of its own. */
export function logsTo(workspace: WorkspaceName, ...categories: readonly string[]): StoryDiagnosticSetting {
  return { name: `aks-logs-to-${workspace}`, workspace, destination: 'Dedicated', categories };
}

/** Fills in a cluster on the Standard tier that sends what a careful owner sends. */
export function azureSide(
  side: Partial<Omit<AzureSide, 'metrics'>> & { readonly metrics?: Partial<PlatformLevels> } = {},
): AzureSide {
  return {
    subscription: 'platform',
    resourceGroup: 'rg-sample-prod',
    location: 'westeurope',
    tier: 'Standard',
    tags: {},
    privateCluster: false,
    authorizedIpRanges: [],
    diagnosticSettings: [logsTo('law-fleet-weu', 'kube-audit', 'kube-apiserver', 'kube-controller-manager')],
    cutLogs: 0,
    ...side,
    metrics: { ...quietMetrics, ...side.metrics },
  };
}

interface Named {
  readonly name: string;
  readonly azure: AzureSide;
}

/** In the casing of its creation: Azure Resource Manager and Resource Graph keep it. */
export function clusterIdOf({ name, azure }: Named): string {
  const { subscription, resourceGroup } = azure;
  return `/subscriptions/${subscriptions[subscription].id}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`;
}

/** The resource group that AKS makes for the nodes. */
export function nodeResourceGroupOf({ name, azure }: Named): string {
  return `MC_${azure.resourceGroup}_${name}_${azure.location}`;
}
