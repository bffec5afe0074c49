import { agentPool, managedCluster } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The Free tier with ten nodes',
  story: 'One more than the tier is advised for.',
  evidence: { managedCluster: managedCluster({ tier: 'Free', agentPools: [agentPool('nodepool1', 10)] }) },
  truth: ['free-tier-control-plane'],
  fail: { 'free-tier-control-plane': ['high shop'] },
};
