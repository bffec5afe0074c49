import { heartbeat, nodeHeartbeats } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A node whose clock is ahead',
  story: 'Its last renewal is five seconds in the future, which is no silence.',
  evidence: {
    nodeHeartbeats: nodeHeartbeats([heartbeat('aks-nodepool1-12345678-vmss000000', 'nodepool1', -5)]),
  },
  truth: [],
};
