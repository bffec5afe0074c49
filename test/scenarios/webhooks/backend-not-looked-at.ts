import { configuration, notIn, webhook, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A backend that nobody looked at',
  story: 'The auditor may not get services in that namespace; whether the webhook has a backend is open.',
  evidence: {
    webhooks: webhooks(
      [configuration({ webhooks: [webhook({ namespaceSelector: notIn('kube-system', 'policy') })] })],
      {
        backends: {
          'policy/policy-svc': { state: 'notRead', detail: 'Getting services in policy is forbidden.' },
        },
      },
    ),
  },
  truth: [],
  unknown: { 'webhook-without-backend': 'notCollected' },
};
