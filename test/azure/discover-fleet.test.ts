import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createArm } from '../../src/azure/arm.ts';
import { type FleetScope, discoverFleet } from '../../src/azure/discover-fleet.ts';
import { type FleetFilter, wholeFleet } from '../../src/azure/fleet-filter.ts';
import { type AskedOf, type FakeAzure, type Reply, failureOf, patient, startAzure } from './fake-azure.ts';
import { clusterId, clusterRow, graphPage, payments, platform, subscriptionRow } from './wire.ts';

const unread = '33333333-3333-4333-8333-333333333333';
const fleetId = `/subscriptions/${payments}/resourceGroups/rg-fleet/providers/Microsoft.ContainerService/fleets/main`;
const arcId = `/subscriptions/${platform}/resourceGroups/rg/providers/Microsoft.Kubernetes/connectedClusters/edge`;

describe('discovery', () => {
  test('finds the clusters of everything the identity can read', async () => {
    expect(await discovered({})).toEqual({
      clusters: ['aks-pay-1', 'aks-pay-2', 'aks-plat'],
      leftOut: [],
      problems: [],
    });
  });

  test('a subscription that is asked for and not readable is told', async () => {
    expect(await discovered({ subscriptions: [platform.toUpperCase(), unread] })).toEqual({
      clusters: ['aks-plat'],
      leftOut: [],
      problems: [
        {
          kind: 'subscription',
          id: unread,
          ok: false,
          reason: 'forbidden',
          detail: `The subscription ${unread} shows the auditor nothing: it may not read it, or it does not exist in this tenant.`,
          remedy: 'Check the id, and assign the role Reader to the identity of the auditor there.',
        },
      ],
    });
  });

  test('when no subscription is readable there is no fleet, and that is told', async () => {
    expect(await discovered({ subscriptions: [unread] })).toMatchObject({
      clusters: [],
      problems: [{ kind: 'subscription', id: unread, reason: 'forbidden' }],
    });
  });

  test('a management group is its subscriptions', async () => {
    expect(await discovered({ managementGroups: ['mg-plat'] })).toMatchObject({
      clusters: ['aks-plat'],
      problems: [],
    });
  });

  test('a management group that is refused does not hide the others', async () => {
    expect(await discovered({ managementGroups: ['mg-secret', 'mg-plat'] })).toMatchObject({
      clusters: ['aks-plat'],
      problems: [{ kind: 'managementGroup', id: 'mg-secret', reason: 'forbidden' }],
    });
  });

  test('clusters named by id, found or not, without the rest of their subscription', async () => {
    const [there, gone, hidden] = [clusterId('aks-pay-2'), clusterId('aks-gone'), clusterId('aks-x', unread)];
    expect(await discovered({ clusters: [there, gone, hidden, 'aks-pay-1'] })).toEqual({
      clusters: ['aks-pay-2'],
      leftOut: [],
      problems: [
        {
          kind: 'cluster',
          id: 'aks-pay-1',
          ok: false,
          reason: 'invalid',
          detail: '"aks-pay-1" is not the ARM id of a managed cluster.',
          remedy: 'Take the id from the properties page of the cluster in the Azure portal.',
        },
        {
          kind: 'cluster',
          id: gone,
          ok: false,
          reason: 'notCollected',
          detail: `The cluster aks-gone is not among what the auditor can read in the subscription ${payments}: it was deleted, or the role Reader is missing.`,
          remedy:
            'Assign the role Reader to the identity of the auditor at the cluster, or take it out of the fleet.',
        },
        expect.objectContaining({ kind: 'cluster', id: hidden, reason: 'notCollected' }),
      ],
    });
  });

  test('members of a Fleet Manager; those of Azure Arc are said to be left out', async () => {
    expect(await discovered({ fleets: [fleetId] })).toEqual({
      clusters: ['aks-pay-1'],
      leftOut: [
        {
          resourceId: arcId.toLowerCase(),
          why: 'It is a cluster of Azure Arc; only AKS clusters have a control plane that Azure runs.',
        },
      ],
      problems: [],
    });
  });

  test('a Fleet Manager that is gone is told', async () => {
    expect(await discovered({ fleets: [`${fleetId}-gone`] })).toMatchObject({
      clusters: [],
      problems: [{ kind: 'fleet', id: `${fleetId}-gone`, reason: 'notCollected' }],
    });
  });

  test('what the filter leaves out is listed with the reason', async () => {
    const filter = { ...wholeFleet, exclude: { ...wholeFleet.exclude, names: ['aks-pay-*'] } };
    expect(await discovered({}, filter)).toMatchObject({
      clusters: ['aks-plat'],
      leftOut: [
        {
          resourceId: clusterId('aks-pay-1').toLowerCase(),
          why: 'Its name aks-pay-1 matches the exclusion aks-pay-*.',
        },
        { resourceId: clusterId('aks-pay-2').toLowerCase() },
      ],
    });
  });

  test('a cluster that is in scope twice is found once', async () => {
    const scope = {
      subscriptions: [payments],
      managementGroups: ['mg-pay'],
      clusters: [clusterId('aks-pay-1')],
    };
    expect(await discovered(scope)).toMatchObject({ clusters: ['aks-pay-1', 'aks-pay-2'] });
  });

  test('when Resource Graph refuses there is an error and no empty fleet', async () => {
    const azure = await startAzure(() => ({
      status: 403,
      body: { error: { code: 'AuthorizationFailed', message: 'no.' } },
    }));
    expect(
      await failureOf(discoverFleet(createArm(azure.connection), everywhere, wholeFleet, patient())),
    ).toMatchObject({
      reason: 'forbidden',
    });
  });
});

