import { configuration, webhook, webhookRule, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A match condition that lets nodes and controllers through',
  story: 'The webhook intercepts leases of all namespaces, but a CEL condition leaves out whoever is a node.',
  evidence: {
    webhooks: webhooks([
      configuration({
        webhooks: [
          webhook({
            rules: [webhookRule({ apiGroups: ['coordination.k8s.io'], resources: ['leases'] })],
            matchConditions: [
              { name: 'no-nodes', expression: "!('system:nodes' in request.userInfo.groups)" },
            ],
          }),
        ],
      }),
    ]),
  },
  truth: [],
};
