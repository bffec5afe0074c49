import { failedRequests, failingClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One time-out in a hundred requests',
  story: 'The error budget of upstream’s alerts, to the dot: bad, and not yet grave.',
  evidence: { failedRequests: failedRequests([failingClient('argocd', 36_000, { serverTimeouts: 360 })]) },
  truth: ['api-timeouts'],
  fail: { 'api-timeouts': ['medium requests'] },
};