const everywhere: FleetScope = { subscriptions: [], managementGroups: [], fleets: [], clusters: [] };

async function discovered(scope: Partial<FleetScope>, filter: FleetFilter = wholeFleet) {
  const azure = await startFleet();
  const arm = createArm(azure.connection);
  const { clusters, ...rest } = await discoverFleet(arm, { ...everywhere, ...scope }, filter, patient());
  return { clusters: clusters.map(({ name }) => name), ...rest };
}

const rows = [
  clusterRow('aks-pay-1'),
  clusterRow('aks-pay-2'),
  clusterRow('aks-plat', { resourceGroup: 'rg-plat' }, platform),
];
const bodySchema = z.object({
  query: z.string(),
  subscriptions: z.array(z.string()).optional(),
  managementGroups: z.array(z.string()).optional(),
});

/** Two subscriptions that can be read, as Resource Graph shows them. */
function startFleet(): Promise<FakeAzure> {
  return startAzure((asked) => (asked.path.startsWith('/providers/') ? graph(asked) : members(asked)));
}

function graph({ body }: AskedOf): Reply {
  const { query, subscriptions, managementGroups = [] } = bodySchema.parse(body);
  if (managementGroups.includes('mg-secret'))
    return { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no.' } } };
  const below: Record<string, string[]> = { 'mg-plat': [platform], 'mg-pay': [payments] };
  const scope =
    subscriptions ??
    (managementGroups.length === 0
      ? [payments, platform]
      : managementGroups.flatMap((id) => below[id] ?? []));
  const readable = [payments, platform].filter((id) => scope.includes(id));
  if (readable.length === 0) {
    const code = 'NoValidSubscriptionsInQueryRequest';
    return {
      status: 400,
      body: { error: { code: 'BadRequest', message: 'x', details: [{ code, message: 'y' }] } },
    };
  }
  const wanted = query.startsWith('resourcecontainers')
    ? readable.map(subscriptionRow)
    : rows.filter((row) => 'subscriptionId' in row && readable.includes(String(row.subscriptionId)));
  return { body: graphPage(wanted) };
}

function members({ path }: AskedOf): Reply {
  if (!path.startsWith(`${fleetId}/members?`))
    return { status: 404, body: { error: { code: 'ResourceNotFound', message: 'no.' } } };
  return {
    body: {
      value: [clusterId('aks-pay-1'), arcId].map((clusterResourceId) => ({
        name: 'm',
        properties: { clusterResourceId, group: 'canary', provisioningState: 'Succeeded' },
      })),
    },
  };
}
