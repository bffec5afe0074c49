import { failedWebhook, webhookFailures } from '../../support/azure-evidence.ts';
import { configuration, notIn, webhook, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Kyverno was uninstalled, its webhook was not',
  story: 'The service is gone, the configuration with policy Fail stayed: every Deployment is refused.',
  evidence: {
    webhooks: webhooks(
      [configuration({ webhooks: [webhook({ namespaceSelector: notIn('kube-system', 'policy') })] })],
      {
        backends: { 'policy/policy-svc': { state: 'serviceMissing' } },
      },
    ),
    webhookFailures: webhookFailures([failedWebhook('check.policy.example')]),
  },
  truth: ['webhook-without-backend', 'failing-webhook'],
  fail: {
    'webhook-without-backend': ['critical policy check.policy.example'],
    'failing-webhook': ['high check.policy.example'],
  },
};
