import { loggedHeartbeats } from '../../support/azure-evidence.ts';
import { missing } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Three nodes by Azure, two in the log',
  story:
    'Leases may not be read; a node that was silent all the time is not in the log, so one is missing or has just joined.',
  evidence: {
    ...missing('forbidden', 'nodeHeartbeats'),
    loggedHeartbeats: loggedHeartbeats({ nodes: 2, pools: [{ pool: 'nodepool1', nodes: 2, silent: 0 }] }),
  },
  truth: ['silent-nodes'],
  unknown: { 'silent-nodes': 'notCollected' },
};
