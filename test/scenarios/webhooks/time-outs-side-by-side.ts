import { configuration, served, webhook, webhookRule, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Validating webhooks with long time-outs',
  story:
    'Three of thirty seconds each: they are called at the same time, so no write waits longer than for one of them.',
  evidence: {
    webhooks: webhooks(
      [
        configuration({
          webhooks: ['one', 'two', 'three'].map((name) =>
            webhook({
              name: `${name}.example`,
              failurePolicy: 'Ignore',
              timeoutSeconds: 30,
              rules: [webhookRule({ operations: ['CREATE'], apiGroups: [''], resources: ['pods'] })],
              backend: { type: 'service', namespace: 'policy', name, port: 443 },
            }),
          ),
        }),
      ],
      { backends: { 'policy/one': served(), 'policy/two': served(), 'policy/three': served() } },
    ),
  },
  truth: [],
};
