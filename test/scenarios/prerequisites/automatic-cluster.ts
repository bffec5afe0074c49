import { managedCluster } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An Automatic cluster, whose tier Azure does not say',
  story: 'AKS Automatic is the Standard tier, preconfigured.',
  evidence: { managedCluster: managedCluster({ tier: null, sku: 'Automatic' }) },
  truth: [],
};
