import { failedWebhook, webhookFailures } from '../../support/azure-evidence.ts';
import { apiMetrics, count } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A webhook that failed and is gone',
  story: 'Somebody did what the guide says and deleted its configuration; counter and log still remember it.',
  evidence: {
    apiMetrics: apiMetrics({
      webhookFailures: [
        { webhook: 'gone.example', type: 'validating', operation: 'CREATE', ...count(400, 0) },
      ],
    }),
    webhookFailures: webhookFailures([failedWebhook('gone.example')]),
  },
  truth: [],
};
