import { heartbeat, nodeHeartbeats } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Two silent pools, one of which cannot resolve the name',
  story:
    'A private DNS zone lost its link to one subnet; the node of the other pool gets through, its kubelet is dead.',
  evidence: {
    nodeHeartbeats: nodeHeartbeats([
      heartbeat('aks-nodepool1-12345678-vmss000000', 'nodepool1', 4),
      heartbeat('aks-nodepool1-12345678-vmss000001', 'nodepool1', 2_000),
      heartbeat('aks-batch-12345678-vmss000000', 'batch', 2_000),
    ]),
    nodeEgress: {
      suspects: 2,
      probes: [
        {
          node: 'aks-batch-12345678-vmss000000',
          pool: 'batch',
          outcome: 'blocked',
          layer: 'DNS',
          detail: 'No such host.',
        },
        { node: 'aks-nodepool1-12345678-vmss000001', pool: 'nodepool1', outcome: 'reached' },
      ],
    },
  },
  truth: ['silent-nodes', 'blocked-node-egress'],
  fail: { 'silent-nodes': ['critical batch', 'high nodepool1'], 'blocked-node-egress': ['critical batch'] },
};
