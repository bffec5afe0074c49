import { configuration, notIn, webhook, webhookRule, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Whether a webhook intercepts its own pods depends on labels',
  story: 'An objectSelector, and a service that may not be read: nobody knows what its pods are labelled.',
  evidence: {
    webhooks: webhooks(
      [
        configuration({
          webhooks: [
            webhook({
              rules: [webhookRule({ apiGroups: [''], resources: ['pods'], operations: ['CREATE'] })],
              namespaceSelector: notIn('kube-system'),
              objectSelector: { matchLabels: { app: 'policy' }, matchExpressions: [] },
            }),
          ],
        }),
      ],
      {
        backends: {
          'policy/policy-svc': { state: 'notRead', detail: 'Getting services in policy is forbidden.' },
        },
      },
    ),
  },
  truth: [],
  unknown: { 'webhook-without-backend': 'notCollected', 'webhook-deadlock-risk': 'notCollected' },
};
