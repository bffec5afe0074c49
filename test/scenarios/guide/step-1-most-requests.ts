import { clientRequests, requestsByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One client sends most of the requests',
  story: 'Step 1 of the guide: an inventory agent asks twelve times a second and sends 60 % of everything.',
  evidence: {
    requestsByClient: requestsByClient({
      total: 72_000,
      clients: [clientRequests('inventory', 43_200, 72_000), clientRequests('kubelet', 9_000, 72_000)],
    }),
  },
  truth: ['dominant-client'],
  fail: { 'dominant-client': ['medium inventory system:serviceaccount:inventory:inventory'] },
};
