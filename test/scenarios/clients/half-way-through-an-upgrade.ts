import { clientRequests, requestsByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One client in two versions',
  story:
    'Half of its pods are upgraded, so its requests come under two user agents, neither of which is most of them.',
  evidence: {
    requestsByClient: requestsByClient({
      total: 100_000,
      clients: [
        clientRequests('scanner', 31_000, 100_000, { userAgent: 'scanner/v1.0.0' }),
        clientRequests('scanner', 30_000, 100_000, { userAgent: 'scanner/v1.1.0' }),
      ],
    }),
  },
  truth: ['dominant-client'],
  fail: { 'dominant-client': ['medium scanner system:serviceaccount:scanner:scanner'] },
};
