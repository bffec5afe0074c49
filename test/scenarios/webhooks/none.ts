import { webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A cluster without webhooks',
  story: 'There is nothing that could fail, and nothing to judge.',
  evidence: { webhooks: webhooks() },
  truth: [],
  notApplicable: [
    'contested-webhook-configuration',
    'slow-webhook',
    'webhook-without-backend',
    'webhook-deadlock-risk',
  ],
};
