import { apiMetrics, durations, timed } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Twelve calls of a webhook, some of them slow',
  story: 'It is called when a rare kind changes; of twelve calls nobody can tell a percentile.',
  evidence: {
    apiMetrics: apiMetrics({
      webhookDurations: [
        {
          webhook: 'check.policy.example',
          type: 'validating',
          operation: 'UPDATE',
          ...timed(durations(12, 2.2)),
        },
      ],
    }),
  },
  truth: [],
  unknown: { 'slow-webhook': 'notCollected' },
};
