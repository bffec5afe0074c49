import { apiMetrics, configuration, count, webhook, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A webhook of AKS failed for a while',
  story: 'Its calls failed during an upgrade of the control plane: nothing for the owner to repair.',
  evidence: {
    webhooks: webhooks([
      configuration({
        kind: 'MutatingWebhookConfiguration',
        name: 'aks-webhook-admission-controller',
        managedByAks: true,
        webhooks: [webhook({ name: 'aks-webhook-admission-controller.azmk8s.io' })],
      }),
    ]),
    apiMetrics: apiMetrics({
      webhookFailures: [
        {
          webhook: 'aks-webhook-admission-controller.azmk8s.io',
          type: 'mutating',
          operation: 'CREATE',
          ...count(30, 4),
        },
      ],
    }),
  },
  truth: [],
  notApplicable: ['slow-webhook', 'webhook-without-backend', 'webhook-deadlock-risk'],
};
