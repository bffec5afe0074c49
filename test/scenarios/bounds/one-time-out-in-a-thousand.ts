import { failedRequests, failingClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One time-out in a thousand requests',
  story: 'A tenth of the error budget, to the dot.',
  evidence: { failedRequests: failedRequests([failingClient('argocd', 18_000, { serverTimeouts: 36 })]) },
  truth: [],
};
