import { apiMetrics, count } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A webhook failed while its nodes were upgraded',
  story:
    'Forty calls since the API server started, none now: its only replica was moved, and writes were refused until it was back.',
  evidence: {
    apiMetrics: apiMetrics({
      webhookFailures: [
        { webhook: 'check.policy.example', type: 'validating', operation: 'UPDATE', ...count(40, 0) },
      ],
    }),
  },
  truth: ['failing-webhook'],
  fail: { 'failing-webhook': ['low check.policy.example'] },
};
