import { configuration, webhook, webhookRule, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'kube-system is left out by the label that AKS puts on it',
  story:
    'The chart excludes by control-plane, as the admissions enforcer does, and its own namespace by name.',
  evidence: {
    webhooks: webhooks([
      configuration({
        webhooks: [
          webhook({
            rules: [webhookRule({ apiGroups: [''], resources: ['pods'], operations: ['CREATE'] })],
            namespaceSelector: {
              matchLabels: {},
              matchExpressions: [
                { key: 'control-plane', operator: 'DoesNotExist', values: [] },
                { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['policy'] },
              ],
            },
          }),
        ],
      }),
    ]),
  },
  truth: [],
};
