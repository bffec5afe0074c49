import { heartbeat, nodeHeartbeats } from '../../support/evidence.ts';
import { missing } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Five thousand nodes, of which two thousand are read',
  story:
    'One silent node was met within the budget of an audit; the rest of the leases is in no page that was read.',
  evidence: {
    ...missing('notCollected', 'loggedHeartbeats'),
    nodeHeartbeats: nodeHeartbeats(
      [
        heartbeat('aks-nodepool1-12345678-vmss000000', 'nodepool1', 4),
        heartbeat('aks-nodepool1-12345678-vmss000001', 'nodepool1', 4_000),
      ],
      { total: 4_000, truncated: true },
    ),
  },
  truth: ['silent-nodes'],
  fail: { 'silent-nodes': ['high nodepool1', 'unseen truncated'] },
};
