import { agentPool, managedCluster } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The Free tier with a hundred nodes',
  story: 'Two pools of fifty: ten times what the tier is advised for.',
  evidence: {
    managedCluster: managedCluster({
      tier: 'Free',
      agentPools: [agentPool('nodepool1', 50), agentPool('batch', 50)],
    }),
  },
  truth: ['free-tier-control-plane'],
  fail: { 'free-tier-control-plane': ['critical shop'] },
};
