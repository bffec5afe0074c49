import { failedWebhook, webhookFailures } from '../../support/azure-evidence.ts';
import { configuration, webhook, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A webhook with policy Ignore that cannot be called',
  story: 'Nobody is blocked, and nothing is checked: 30 writes went through unseen.',
  evidence: {
    webhooks: webhooks([configuration({ webhooks: [webhook({ failurePolicy: 'Ignore' })] })]),
    webhookFailures: webhookFailures([failedWebhook('check.policy.example', { blocked: 0, ignored: 30 })]),
  },
  truth: ['failing-webhook'],
  fail: { 'failing-webhook': ['medium check.policy.example'] },
};
