import { managedCluster } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A tier that Azure does not say',
  story: 'Neither the tier nor the kind of cluster came back, so it may be any.',
  evidence: { managedCluster: managedCluster({ tier: null, sku: null }) },
  truth: [],
  unknown: { 'free-tier-control-plane': 'notCollected' },
};
