import { clientRequests, requestsByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Kubelets of a large cluster are most of the traffic together',
  story: 'All of them share a user agent, but each node is a client of its own and none asks much.',
  evidence: {
    requestsByClient: requestsByClient({
      total: 90_000,
      clientCount: 320,
      clients: ['000000', '000001', '000002'].map((node) =>
        clientRequests('kubelet', 20_000, 90_000, {
          username: `system:node:aks-nodepool1-12345678-vmss${node}`,
        }),
      ),
    }),
  },
  truth: [],
};
