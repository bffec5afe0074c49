/** Managed clusters as Resource Graph has them, in our words. */
import * as z from 'zod';
import type { AgentPool, ManagedCluster } from '../evidence/managed-cluster.ts';
import type { Arm } from './arm.ts';
import { resourceName } from './arm-id.ts';
import { azureAnswer } from './answers.ts';
import { queryGraph } from './resource-graph.ts';

export interface DiscoveredCluster {
  readonly name: string;
  /** Lower case. */
  readonly subscriptionId: string;
  /** Lower case, as Resource Graph has it. */
  readonly resourceGroup: string;
  readonly cluster: ManagedCluster;
}

export interface ManagedClusters {
  readonly clusters: readonly DiscoveredCluster[];
  /** Clusters whose row is not as expected. */
  readonly unreadable: readonly { readonly id: string; readonly error: unknown }[];
}

/** Every managed cluster of these subscriptions that the identity can read. */
export async function managedClusters(
  arm: Arm,
  subscriptions: readonly string[],
  signal: AbortSignal,
): Promise<ManagedClusters> {
  const clusters: DiscoveredCluster[] = [];
  const unreadable: { id: string; error: unknown }[] = [];
  const what = 'the managed clusters of the fleet';
  const rows = await queryGraph(arm, { query, scope: { subscriptions }, row: anyRow, what, signal });
  for (const row of rows) {
    try {
      const asked = {
        service: 'Azure Resource Graph',
        what: `the cluster ${resourceName(row.id)}`,
        role: '',
        scope: '',
      };
      clusters.push(azureAnswer(managedClusterRow, row, asked));
    } catch (error) {
      // One cluster of a shape we do not know must not hide the others.
      unreadable.push({ id: row.id, error });
    }
  }
  return { clusters, unreadable };
}

const anyRow = z.looseObject({ id: z.string() });

/** Only what is used: a page of whole clusters would be tens of megabytes. */
const query = `resources
| where type =~ "microsoft.containerservice/managedclusters"
| project id, name, subscriptionId, resourceGroup, location, tags, sku,
    provisioningState = properties.provisioningState,
    powerState = properties.powerState,
    kubernetesVersion = properties.kubernetesVersion,
    currentKubernetesVersion = properties.currentKubernetesVersion,
    fqdn = properties.fqdn,
    privateFQDN = properties.privateFQDN,
    publicNetworkAccess = properties.publicNetworkAccess,
    apiServerAccessProfile = properties.apiServerAccessProfile,
    aadProfile = properties.aadProfile,
    disableLocalAccounts = properties.disableLocalAccounts,
    agentPoolProfiles = properties.agentPoolProfiles,
    nodeResourceGroup = properties.nodeResourceGroup
| order by id asc`;

const text = z
  .string()
  .nullish()
  .transform((value) => value || null);

/** A word we do not know yet is as good as none; the services invent new ones. */
function wordOf<const Words extends readonly string[]>(words: Words) {
  return z.unknown().transform((value): Words[number] | null => words.find((word) => word === value) ?? null);
}

const poolSchema = z
  .object({
    name: z.string(),
    count: z.number().int().nonnegative().nullish(),
    mode: wordOf(['System', 'User', 'Gateway']),
    osType: wordOf(['Linux', 'Windows']),
    type: text,
  })
  .transform(({ name, count, mode, osType, type }): AgentPool => ({
    name,
    nodes: count ?? null,
    mode,
    os: osType,
    type,
  }));

/** Wire names: https://learn.microsoft.com/rest/api/aks/managed-clusters/get */
export const managedClusterRow = z
  .object({
    id: z.string().toLowerCase(),
    name: z.string(),
    subscriptionId: z.string().toLowerCase(),
    resourceGroup: z.string().toLowerCase(),
    location: z.string(),
    tags: z.record(z.string(), z.string().nullable()).nullish(),
    sku: z
      .object({ name: wordOf(['Base', 'Automatic']), tier: wordOf(['Free', 'Standard', 'Premium']) })
      .nullish(),
    provisioningState: text,
    powerState: z.object({ code: wordOf(['Running', 'Stopped']) }).nullish(),
    kubernetesVersion: text,
    currentKubernetesVersion: text,
    fqdn: text,
    privateFQDN: text,
    publicNetworkAccess: text,
    apiServerAccessProfile: z
      .object({
        enablePrivateCluster: z.boolean().nullish(),
        authorizedIPRanges: z.array(z.string()).nullish(),
      })
      .nullish(),
    aadProfile: z.object({ enableAzureRBAC: z.boolean().nullish(), tenantID: text }).nullish(),
    disableLocalAccounts: z.boolean().nullish(),
    agentPoolProfiles: z.array(poolSchema).nullish(),
    nodeResourceGroup: text,
  })
  .transform((row): DiscoveredCluster => {
    const { aadProfile: entra, apiServerAccessProfile: access } = row;
    return {
      name: row.name,
      subscriptionId: row.subscriptionId,
      resourceGroup: row.resourceGroup,
      cluster: {
        resourceId: row.id,
        tier: row.sku?.tier ?? null,
        sku: row.sku?.name ?? null,
        powerState: row.powerState?.code ?? null,
        provisioningState: row.provisioningState,
        kubernetesVersion: row.currentKubernetesVersion ?? row.kubernetesVersion,
        network: {
          privateCluster: access?.enablePrivateCluster ?? false,
          authorizedIpRanges: access?.authorizedIPRanges?.length ?? 0,
          publicNetworkAccess: row.publicNetworkAccess?.toLowerCase() !== 'disabled',
          host: row.fqdn ?? row.privateFQDN,
        },
        identity: {
          // Without the profile there is no Entra at all, and a user credential is a cluster-admin certificate.
          entra: entra !== null && entra !== undefined,
          azureRbac: entra?.enableAzureRBAC ?? false,
          localAccountsDisabled: row.disableLocalAccounts ?? false,
          tenantId: entra?.tenantID ?? null,
        },
        agentPools: row.agentPoolProfiles ?? [],
        nodeResourceGroup: row.nodeResourceGroup,
        location: row.location,
        tags: Object.fromEntries(Object.entries(row.tags ?? {}).map(([name, value]) => [name, value ?? ''])),
      },
    };
  });
