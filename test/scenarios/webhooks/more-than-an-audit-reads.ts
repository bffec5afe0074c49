import { configuration, notIn, webhook, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'More webhook configurations than one audit reads',
  story: 'A CI system leaves a configuration behind for each test: those that were read are fine.',
  evidence: {
    webhooks: webhooks(
      [configuration({ webhooks: [webhook({ namespaceSelector: notIn('kube-system', 'policy') })] })],
      {
        truncated: true,
      },
    ),
  },
  truth: [],
  unknown: {
    'contested-webhook-configuration': 'truncated',
    'slow-webhook': 'truncated',
    'webhook-without-backend': 'truncated',
    'webhook-deadlock-risk': 'truncated',
  },
};
