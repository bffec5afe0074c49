import { ago, apiMetrics } from '../../support/evidence.ts';
import { missing } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Counters that are just old enough',
  story:
    'Without any log the counters of one API server tell of webhooks; it started 1,000 seconds ago, so no controller’s retry lies before it.',
  evidence: {
    ...missing('notCollected', 'webhookFailures', 'webhookLogLines'),
    apiMetrics: apiMetrics({ processStartedAt: ago(1_000) }),
  },
  truth: [],
  unknown: { 'deprecated-api-calls': 'notCollected' },
};
