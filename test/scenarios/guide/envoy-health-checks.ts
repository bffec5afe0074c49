import { clientRequests, requestsByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Health checks of Envoy are most of the traffic',
  story: 'The guide calls these agents normal: they only GET, and each answer is tiny.',
  evidence: {
    requestsByClient: requestsByClient({
      total: 100_000,
      clients: [clientRequests('Envoy', 70_000, 100_000, { userAgent: 'Envoy/HC', role: 'prober' })],
    }),
  },
  truth: [],
};
