import { expect, test } from 'vitest';
import { freeTierControlPlane } from '../../../src/checks/prerequisites/free-tier-control-plane.ts';
import type { ManagedCluster } from '../../../src/evidence/managed-cluster.ts';
import { paidTier } from '../../../src/remediation/tier.ts';
import { agentPool, clusterId, managedCluster } from '../../support/azure-evidence.ts';
import { briefly, verdictOn } from '../../support/evidence.ts';

function on(given: Partial<ManagedCluster>) {
  return verdictOn(freeTierControlPlane, { managedCluster: managedCluster(given) });
}

test('twelve nodes on the Free tier are high', () => {
  const agentPools = [agentPool('system', 3), agentPool('user', 9)];

  expect(on({ tier: 'Free', agentPools })).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'ManagedCluster', name: 'shop' },
        summary:
          'The cluster shop is on the Free tier with 12 nodes, without an SLA and with few resources for its control plane; expected is the Standard tier, and without it fewer than 10 nodes.',
        observed: { text: 'on the Free tier with 12 nodes', value: 12, unit: 'nodes' },
        threshold: {
          value: 10,
          unit: 'nodes',
          source: 'https://learn.microsoft.com/en-us/azure/aks/free-standard-pricing-tiers',
        },
        excerpts: [
          { label: 'Pool system', value: '3 nodes' },
          { label: 'Pool user', value: '9 nodes' },
        ],
        remediation: paidTier(clusterId),
      },
    ],
  });
});

test.each([
  [0, ['low shop']],
  [9, ['low shop']],
  [10, ['high shop']],
  [99, ['high shop']],
  [100, ['critical shop']],
])('the Free tier with %d nodes', (nodes, expected) => {
  expect(briefly(on({ tier: 'Free', agentPools: [agentPool('nodepool1', nodes)] }))).toEqual(expected);
});

test.each(['Standard', 'Premium'] as const)('the tier %s passes, however many nodes', (tier) => {
  expect(on({ tier, agentPools: [agentPool('nodepool1', 900)] })).toEqual({ outcome: 'pass', inspected: 1 });
});

test('an Automatic cluster is on the Standard tier', () => {
  expect(on({ tier: null, sku: 'Automatic' })).toEqual({ outcome: 'pass', inspected: 1 });
});

test('a tier that Azure does not say is unknown', () => {
  expect(on({ tier: null })).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'Azure does not say which tier the cluster is on.',
    remedy: 'Look at the pricing tier on the overview page of the cluster in the Azure portal.',
  });
});

test('pools without a count may make it worse', () => {
  const agentPools = [agentPool('system', 3), agentPool('vms', null, { type: 'VirtualMachines' })];

  expect(on({ tier: 'Free', agentPools })).toMatchObject({
    outcome: 'fail',
    findings: [
      {
        severity: 'low',
        observed: { text: 'on the Free tier with at least 3 nodes' },
        excerpts: [{ label: 'Pool system' }, { label: 'Pool vms', value: 'not counted' }],
      },
    ],
    unseen: {
      reason: 'notCollected',
      detail: 'Azure does not say how many nodes there are in the pool vms.',
    },
  });
});
