import { configuration, webhook, webhookRule, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Only the webhooks of AKS',
  story:
    'They intercept everything with policy Fail, as they are made to, and are not the owner’s to change.',
  evidence: {
    webhooks: webhooks([
      configuration({
        name: 'aks-node-validating-webhook',
        managedByAks: true,
        webhooks: [webhook({ name: 'aks-node-validating-webhook.azmk8s.io', rules: [webhookRule()] })],
      }),
    ]),
  },
  truth: [],
  notApplicable: ['slow-webhook', 'webhook-without-backend', 'webhook-deadlock-risk'],
};
