import { configuration, notIn, webhook, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A webhook configuration with ten changes in a day',
  story: 'As many as releases and rotated certificates may make.',
  evidence: {
    webhooks: webhooks([
      configuration({
        generation: 11,
        webhooks: [webhook({ namespaceSelector: notIn('kube-system', 'policy') })],
      }),
    ]),
  },
  truth: [],
};
