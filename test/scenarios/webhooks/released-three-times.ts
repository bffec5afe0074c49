import { configuration, notIn, webhook, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A webhook configuration that three releases changed',
  story: 'A busy day of the policy team, and no fight.',
  evidence: {
    webhooks: webhooks([
      configuration({
        generation: 4,
        webhooks: [webhook({ namespaceSelector: notIn('kube-system', 'policy') })],
      }),
    ]),
  },
  truth: [],
};
