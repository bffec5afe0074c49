import { heartbeat, nodeHeartbeats } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A network rule keeps a pool away from its API server',
  story:
    'Cause 1 of the guide: after a change of the firewall all nodes of one pool fall silent, and the probe on one of them gets no connection.',
  evidence: {
    nodeHeartbeats: nodeHeartbeats([
      heartbeat('aks-nodepool1-12345678-vmss000000', 'nodepool1', 4),
      heartbeat('aks-batch-12345678-vmss000000', 'batch', 1_800),
      heartbeat('aks-batch-12345678-vmss000001', 'batch', 1_802),
    ]),
    nodeEgress: {
      suspects: 2,
      probes: [
        {
          node: 'aks-batch-12345678-vmss000000',
          pool: 'batch',
          outcome: 'blocked',
          layer: 'TCP',
          detail: 'Connecting to port 443 timed out.',
        },
      ],
    },
  },
  truth: ['silent-nodes', 'blocked-node-egress'],
  fail: { 'silent-nodes': ['critical batch'], 'blocked-node-egress': ['critical batch'] },
};
