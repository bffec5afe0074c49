import { heartbeat, nodeHeartbeats } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A node that joined and never renewed its lease',
  story:
    'It was created by the autoscaler, got its lease, and was never heard of again; the only node of its pool.',
  evidence: {
    nodeHeartbeats: nodeHeartbeats([
      heartbeat('aks-nodepool1-12345678-vmss000000', 'nodepool1', 4),
      heartbeat('aks-gpu-12345678-vmss000000', 'gpu', null),
    ]),
  },
  truth: ['silent-nodes'],
  fail: { 'silent-nodes': ['critical gpu'] },
};
