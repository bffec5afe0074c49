import { configuration, webhook, webhookRule, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A webhook between nodes and their heartbeats',
  story: 'It wants to see every lease, so once it is down no node can report any more.',
  evidence: {
    webhooks: webhooks([
      configuration({
        webhooks: [
          webhook({ rules: [webhookRule({ apiGroups: ['coordination.k8s.io'], resources: ['leases'] })] }),
        ],
      }),
    ]),
  },
  truth: ['webhook-deadlock-risk'],
  fail: { 'webhook-deadlock-risk': ['high policy check.policy.example'] },
};
