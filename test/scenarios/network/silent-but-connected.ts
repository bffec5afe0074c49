import { heartbeat, nodeHeartbeats } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A silent node that reaches the API server',
  story: 'The network is fine: the disk of the node is full, and the kubelet does not come up.',
  evidence: {
    nodeHeartbeats: nodeHeartbeats([
      heartbeat('aks-nodepool1-12345678-vmss000000', 'nodepool1', 4),
      heartbeat('aks-nodepool1-12345678-vmss000001', 'nodepool1', 2_000),
    ]),
    nodeEgress: {
      suspects: 1,
      probes: [{ node: 'aks-nodepool1-12345678-vmss000001', pool: 'nodepool1', outcome: 'reached' }],
    },
  },
  truth: ['silent-nodes'],
  fail: { 'silent-nodes': ['high nodepool1'] },
  pass: ['blocked-node-egress'],
};
