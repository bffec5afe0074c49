import { missing } from '../../support/missing.ts';
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
  unknown: {
    'failing-webhook': 'forbidden',
    'unhealthy-api-server': 'forbidden',
    'untested-cluster-scale': 'forbidden',
    'excessive-object-count': 'forbidden',
  },
};
