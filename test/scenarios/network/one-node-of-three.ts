import { heartbeat, nodeHeartbeats } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One of three nodes went silent',
  story: 'Its kubelet hangs; the other two of the pool, and the other pool, report.',
  evidence: {
    nodeHeartbeats: nodeHeartbeats([
      heartbeat('aks-nodepool1-12345678-vmss000000', 'nodepool1', 4),
      heartbeat('aks-nodepool1-12345678-vmss000001', 'nodepool1', 900),
      heartbeat('aks-nodepool1-12345678-vmss000002', 'nodepool1', 9),
      heartbeat('aks-batch-12345678-vmss000000', 'batch', 3),
    ]),
  },
  truth: ['silent-nodes'],
  fail: { 'silent-nodes': ['high nodepool1'] },
};
