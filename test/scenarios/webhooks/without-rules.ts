import { configuration, webhook, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Kyverno without policies',
  story: 'Its configuration is there and has no rules, so the API server never calls it.',
  evidence: { webhooks: webhooks([configuration({ webhooks: [webhook({ rules: [] })] })]) },
  truth: [],
  notApplicable: ['slow-webhook', 'webhook-without-backend', 'webhook-deadlock-risk'],
};
