import { managedCluster } from '../../support/azure-evidence.ts';
import { missing, withoutCluster } from '../../support/missing.ts';
import { unknownWithoutCluster } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A cluster whose owner keeps the auditor out',
  story:
    'The tag says to audit it from Azure alone: what Azure tells is judged, the rest is unknown by choice.',
  evidence: {
    ...withoutCluster('notPermitted'),
    managedCluster: managedCluster({ tags: { kubernetesAccess: 'none' } }),
    apiAccess: { state: 'notTried', why: missing('notPermitted', 'apiHealth').apiHealth },
  },
  truth: [],
  unknown: { ...unknownWithoutCluster('notPermitted'), 'unreachable-api-server': 'notPermitted' },
};
