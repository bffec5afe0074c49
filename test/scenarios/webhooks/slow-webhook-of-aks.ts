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
  title: 'A webhook of AKS is slow, those of the owner are not',
  story: 'Azure Policy takes two seconds, which is not the owner’s to change.',
  evidence: {
    webhooks: webhooks([
      configuration({
        name: 'azure-policy-validating-webhook-configuration',
        managedByAks: true,
        webhooks: [webhook({ name: 'azurepolicyprovider.azure.com' })],
      }),
      configuration({ webhooks: [webhook({ namespaceSelector: notIn('kube-system', 'policy') })] }),
    ]),
    apiMetrics: apiMetrics({
      webhookDurations: [
        {
          webhook: 'azurepolicyprovider.azure.com',
          type: 'validating',
          operation: 'CREATE',
          ...timed(durations(9_000, 2)),
        },
      ],
    }),
  },
  truth: [],
};
