import { failedRequests, failingClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One client alone runs into time-outs',
  story: 'A tenth of a backup’s requests time out, which is less than one in a thousand of all.',
  evidence: { failedRequests: failedRequests([failingClient('backup', 200, { serverTimeouts: 20 })]) },
  truth: ['api-timeouts'],
  fail: { 'api-timeouts': ['medium backup system:serviceaccount:backup:backup'] },
};
