import { missing } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Azure does not find the cluster in its graph',
  story: 'Resource Graph lags behind, so tier and pools are not known; the cluster itself answers.',
  evidence: { ...missing('notCollected', 'managedCluster') },
  truth: [],
  unknown: { 'free-tier-control-plane': 'notCollected' },
};
