import { configuration, notIn, webhook, webhookRule, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A webhook that must approve its own pods',
  story: 'kube-system is left out as it should be, and the namespace of the webhook is not.',
  evidence: {
    webhooks: webhooks([
      configuration({
        webhooks: [
          webhook({
            rules: [webhookRule({ apiGroups: [''], resources: ['pods'], operations: ['CREATE'] })],
            namespaceSelector: notIn('kube-system'),
          }),
        ],
      }),
    ]),
  },
  truth: ['webhook-deadlock-risk'],
  fail: { 'webhook-deadlock-risk': ['high policy check.policy.example'] },
};
