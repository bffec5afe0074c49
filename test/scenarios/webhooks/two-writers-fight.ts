import { configuration, notIn, webhook, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'AKS and a GitOps tool write the same selector in turn',
  story:
    'The admissions enforcer adds its selector, the tool takes it away: four hundred changes since yesterday. Another configuration is left alone.',
  evidence: {
    webhooks: webhooks([
      configuration({
        generation: 401,
        webhooks: [webhook({ namespaceSelector: notIn('kube-system', 'policy') })],
      }),
      configuration({
        kind: 'MutatingWebhookConfiguration',
        webhooks: [
          webhook({ name: 'set.policy.example', namespaceSelector: notIn('kube-system', 'policy') }),
        ],
      }),
    ]),
  },
  truth: ['contested-webhook-configuration'],
  fail: { 'contested-webhook-configuration': ['medium policy'] },
};
