import { agentPool, managedCluster } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A cluster in earnest on the Free tier',
  story: 'Twelve nodes on the tier that the guide calls the root cause of many troubles.',
  evidence: { managedCluster: managedCluster({ tier: 'Free', agentPools: [agentPool('nodepool1', 12)] }) },
  truth: ['free-tier-control-plane'],
  fail: { 'free-tier-control-plane': ['high shop'] },
};
