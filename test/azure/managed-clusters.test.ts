import { expect, test } from 'vitest';
import { createArm } from '../../src/azure/arm.ts';
import { managedClusterRow, managedClusters } from '../../src/azure/managed-clusters.ts';
import { patient, startAzure } from './fake-azure.ts';
import { clusterId, clusterRow, graphPage, payments, tenant } from './wire.ts';

test('a cluster in our words', () => {
  expect(managedClusterRow.parse(clusterRow('aks-shop'))).toEqual({
    name: 'aks-shop',
    subscriptionId: payments,
    resourceGroup: 'rg-shop',
    cluster: {
      resourceId: clusterId('aks-shop').toLowerCase(),
      tier: 'Standard',
      sku: 'Base',
      powerState: 'Running',
      provisioningState: 'Succeeded',
      kubernetesVersion: '1.33.4',
      network: {
        privateCluster: false,
        authorizedIpRanges: 2,
        publicNetworkAccess: true,
        host: 'aks-shop-dns-1a2b3c.hcp.westeurope.azmk8s.io',
      },
      identity: { entra: true, azureRbac: true, localAccountsDisabled: true, tenantId: tenant },
      agentPools: [
        { name: 'system', nodes: 3, mode: 'System', os: 'Linux', type: 'VirtualMachineScaleSets' },
        { name: 'vms', nodes: null, mode: 'User', os: 'Linux', type: 'VirtualMachines' },
      ],
      nodeResourceGroup: 'MC_RG-Shop_aks-shop_westeurope',
      location: 'westeurope',
      tags: { env: 'prod', Owner: 'shop' },
    },
  });
});

test.each([
  [
    'a cluster without Entra',
    { aadProfile: null },
    { identity: { entra: false, azureRbac: false, localAccountsDisabled: true, tenantId: null } },
  ],
  [
    'a legacy Entra cluster',
    { aadProfile: { serverAppID: 'x', tenantID: tenant } },
    { identity: { entra: true, azureRbac: false, localAccountsDisabled: true, tenantId: tenant } },
  ],
  [
    'a private cluster',
    { fqdn: null, privateFQDN: 'p.privatelink', apiServerAccessProfile: { enablePrivateCluster: true } },
    {
      network: {
        privateCluster: true,
        authorizedIpRanges: 0,
        publicNetworkAccess: true,
        host: 'p.privatelink',
      },
    },
  ],
  [
    'public access switched off',
    { publicNetworkAccess: 'Disabled', apiServerAccessProfile: null },
    { network: { publicNetworkAccess: false, authorizedIpRanges: 0 } },
  ],
  ['a stopped cluster', { powerState: { code: 'Stopped' } }, { powerState: 'Stopped' }],
  [
    'words that are not known yet',
    { sku: { name: 'Base', tier: 'Ultra' }, powerState: { code: 'Hibernating' } },
    { tier: null, powerState: null, sku: 'Base' },
  ],
  ['a version that is asked for only', { currentKubernetesVersion: null }, { kubernetesVersion: '1.33' }],
  [
    'nothing but its name',
    {
      tags: null,
      sku: null,
      powerState: null,
      aadProfile: null,
      agentPoolProfiles: null,
      kubernetesVersion: '',
      currentKubernetesVersion: '',
    },
    { tags: {}, tier: null, sku: null, agentPools: [], kubernetesVersion: null },
  ],
])('%s', (_, changes, expected) => {
  expect(managedClusterRow.parse(clusterRow('aks-shop', changes)).cluster).toMatchObject(expected);
});

test('one row of another shape does not hide the others', async () => {
  const azure = await startAzure(() => ({
    body: graphPage([clusterRow('a', { aadProfile: 'yes' }), clusterRow('b')]),
  }));
  const { clusters, unreadable } = await managedClusters(createArm(azure.connection), [payments], patient());
  expect(clusters.map(({ name }) => name)).toEqual(['b']);
  expect(unreadable).toMatchObject([
    {
      id: clusterId('a'),
      error: {
        reason: 'invalid',
        detail:
          'The answer of Azure Resource Graph about the cluster a is not as expected at "aadProfile": Invalid input: expected object, received string.',
      },
    },
  ]);
});
