import { requestsByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Something under the name of the auditor asks all the time',
  story:
    'The auditor sends a few dozen requests; 60,000 under its name are a fault of ours, or somebody else.',
  evidence: { requestsByClient: requestsByClient({ total: 90_000, ownRequests: 60_000 }) },
  truth: ['dominant-client'],
  fail: { 'dominant-client': ['medium aks-fleet-auditor'] },
};
