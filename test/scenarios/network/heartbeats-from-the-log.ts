import { missing } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Leases may not be read, the log has them all',
  story: 'Three nodes by Azure and three in the log, none of them silent.',
  evidence: { ...missing('forbidden', 'nodeHeartbeats') },
  truth: [],
};
