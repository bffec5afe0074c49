import { agentPool, managedCluster } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The Free tier with a pool that has no count',
  story:
    'A hundred and twenty nodes in one pool, and a pool of single machines of which Azure tells no number.',
  evidence: {
    managedCluster: managedCluster({
      tier: 'Free',
      agentPools: [agentPool('nodepool1', 120), agentPool('vms', null, { type: 'VirtualMachines' })],
    }),
  },
  truth: ['free-tier-control-plane'],
  fail: { 'free-tier-control-plane': ['critical shop', 'unseen notCollected'] },
};
