/** Which clusters are the fleet, and how they are reached: a kubeconfig, or Azure. */
import { azureEnvironment } from '../azure/environment.ts';
import type { AzureCloud, AzureEnvironment } from '../azure/environment.ts';
import type { FleetScope } from '../azure/discover-fleet.ts';
import type { FleetFilter, FleetRule } from '../azure/fleet-filter.ts';
import { UsageError } from '../shared/errors.ts';
import { tagRule } from '../shared/tag-rule.ts';
import type { SettingName, SettingOf } from './catalogue.ts';
import type { Settings } from './settings.ts';

export type FleetSettings = KubeconfigFleetSettings | AzureFleetSettings;

export interface KubeconfigFleetSettings {
  readonly kind: 'kubeconfig';
  readonly kubeconfig: string;
  /** Contexts to audit; null for all. */
  readonly contexts: readonly string[] | null;
}

export interface AzureFleetSettings {
  readonly kind: 'azure';
  readonly environment: AzureEnvironment;
  readonly scope: FleetScope;
  readonly filter: FleetFilter;
  /** Whether API servers are read where no tag of the cluster says otherwise. */
  readonly kubernetesAccess: 'expected' | 'none';
  /** Clusters without Entra hand out a certificate of a cluster administrator; whether it may be used. */
  readonly allowLocalAccounts: boolean;
  /** Whether a script may be run on silent nodes. */
  readonly nodeEgressProbe: boolean;
  /** Whether platform metrics of suspects are asked for by partition, with a call more for every 50 clusters. */
  readonly metricsByPartition: boolean;
}

/** A kubeconfig when one is named, else Azure: with no other setting, every cluster that the identity can read. */
export function fleetSettings(settings: Settings): FleetSettings {
  const kubeconfig = settings.optional('FLEET_KUBECONFIG');
  if (kubeconfig === null) return azureFleet(settings);
  const also = azureOnly.filter((name) => settings.optional(name) !== null);
  if (also.length > 0) {
    settings.problems.push(
      `FLEET_KUBECONFIG is set, and so is ${also.join(', ')}. The fleet comes from a kubeconfig or from Azure: unset one of them.`,
    );
  }
  return { kind: 'kubeconfig', kubeconfig, contexts: settings.list('FLEET_CONTEXTS') };
}

const azureOnly = [
  'FLEET_SUBSCRIPTIONS',
  'FLEET_MANAGEMENT_GROUPS',
  'FLEET_MANAGERS',
  'FLEET_CLUSTERS',
] as const satisfies readonly SettingName[];

function azureFleet(settings: Settings): AzureFleetSettings {
  return {
    kind: 'azure',
    environment: environmentOf(settings),
    scope: scopeOf(settings),
    filter: { include: ruleOf(settings, 'INCLUDE'), exclude: ruleOf(settings, 'EXCLUDE') },
    kubernetesAccess: settings.oneOf('KUBERNETES_ACCESS'),
    allowLocalAccounts: settings.flag('ALLOW_LOCAL_ACCOUNTS'),
    nodeEgressProbe: settings.flag('NODE_EGRESS_PROBE'),
    metricsByPartition: settings.flag('METRICS_BY_PARTITION'),
  };
}

const endpoints = {
  resourceManagerEndpoint: 'AZURE_ARM_ENDPOINT',
  resourceManagerAudience: 'AZURE_ARM_AUDIENCE',
  logAnalyticsEndpoint: 'AZURE_LOGS_ENDPOINT',
  logAnalyticsAudience: 'AZURE_LOGS_AUDIENCE',
  metricsEndpoint: 'AZURE_METRICS_ENDPOINT',
  metricsAudience: 'AZURE_METRICS_AUDIENCE',
  authorityHost: 'AZURE_AUTHORITY_HOST',
} as const satisfies Partial<Record<keyof AzureEnvironment, SettingName>>;

/** The addresses of the cloud that is set, whatever the fleet comes from. */
export function environmentOf(settings: Settings): AzureEnvironment {
  const cloud: AzureCloud = settings.oneOf('AZURE_CLOUD');
  const given = Object.entries(endpoints).flatMap(([part, name]) => {
    const value = settings.optional(name);
    return value === null ? [] : [[part, value] as const];
  });
  try {
    return azureEnvironment(cloud, Object.fromEntries(given));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    settings.problems.push(...error.problems.map(withSettingNames));
    return azureEnvironment(cloud);
  }
}

/** The environment does not know which settings it comes from. */
function withSettingNames(problem: string): string {
  return Object.entries(endpoints).reduce((text, [part, name]) => text.replaceAll(part, name), problem);
}

function scopeOf(settings: Settings): FleetScope {
  return {
    subscriptions: guids(settings, 'FLEET_SUBSCRIPTIONS'),
    managementGroups: settings.list('FLEET_MANAGEMENT_GROUPS') ?? [],
    fleets: armIds(settings, 'FLEET_MANAGERS', fleetId),
    clusters: armIds(settings, 'FLEET_CLUSTERS', clusterId),
  };
}

const fleetId =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerService/fleets/fleet-1';
const clusterId =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks-1';

function guids(settings: Settings, name: SettingOf<'list'>): readonly string[] {
  const given = settings.list(name) ?? [];
  for (const id of given) {
    if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(id)) continue;
    settings.problems.push(
      `${name} has "${id}", which is no subscription id. Use e.g. 00000000-0000-0000-0000-000000000000.`,
    );
  }
  return given;
}

/** Ids of the kind of the example: alike from the provider to the type. */
function armIds(settings: Settings, name: SettingOf<'list'>, example: string): readonly string[] {
  const given = settings.list(name) ?? [];
  const kind = /\/providers\/[^/]+\/[^/]+\//u.exec(example.toLowerCase())?.[0] ?? '';
  for (const id of given) {
    if (
      /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\//iu.test(id) &&
      id.toLowerCase().includes(kind)
    )
      continue;
    settings.problems.push(`${name} has "${id}", which is no ARM id of that kind. Use e.g. ${example}.`);
  }
  return given;
}

function ruleOf(settings: Settings, way: 'INCLUDE' | 'EXCLUDE'): FleetRule {
  return {
    names: settings.list(`FLEET_${way}_NAMES`) ?? [],
    resourceGroups: settings.list(`FLEET_${way}_RESOURCE_GROUPS`) ?? [],
    regions: settings.list(`FLEET_${way}_REGIONS`) ?? [],
    tags: (settings.list(`FLEET_${way}_TAGS`) ?? []).map(tagRule),
  };
}
