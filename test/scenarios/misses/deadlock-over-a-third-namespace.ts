import { configuration, notIn, webhook, webhookRule, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A webhook that needs a namespace which it blocks itself',
  story:
    'Its certificate is made by a controller in another namespace, whose pods the webhook must approve: neither comes back without the other.',
  evidence: {
    webhooks: webhooks([
      configuration({
        webhooks: [
          webhook({
            rules: [webhookRule({ apiGroups: [''], resources: ['pods'], operations: ['CREATE'] })],
            namespaceSelector: notIn('kube-system', 'policy'),
          }),
        ],
      }),
    ]),
  },
  truth: ['webhook-deadlock-risk'],
  knownMiss: {
    'webhook-deadlock-risk':
      'What a webhook needs is known of its own namespace, of kube-system and of nodes; what else it depends on is not written anywhere.',
  },
};
