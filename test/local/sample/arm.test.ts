import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterIdOf, nodeResourceGroupOf } from '../../../local/sample/azure-side.ts';
import { forbidden } from '../../../local/sample/azure/answer.ts';
import { fleetId } from '../../../local/sample/azure/fleet-members.ts';
import { limited } from '../../../local/sample/azure/quota.ts';
import { subscriptions, workspaceIdOf, workspaceNamed } from '../../../local/sample/estate.ts';
import { healthy } from '../../../local/sample/stories/healthy.ts';
import { leaking } from '../../../local/sample/stories/leaking.ts';
import { privateCluster } from '../../../local/sample/stories/private-cluster.ts';
import { webhookDeadlock } from '../../../local/sample/stories/webhook-deadlock.ts';
import type { Story } from '../../../local/sample/story.ts';
import { startSampleAzure } from '../../support/sample-azure.ts';
import type { SampleAzure } from '../../support/sample-azure.ts';
import { anyOf, matching } from '../../support/matchers.ts';

let sample: SampleAzure;
beforeAll(async () => {
  sample = await startSampleAzure();
});
afterAll(() => sample.stop());

function url(path: string): string {
  return `${sample.azure.urls.arm}${path}?api-version=2025-10-01`;
}

test.each([
  ['without a token', null, 'AuthenticationFailed'],
  ['with another token', 'bad', 'InvalidAuthenticationToken'],
])('%s: 401', async (_, token, code) => {
  expect(await sample.ask(url(clusterIdOf(healthy)), { token })).toMatchObject({
    status: 401,
    body: { error: { code } },
  });
});

test('a call that names no version of the API is refused', async () => {
  expect(await sample.ask(`${sample.azure.urls.arm}${clusterIdOf(healthy)}`)).toMatchObject({
    status: 400,
    body: { error: { code: 'MissingApiVersionParameter' } },
  });
});

