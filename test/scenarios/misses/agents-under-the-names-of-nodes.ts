import { latencyByCall, listCalls } from '../../support/azure-evidence.ts';
import { apiMetrics, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An agent on each node lists the whole cluster, each under the name of its node',
  story: 'Thirty agents make 108,000 objects a second together, and none of them is too much by itself.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 30, pods: 9_000 }) }),
    latencyByCall: latencyByCall(
      Array.from({ length: 30 }, (_, node) =>
        listCalls('node-agent', 1_440, {
          username: `system:node:aks-nodepool1-12345678-vmss${String(node).padStart(6, '0')}`,
        }),
      ),
    ),
  },
  truth: ['excessive-list-calls'],
  knownMiss: {
    'excessive-list-calls':
      'A client is a program under one user, and here each node is a user of its own; programs are not added up over users.',
  },
};
