import { failedRequests, failingClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Requests of everybody time out',
  story: 'kubectl hangs: of 36,000 requests 600 ended in 504 or were given up, over all clients.',
  evidence: {
    failedRequests: failedRequests([
      failingClient('argocd', 12_000, { serverTimeouts: 300, panics: 100 }),
      failingClient('kubectl', 900, { serverTimeouts: 180, clientTimeouts: 20 }),
    ]),
  },
  truth: ['api-timeouts'],
  fail: { 'api-timeouts': ['high requests'] },
};
