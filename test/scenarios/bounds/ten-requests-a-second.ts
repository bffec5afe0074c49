import { clientRequests, requestsByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A client sends most requests, exactly ten a second',
  story: 'Six in ten of all requests, at the rate below which nothing is said.',
  evidence: {
    requestsByClient: requestsByClient({
      total: 60_000,
      clients: [clientRequests('inventory', 35_980, 60_000)],
    }),
  },
  truth: [],
};
