import { describe, expect, test } from 'vitest';
import type { DiscoveredCluster } from '../../src/azure/managed-clusters.ts';
import type { ManagedCluster } from '../../src/evidence/managed-cluster.ts';
import { fleetOf } from '../../src/fleet/found-fleet.ts';
import { clusterKeyOf } from '../../src/store/keys.ts';
import { clusterId, managedCluster } from '../support/azure-evidence.ts';

const now = new Date('2026-11-24T06:00:00.000Z');
const at = now.toISOString();
const nothing = { clusters: [], leftOut: [], problems: [] };

function found(given: Partial<ManagedCluster> = {}): DiscoveredCluster {
  return {
    name: 'Shop',
    subscriptionId: '00000000-0000-0000-0000-000000000001',
    resourceGroup: 'rg-shop',
    cluster: managedCluster(given),
  };
}

const shop = {
  key: clusterKeyOf(clusterId),
  id: clusterId,
  name: 'Shop',
  source: {
    kind: 'azure',
    resourceId: clusterId,
    subscriptionId: '00000000-0000-0000-0000-000000000001',
    resourceGroup: 'rg-shop',
    location: 'westeurope',
  },
};

describe('a cluster that was found', () => {
  test('belongs to the fleet, with what finding it told', () => {
    expect(fleetOf({ ...nothing, clusters: [found()] }, now)).toEqual({
      clusters: [
        {
          cluster: shop,
          skip: null,
          evidence: { managedCluster: { ok: true, value: managedCluster(), at } },
        },
      ],
      leftOut: new Map(),
      unseen: [],
    });
  });

  test('is skipped when it is stopped, and its row tells why', () => {
    const stopped = { powerState: 'Stopped' } as const;

    expect(fleetOf({ ...nothing, clusters: [found(stopped)] }, now).clusters).toEqual([
      {
        cluster: shop,
        skip: 'The cluster is stopped: its API server is down by design, and there are no logs and metrics.',
        evidence: { managedCluster: { ok: true, value: managedCluster(stopped), at } },
      },
    ]);
  });

  test.each(['Running', null] as const)('is audited when its power state is %s', (powerState) => {
    expect(fleetOf({ ...nothing, clusters: [found({ powerState })] }, now).clusters[0]?.skip).toBeNull();
  });

  test('is audited whatever becomes of it at the moment', () => {
    const updating = found({ provisioningState: 'Upgrading' });

    expect(fleetOf({ ...nothing, clusters: [updating] }, now).clusters[0]?.skip).toBeNull();
  });
});

test('a cluster that a rule leaves out is known by its key, however Azure writes its id today', () => {
  const leftOut = [{ resourceId: clusterId.toUpperCase(), why: 'FLEET_EXCLUDE_NAMES has "shop".' }];

  expect(fleetOf({ ...nothing, leftOut }, now)).toEqual({
    clusters: [],
    leftOut: new Map([[shop.key, 'FLEET_EXCLUDE_NAMES has "shop".']]),
    unseen: [],
  });
});

test('a part that could not be seen is a sentence with what to do about it', () => {
  const problems = [
    {
      ok: false as const,
      kind: 'subscription' as const,
      id: 's-1',
      reason: 'forbidden' as const,
      detail: 'The subscription s-1 cannot be read.',
      remedy: 'Assign the role Reader.',
    },
  ];

  expect(fleetOf({ ...nothing, clusters: [found()], problems }, now).unseen).toEqual([
    'The subscription s-1 cannot be read. Assign the role Reader.',
  ]);
  expect(fleetOf({ ...nothing, problems }, now).unseen).toHaveLength(1);
});

test('a fleet in which nothing was found says so: an identity without a role sees an empty tenant', () => {
  expect(fleetOf(nothing, now)).toEqual({
    clusters: [],
    leftOut: new Map(),
    unseen: [
      'No AKS cluster was found: there is none in the scope of the fleet, or the identity of the auditor may not read any. ' +
        'Assign it the role Reader on the subscriptions of the fleet, and check FLEET_SUBSCRIPTIONS and AZURE_CLOUD.',
    ],
  });
});
