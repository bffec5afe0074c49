/** A sample cluster in the words of Azure Resource Manager. */
import { clusterIdOf, nodeResourceGroupOf } from '../azure-side.ts';
import { subscriptions, tenantId } from '../estate.ts';
import { guidOf, hashOf } from '../random.ts';
import type { Story } from '../story.ts';

export function managedClusterOf(story: Story): Readonly<Record<string, unknown>> {
  const { azure, name, pools } = story;
  const version = `1.${story.version.minor}.${story.version.patch}`;
  return {
    id: clusterIdOf(story),
    name,
    type: 'microsoft.containerservice/managedclusters',
    location: azure.location,
    tags: azure.tags,
    sku: { name: 'Base', tier: azure.tier },
    identity: { type: 'SystemAssigned', tenantId, principalId: guidOf(`${name}/identity`) },
    properties: {
      provisioningState: 'Succeeded',
      powerState: { code: 'Running' },
      // As it was asked for, which may be without the patch; the next one is what runs.
      kubernetesVersion: `1.${story.version.minor}`,
      currentKubernetesVersion: version,
      dnsPrefix: dnsPrefixOf(story),
      ...hostsOf(story),
      agentPoolProfiles: pools.map((pool, index) => ({
        name: pool.name,
        count: pool.nodes,
        vmSize: 'Standard_D4ds_v5',
        osType: 'Linux',
        osSKU: 'AzureLinux',
        type: 'VirtualMachineScaleSets',
        mode: index === 0 ? 'System' : 'User',
        orchestratorVersion: version,
        currentOrchestratorVersion: version,
        provisioningState: 'Succeeded',
        powerState: { code: 'Running' },
      })),
      enableRBAC: true,
      supportPlan: 'KubernetesOfficial',
      nodeResourceGroup: nodeResourceGroupOf(story),
      disableLocalAccounts: true,
      aadProfile: { managed: true, enableAzureRBAC: true, adminGroupObjectIDs: null, tenantID: tenantId },
      apiServerAccessProfile: {
        enablePrivateCluster: azure.privateCluster,
        ...(azure.privateCluster ? { privateDNSZone: 'system', enablePrivateClusterPublicFQDN: false } : {}),
        ...(azure.authorizedIpRanges.length === 0 ? {} : { authorizedIPRanges: azure.authorizedIpRanges }),
      },
      azureMonitorProfile: { metrics: { enabled: false } },
      resourceUID: guidOf(`${name}/uid`).replaceAll('-', '').slice(0, 24),
    },
  };
}

function dnsPrefixOf({ name }: Story): string {
  return `${name}-dns`;
}

function hostsOf(story: Story): Readonly<Record<string, string>> {
  return story.azure.privateCluster
    ? { privateFQDN: privateHostOf(story) }
    : { fqdn: `${hostOf(story)}.hcp.${story.azure.location}.azmk8s.io` };
}

/** The name of a private API server: only the private zone knows it. */
export function privateHostOf(story: Story): string {
  return `${hostOf(story)}.${guidOf(`${story.name}/zone`)}.privatelink.${story.azure.location}.azmk8s.io`;
}

function hostOf(story: Story): string {
  return `${dnsPrefixOf(story)}-${hashOf(story.name).toString(36)}`;
}

/** A row of Resource Graph's table `resources`. */
export function graphRowOf(story: Story): Readonly<Record<string, unknown>> {
  const { subscription, resourceGroup } = story.azure;
  return {
    ...managedClusterOf(story),
    subscriptionId: subscriptions[subscription].id,
    // Resource Graph lowers the group and the type, and keeps the casing of the id.
    resourceGroup: resourceGroup.toLowerCase(),
    tenantId,
  };
}
