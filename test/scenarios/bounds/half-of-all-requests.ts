import { clientRequests, requestsByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A client sends exactly half of all requests',
  story: 'More than ten a second, and as many as all others together.',
  evidence: {
    requestsByClient: requestsByClient({
      total: 144_000,
      clients: [clientRequests('inventory', 72_000, 144_000)],
    }),
  },
  truth: [],
};
