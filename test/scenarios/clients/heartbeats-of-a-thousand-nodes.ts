import { callLatency, latencyByCall } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Nodes renew their leases, as they must',
  story:
    'A hundred lease updates a second are the heartbeats of a thousand nodes, and no client writes too much.',
  evidence: {
    latencyByCall: latencyByCall([
      callLatency('kubelet', {
        username: 'system:node:aks-nodepool1-12345678-vmss000000',
        verb: 'update',
        resource: 'leases',
        apiGroup: 'coordination.k8s.io',
        requests: 360_000,
      }),
    ]),
  },
  truth: [],
};
