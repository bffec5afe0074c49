import { failedRequests, failingClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Hundreds of failures, of clients that are not listed',
  story: 'The list of clients is cut, and 300 time-outs and 300 429s belong to none of those that are on it.',
  evidence: {
    failedRequests: failedRequests([failingClient('argocd', 9_000, {})], {
      clientCount: 90,
      requests: 900_000,
      throttled: 300,
      serverTimeouts: 300,
    }),
  },
  truth: [],
  unknown: { 'api-timeouts': 'truncated', 'throttled-clients': 'truncated' },
};
