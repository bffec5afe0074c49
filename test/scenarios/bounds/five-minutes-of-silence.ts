import { heartbeat, nodeHeartbeats } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A node that was silent for five minutes, to the second',
  story: 'After five minutes its pods are moved away; until then it may come back.',
  evidence: {
    nodeHeartbeats: nodeHeartbeats([
      heartbeat('aks-nodepool1-12345678-vmss000000', 'nodepool1', 4),
      heartbeat('aks-nodepool1-12345678-vmss000001', 'nodepool1', 300),
    ]),
  },
  truth: [],
};
