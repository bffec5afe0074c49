import { failedRequests, failingClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Fewer failures than make a pattern',
  story: 'Nine time-outs of a client that hardly asks, and nine requests turned away.',
  evidence: {
    failedRequests: failedRequests([failingClient('cron', 60, { serverTimeouts: 9, throttled: 9 })]),
  },
  truth: [],
};
