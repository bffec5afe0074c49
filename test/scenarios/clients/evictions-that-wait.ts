import { failedRequests, failingClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: '429s of a disruption budget',
  story: 'A drain asks again and again whether it may evict; the budget says no, and nobody is overloaded.',
  evidence: { failedRequests: failedRequests([failingClient('kubectl', 900, { refused: 400 })]) },
  truth: [],
};
