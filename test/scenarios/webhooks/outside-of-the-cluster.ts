import { configuration, webhook, webhookRule, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A webhook at an address outside of the cluster',
  story: 'It must approve everything: no loop can lock it up, but while it does not answer nothing happens.',
  evidence: {
    webhooks: webhooks([
      configuration({
        webhooks: [webhook({ rules: [webhookRule()], backend: { type: 'url', host: 'policy.example.com' } })],
      }),
    ]),
  },
  truth: ['webhook-deadlock-risk'],
  fail: { 'webhook-deadlock-risk': ['medium policy check.policy.example'] },
  notApplicable: ['webhook-without-backend'],
};
