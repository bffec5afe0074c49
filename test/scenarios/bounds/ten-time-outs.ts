import { failedRequests, failingClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The fewest time-outs that are a pattern',
  story: 'Ten of five thousand requests on a quiet cluster.',
  evidence: {
    failedRequests: failedRequests([failingClient('argocd', 5_000, { serverTimeouts: 10 })], {
      requests: 5_000,
    }),
  },
  truth: ['api-timeouts'],
  fail: { 'api-timeouts': ['medium requests'] },
};
