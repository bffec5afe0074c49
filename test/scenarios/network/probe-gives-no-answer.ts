import { heartbeat, nodeHeartbeats } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The probe ran and said nothing that can be read',
  story: 'Another run-command holds the machine of the silent node, so the probe waits until its time is up.',
  evidence: {
    nodeHeartbeats: nodeHeartbeats([
      heartbeat('aks-nodepool1-12345678-vmss000000', 'nodepool1', 4),
      heartbeat('aks-nodepool1-12345678-vmss000001', 'nodepool1', 2_000),
    ]),
    nodeEgress: {
      suspects: 1,
      probes: [
        {
          node: 'aks-nodepool1-12345678-vmss000001',
          pool: 'nodepool1',
          outcome: 'unclear',
          reason: 'timeout',
          detail: 'The command did not end in time.',
          remedy: 'Audit again.',
        },
      ],
    },
  },
  truth: ['silent-nodes', 'blocked-node-egress'],
  fail: { 'silent-nodes': ['high nodepool1'] },
  unknown: { 'blocked-node-egress': 'timeout' },
};
