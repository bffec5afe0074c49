import { configuration, notIn, served, webhook, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A webhook with policy Ignore whose pods are gone',
  story: 'Writes wait for it and then go unchecked; another webhook of the same configuration has a backend.',
  evidence: {
    webhooks: webhooks(
      [
        configuration({
          webhooks: [
            webhook({
              failurePolicy: 'Ignore',
              backend: { type: 'service', namespace: 'policy', name: 'gone', port: 443 },
            }),
            webhook({ name: 'other.policy.example', namespaceSelector: notIn('kube-system', 'policy') }),
          ],
        }),
      ],
      {
        backends: {
          'policy/policy-svc': served(),
          'policy/gone': served({ readyEndpoints: 0, endpoints: 2 }),
        },
      },
    ),
  },
  truth: ['webhook-without-backend'],
  fail: { 'webhook-without-backend': ['medium policy check.policy.example'] },
};