test('a cluster that does not exist is not found by name and group', async () => {
  expect((await sample.ask(url(`${clusterIdOf(healthy)}x`))).body).toEqual({
    error: {
      code: 'ResourceNotFound',
      message:
        "The Resource 'Microsoft.ContainerService/managedClusters/aks-payments-weu-01x' under resource group 'rg-payments-prod' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    },
  });
});

test('ids are found in any case, and come back as they were made', async () => {
  const { body } = await sample.ask(url(clusterIdOf(privateCluster).toUpperCase()));
  expect(body).toMatchObject({
    id: clusterIdOf(privateCluster),
    sku: { name: 'Base', tier: 'Standard' },
    properties: {
      powerState: { code: 'Running' },
      currentKubernetesVersion: '1.32.10',
      privateFQDN: matching(/\.privatelink\.northeurope\.azmk8s\.io$/),
      apiServerAccessProfile: { enablePrivateCluster: true },
      aadProfile: { managed: true, enableAzureRBAC: true },
      agentPoolProfiles: [{ name: 'nodepool1', count: 6, mode: 'System', type: 'VirtualMachineScaleSets' }],
    },
  });
});

test('a diagnostic setting with own tables, category groups and a storage account', async () => {
  const { body } = await sample.ask(
    url(`${clusterIdOf(webhookDeadlock)}/providers/Microsoft.Insights/diagnosticSettings`),
  );
  expect(body).toEqual({
    value: [
      {
        id: `${clusterIdOf(webhookDeadlock).toLowerCase()}/providers/microsoft.insights/diagnosticSettings/all-logs`,
        type: 'Microsoft.Insights/diagnosticSettings',
        name: 'all-logs',
        location: null,
        kind: null,
        tags: null,
        properties: {
          storageAccountId: `/subscriptions/${subscriptions.payments.id}/resourceGroups/rg-checkout-prod/providers/Microsoft.Storage/storageAccounts/stcontosoauditlogs`,
          serviceBusRuleId: null,
          workspaceId: workspaceIdOf(workspaceNamed('law-fleet-weu')),
          eventHubAuthorizationRuleId: null,
          eventHubName: null,
          marketplacePartnerId: null,
          metrics: [{ category: 'AllMetrics', enabled: false, retentionPolicy: { enabled: false, days: 0 } }],
          logs: [
            {
              category: null,
              categoryGroup: 'allLogs',
              enabled: true,
              retentionPolicy: { enabled: false, days: 0 },
            },
          ],
          logAnalyticsDestinationType: 'Dedicated',
        },
        identity: null,
      },
    ],
  });
});

test('the shared table is a setting without a destination type', async () => {
  const path = `${clusterIdOf(privateCluster)}/providers/Microsoft.Insights/diagnosticSettings`;
  expect((await sample.ask(url(path))).body).toMatchObject({
    value: [{ properties: { logAnalyticsDestinationType: null, storageAccountId: null } }],
  });
});

test('a workspace tells the GUID that queries want', async () => {
  const workspace = workspaceNamed('law-data-frc');
  expect((await sample.ask(url(workspaceIdOf(workspace)))).body).toMatchObject({
    name: 'law-data-frc',
    properties: { customerId: workspace.customerId },
  });
});

test.each([
  ['law-data-frc', 'AKSAuditAdmin', 'Basic'],
  ['law-data-frc', 'aksaudit', 'Analytics'],
  ['law-fleet-weu', 'AKSAuditAdmin', 'Analytics'],
] as const)('%s has %s on the plan %s', async (workspace, table, plan) => {
  const id = workspaceIdOf(workspaceNamed(workspace));
  expect((await sample.ask(url(`${id}/tables/${table}`))).body).toMatchObject({ properties: { plan } });
});

test('the user credential of an Entra cluster shows the way and holds no key', async () => {
  const { body } = await sample.ask(url(`${clusterIdOf(healthy)}/listClusterUserCredential`), { body: {} });
  const [config] = kubeconfigsIn(body);
  expect(config).toMatchObject({
    clusters: [
      {
        cluster: {
          server: 'https://127.0.0.1:1',
          'certificate-authority-data': matching(/^LS0t/),
        },
      },
    ],
    users: [{ user: { exec: { command: 'kubelogin' } } }],
  });
  expect(JSON.stringify(config)).not.toMatch(/client-key|client-certificate|"token"/);
});

test('the credential of a private cluster leads to a name that only its own network knows', async () => {
  const { body } = await sample.ask(url(`${clusterIdOf(privateCluster)}/listClusterUserCredential`), {
    body: {},
  });
  expect(JSON.stringify(kubeconfigsIn(body))).toMatch(/\.privatelink\.northeurope\.azmk8s\.io:443"/);
});

function kubeconfigsIn(body: unknown): readonly unknown[] {
  // The test that reads it fails when it is anything else.
  const { kubeconfigs } = body as { kubeconfigs: { value: string }[] };
  return kubeconfigs.map(({ value }) => JSON.parse(Buffer.from(value, 'base64').toString()) as unknown);
}

test('the sixty-first credential of a subscription at once is turned away', async () => {
  const other = await startSampleAzure({ take: limited(() => 0) });
  try {
    const path = `${other.azure.urls.arm}${clusterIdOf(healthy)}/listClusterUserCredential?api-version=2025-10-01`;
    const answers = await Promise.all(Array.from({ length: 61 }, () => other.ask(path, { body: {} })));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({
      headers: { 'retry-after': '1' },
      body: { error: { code: 'Throttled' } },
    });
    expect(other.azure.requests()).toEqual({ userCredential: { total: 61, peak: anyOf(Number) } });
  } finally {
    await other.stop();
  }
});

test('the members of the fleet lead to their clusters', async () => {
  expect((await sample.ask(url(`${fleetId}/members`))).body).toMatchObject({
    value: [
      { properties: { clusterResourceId: clusterIdOf(healthy), group: 'westeurope' } },
      { name: 'aks-checkout-weu-01' },
      { name: 'aks-orders-neu-01' },
      { name: 'aks-vault-neu-01' },
    ],
  });
});

function scaleSets(story: Story): string {
  const subscription = subscriptions[story.azure.subscription].id;
  return `/subscriptions/${subscription}/resourceGroups/${nodeResourceGroupOf(story)}/providers/Microsoft.Compute/virtualMachineScaleSets`;
}

test('the nodes of a cluster are instances of its scale sets', async () => {
  expect((await sample.ask(url(scaleSets(leaking)))).body).toMatchObject({
    value: [
      { name: 'aks-nodepool1-27182818-vmss' },
      { name: 'aks-batch-27182818-vmss', sku: { capacity: 9 } },
    ],
  });
  const { body } = await sample.ask(url(`${scaleSets(leaking)}/aks-batch-27182818-vmss/virtualMachines`));
  expect(body).toMatchObject({
    value: Array.from({ length: 9 }, (_, index) => ({
      instanceId: String(index),
      properties: { osProfile: { computerName: `aks-batch-27182818-vmss00000${index}` } },
    })),
  });
});

test.each([
  [
    'a node that answers',
    '0',
    {
      status: 'Succeeded',
      properties: {
        output: {
          value: [
            {
              code: 'ProvisioningState/succeeded',
              message:
                'Enable succeeded: \n[stdout]\negress curl=0 with=kubelet http=200 lookup=0.004 tls=0.040\n\n[stderr]\n',
            },
          ],
        },
      },
    },
  ],
  [
    'a node that cannot reach Azure',
    '6',
    { status: 'Failed', error: { code: 'VMAgentStatusCommunicationError' } },
  ],
])('a command on %s is accepted, runs, and ends', async (_, instance, end) => {
  const path = `${scaleSets(leaking)}/aks-batch-27182818-vmss/virtualMachines/${instance}/runCommand`;
  const accepted = await sample.ask(url(path), { body: { commandId: 'RunShellScript', script: ['true'] } });
  expect({ status: accepted.status, body: accepted.body }).toEqual({ status: 202, body: undefined });
  const poll = String(accepted.headers['azure-asyncoperation']);
  expect((await sample.ask(poll)).body).toMatchObject({ status: 'InProgress' });
  expect((await sample.ask(poll)).body).toMatchObject(end);
});

test('a fault takes the place of an answer, so that what goes wrong can be tried', async () => {
  const action = 'Microsoft.ContainerService/managedClusters/read';
  const other = await startSampleAzure({
    fault: (kind, { path }) => (kind === 'managedCluster' ? forbidden(action, path) : null),
  });
  try {
    const answer = await other.ask(`${other.azure.urls.arm}${clusterIdOf(healthy)}?api-version=2025-10-01`);
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'AuthorizationFailed' } } });
  } finally {
    await other.stop();
  }
});
