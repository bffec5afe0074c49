import { ago, configuration, notIn, webhook, webhookRule, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One of two webhooks can lock the cluster up, and nothing makes it worse',
  story: 'It may take the ten seconds that are advised, and its certificate ends in thirty days.',
  evidence: {
    webhooks: webhooks([
      configuration({
        webhooks: [
          webhook({
            rules: [webhookRule({ apiGroups: [''], resources: ['pods'] })],
            timeoutSeconds: 10,
            caExpiresAt: ago(-30 * 86_400),
          }),
          webhook({ name: 'other.policy.example', namespaceSelector: notIn('kube-system', 'policy') }),
        ],
      }),
    ]),
  },
  truth: ['webhook-deadlock-risk'],
  fail: { 'webhook-deadlock-risk': ['high policy check.policy.example'] },
};
