import { clientRequests, requestsByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Most requests of a cluster where hardly anything happens',
  story: 'Argo CD sends 70 % of two requests a second: on an idle cluster that is nothing.',
  evidence: {
    requestsByClient: requestsByClient({ total: 7_200, clients: [clientRequests('argocd', 5_040, 7_200)] }),
  },
  truth: [],
};
