import { agentPool, managedCluster } from '../../support/azure-evidence.ts';
import { apiMetrics, nodeHeartbeats, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A cluster without nodes',
  story: 'All pools are scaled to nothing for the night.',
  evidence: {
    nodeHeartbeats: nodeHeartbeats([]),
    managedCluster: managedCluster({ agentPools: [agentPool('nodepool1', 0)] }),
    apiMetrics: apiMetrics({ objects: objects({ nodes: 0, pods: 12 }) }),
  },
  truth: [],
  notApplicable: ['silent-nodes'],
};
