import { heartbeat, nodeHeartbeats } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Not all leases were read, and the log has no gap',
  story: 'The page budget ended before the last node; the log knows all three of them, and none is silent.',
  evidence: {
    nodeHeartbeats: nodeHeartbeats([heartbeat('aks-nodepool1-12345678-vmss000000', 'nodepool1', 4)], {
      total: 3,
      truncated: true,
    }),
  },
  truth: [],
};
