import { missing } from '../../support/missing.ts';
import { unknownWithoutMetrics } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Neither counters nor log tell whether webhooks fail',
  story:
    'Metrics are forbidden and the workspace is throttled; the configurations look fine, which proves nothing.',
  evidence: {
    ...missing('forbidden', 'apiMetrics'),
    ...missing('throttled', 'webhookFailures', 'webhookLogLines'),
  },
  truth: ['failing-webhook'],
  unknown: { ...unknownWithoutMetrics('forbidden'), 'failing-webhook': 'forbidden' },
};
