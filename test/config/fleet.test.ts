import { describe, expect, test } from 'vitest';
import { azureClouds } from '../../src/azure/environment.ts';
import { fleetSettings } from '../../src/config/fleet.ts';
import { settingsOf } from '../../src/config/settings.ts';

const subscription = '00000000-1111-2222-3333-444444444444';
const group = `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.ContainerService`;

function read(environment: Record<string, string>) {
  const settings = settingsOf(environment);
  const fleet = fleetSettings(settings);
  return { fleet, problems: settings.problems };
}

describe('the fleet', () => {
  test('without a setting is every cluster in Azure that the identity can read', () => {
    expect(read({})).toEqual({
      problems: [],
      fleet: {
        kind: 'azure',
        environment: azureClouds.public,
        scope: { subscriptions: [], managementGroups: [], fleets: [], clusters: [] },
        filter: {
          include: { names: [], resourceGroups: [], regions: [], tags: [] },
          exclude: { names: [], resourceGroups: [], regions: [], tags: [] },
        },
        kubernetesAccess: 'expected',
        allowLocalAccounts: false,
        nodeEgressProbe: false,
        metricsByPartition: false,
      },
    });
  });

  test('is what scope, rules and switches say', () => {
    const { fleet, problems } = read({
      FLEET_SUBSCRIPTIONS: subscription,
      FLEET_MANAGEMENT_GROUPS: 'mg-prod, mg-test',
      FLEET_MANAGERS: `${group}/fleets/fleet-1`,
      FLEET_CLUSTERS: `${group}/managedClusters/aks-1`,
      FLEET_INCLUDE_TAGS: 'env=prod, owner',
      FLEET_INCLUDE_REGIONS: 'westeurope',
      FLEET_EXCLUDE_NAMES: 'aks-sandbox-*',
      KUBERNETES_ACCESS: 'none',
      ALLOW_LOCAL_ACCOUNTS: 'true',
      NODE_EGRESS_PROBE: 'TRUE',
      METRICS_BY_PARTITION: 'true',
    });

    expect(problems).toEqual([]);
    expect(fleet).toMatchObject({
      scope: {
        subscriptions: [subscription],
        managementGroups: ['mg-prod', 'mg-test'],
        fleets: [`${group}/fleets/fleet-1`],
        clusters: [`${group}/managedClusters/aks-1`],
      },
      filter: {
        include: {
          regions: ['westeurope'],
          tags: [
            { name: 'env', value: 'prod' },
            { name: 'owner', value: null },
          ],
        },
        exclude: { names: ['aks-sandbox-*'] },
      },
      kubernetesAccess: 'none',
      allowLocalAccounts: true,
      nodeEgressProbe: true,
      metricsByPartition: true,
    });
  });

  test('is in the cloud that is named, with addresses of its own where they are given', () => {
    const { fleet } = read({ AZURE_CLOUD: 'china', AZURE_LOGS_ENDPOINT: 'https://logs.example/v1' });

    expect(fleet).toMatchObject({
      environment: {
        resourceManagerEndpoint: 'https://management.chinacloudapi.cn',
        logAnalyticsEndpoint: 'https://logs.example',
      },
    });
  });

  test.each([
    [
      { FLEET_KUBECONFIG: '/k', FLEET_SUBSCRIPTIONS: subscription },
      'FLEET_KUBECONFIG is set, and so is FLEET_SUBSCRIPTIONS. The fleet comes from a kubeconfig or from Azure: unset one of them.',
    ],
    [
      { FLEET_SUBSCRIPTIONS: 'prod' },
      'FLEET_SUBSCRIPTIONS has "prod", which is no subscription id. Use e.g. 00000000-0000-0000-0000-000000000000.',
    ],
    [
      { FLEET_CLUSTERS: `${group}/fleets/fleet-1` },
      `FLEET_CLUSTERS has "${group}/fleets/fleet-1", which is no ARM id of that kind. Use e.g. /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks-1.`,
    ],
    [{ AZURE_CLOUD: 'mars' }, 'AZURE_CLOUD is "mars", but it must be one of public, usGovernment, china.'],
    [
      { AZURE_ARM_ENDPOINT: 'http://arm.example' },
      'AZURE_ARM_ENDPOINT is "http://arm.example", but it must be an https address, e.g. https://management.azure.com.',
    ],
    [{ NODE_EGRESS_PROBE: 'yes' }, 'NODE_EGRESS_PROBE is "yes", but it must be one of false, true.'],
    [{ KUBERNETES_ACCESS: 'maybe' }, 'KUBERNETES_ACCESS is "maybe", but it must be one of expected, none.'],
  ])('%j is refused in words', (environment, problem) => {
    expect(read(environment as unknown as Record<string, string>).problems).toEqual([problem]);
  });
});
