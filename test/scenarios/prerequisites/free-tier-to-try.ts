import { managedCluster } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Three nodes to try things out, on the Free tier',
  story: 'Within what the tier is advised for, and still without an SLA.',
  evidence: { managedCluster: managedCluster({ tier: 'Free' }) },
  truth: ['free-tier-control-plane'],
  fail: { 'free-tier-control-plane': ['low shop'] },
};
