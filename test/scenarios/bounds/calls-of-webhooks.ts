import {
  apiMetrics,
  configuration,
  durations,
  served,
  timed,
  webhook,
  webhookRule,
  webhooks,
} from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One webhook at a second, another with the fewest calls that count',
  story: 'And their time-outs add up to exactly the 34 s after which the server ends a write.',
  evidence: {
    webhooks: webhooks(
      [
        configuration({
          kind: 'MutatingWebhookConfiguration',
          webhooks: (
            [
              ['first', 20],
              ['second', 14],
            ] as const
          ).map(([name, timeoutSeconds]) =>
            webhook({
              name: `${name}.example`,
              failurePolicy: 'Ignore',
              timeoutSeconds,
              rules: [webhookRule({ operations: ['CREATE'], apiGroups: [''], resources: ['pods'] })],
              backend: { type: 'service', namespace: 'policy', name, port: 443 },
            }),
          ),
        }),
      ],
      { backends: { 'policy/first': served(), 'policy/second': served() } },
    ),
    apiMetrics: apiMetrics({
      webhookDurations: [
        { webhook: 'first.example', type: 'mutating', operation: 'CREATE', ...timed(durations(9_000, 1)) },
        { webhook: 'second.example', type: 'mutating', operation: 'CREATE', ...timed(durations(100, 2)) },
      ],
    }),
  },
  truth: ['slow-webhook'],
  fail: { 'slow-webhook': ['medium second.example'] },
};
