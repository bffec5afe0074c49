import { clientRequests, requestsByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A client that calls itself a health prober, and lists',
  story:
    'Its user agent is that of Envoy’s health checks, but half of what it sends are LISTs: anybody can borrow a name.',
  evidence: {
    requestsByClient: requestsByClient({
      total: 100_000,
      clients: [
        clientRequests('sidecar', 70_000, 100_000, {
          userAgent: 'Envoy/HC',
          role: 'prober',
          gets: 35_000,
          lists: 35_000,
        }),
      ],
    }),
  },
  truth: ['dominant-client'],
  fail: { 'dominant-client': ['medium Envoy/HC system:serviceaccount:sidecar:sidecar'] },
};
