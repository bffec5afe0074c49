import { configuration, served, webhook, webhookRule, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Mutating webhooks whose time-outs add up',
  story:
    'Three of them wait for fifteen seconds each, one after the other, and none of them is slow today: but the server ends a write after 34.',
  evidence: {
    webhooks: webhooks(
      [
        configuration({
          kind: 'MutatingWebhookConfiguration',
          name: 'sidecars',
          webhooks: ['mesh', 'secrets', 'tracing'].map((name) =>
            webhook({
              name: `${name}.example`,
              failurePolicy: 'Ignore',
              timeoutSeconds: 15,
              rules: [webhookRule({ operations: ['CREATE'], apiGroups: [''], resources: ['pods'] })],
              backend: { type: 'service', namespace: 'policy', name, port: 443 },
            }),
          ),
        }),
      ],
      { backends: { 'policy/mesh': served(), 'policy/secrets': served(), 'policy/tracing': served() } },
    ),
  },
  truth: ['slow-webhook'],
  fail: { 'slow-webhook': ['medium timeouts'] },
};
