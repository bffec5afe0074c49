/** Recorded shapes of Azure, with made-up names. */

export const payments = '11111111-1111-4111-8111-111111111111';
export const platform = '22222222-2222-4222-8222-222222222222';
export const tenant = '99999999-9999-4999-8999-999999999999';

export function clusterId(name: string, subscription = payments, group = 'RG-Shop'): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters/${name}`;
}

/** A row of the projection over `resources`. */
export function clusterRow(name: string, changes: object = {}, subscription = payments): object {
  return {
    id: clusterId(name, subscription),
    name,
    subscriptionId: subscription,
    resourceGroup: 'rg-shop',
    location: 'westeurope',
    tags: { env: 'prod', Owner: 'shop' },
    sku: { name: 'Base', tier: 'Standard' },
    provisioningState: 'Succeeded',
    powerState: { code: 'Running' },
    kubernetesVersion: '1.33',
    currentKubernetesVersion: '1.33.4',
    fqdn: `${name}-dns-1a2b3c.hcp.westeurope.azmk8s.io`,
    privateFQDN: null,
    publicNetworkAccess: null,
    apiServerAccessProfile: {
      enablePrivateCluster: false,
      authorizedIPRanges: ['203.0.113.0/24', '198.51.100.7/32'],
    },
    aadProfile: { managed: true, enableAzureRBAC: true, adminGroupObjectIDs: null, tenantID: tenant },
    disableLocalAccounts: true,
    agentPoolProfiles: [
      {
        name: 'system',
        count: 3,
        mode: 'System',
        osType: 'Linux',
        type: 'VirtualMachineScaleSets',
        vmSize: 'Standard_D4ds_v5',
      },
      { name: 'vms', mode: 'User', osType: 'Linux', type: 'VirtualMachines', virtualMachinesProfile: {} },
    ],
    nodeResourceGroup: `MC_RG-Shop_${name}_westeurope`,
    ...changes,
  };
}

export function subscriptionRow(id: string): object {
  return { id: `/subscriptions/${id}`, subscriptionId: id };
}

/** A page of Resource Graph. */
export function graphPage(data: readonly object[], changes: object = {}): object {
  return {
    totalRecords: data.length,
    count: data.length,
    resultTruncated: 'false',
    facets: [],
    data,
    ...changes,
  };
}
