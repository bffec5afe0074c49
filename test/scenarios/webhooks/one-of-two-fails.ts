import { ago, apiMetrics, configuration, count, notIn, webhook, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One of two webhooks cannot be called',
  story:
    'The certificate of the second was not renewed, so calls to it fail between two scrapes; the first works.',
  evidence: {
    webhooks: webhooks([
      configuration({
        webhooks: [
          webhook({ namespaceSelector: notIn('kube-system', 'policy') }),
          webhook({
            name: 'second.policy.example',
            namespaceSelector: notIn('kube-system', 'policy'),
            caExpiresAt: ago(86_400),
          }),
        ],
      }),
    ]),
    apiMetrics: apiMetrics({
      webhookFailures: [
        { webhook: 'second.policy.example', type: 'validating', operation: 'CREATE', ...count(70, 12) },
      ],
    }),
  },
  truth: ['failing-webhook'],
  fail: { 'failing-webhook': ['high second.policy.example'] },
};
