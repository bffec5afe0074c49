import {
  apiMetrics,
  configuration,
  durations,
  notIn,
  timed,
  webhook,
  webhooks,
} from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One of two webhooks takes three seconds',
  story: 'A scanner looks at images while the write waits; the other webhook answers at once.',
  evidence: {
    webhooks: webhooks([
      configuration({
        webhooks: [
          webhook({ namespaceSelector: notIn('kube-system', 'policy') }),
          webhook({ name: 'scan.images.example', namespaceSelector: notIn('kube-system', 'policy') }),
        ],
      }),
    ]),
    apiMetrics: apiMetrics({
      webhookDurations: [
        {
          webhook: 'check.policy.example',
          type: 'validating',
          operation: 'CREATE',
          ...timed(durations(40_000, 0.02)),
        },
        {
          webhook: 'scan.images.example',
          type: 'validating',
          operation: 'CREATE',
          ...timed(durations(40_000, 2.8), durations(200, 3.1)),
        },
      ],
    }),
  },
  truth: ['slow-webhook'],
  fail: { 'slow-webhook': ['medium scan.images.example'] },
};
