import { failedWebhook, webhookFailures } from '../../support/azure-evidence.ts';
import { configuration, served, webhook, webhookRule, webhooks } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Kyverno is down, and nothing can be created, Kyverno included',
  story:
    'The guide’s own message: mutate.kyverno.svc-fail cannot be called, so pods of kube-system and of Kyverno itself are refused.',
  evidence: {
    webhooks: webhooks(
      [
        configuration({
          kind: 'MutatingWebhookConfiguration',
          name: 'kyverno-resource-mutating-webhook-cfg',
          webhooks: [
            webhook({
              name: 'mutate.kyverno.svc-fail',
              rules: [webhookRule()],
              backend: {
                type: 'service',
                namespace: 'kyverno-system',
                name: 'kyverno-system-kyverno-system-svc',
                port: 443,
              },
            }),
          ],
        }),
      ],
      {
        backends: {
          'kyverno-system/kyverno-system-kyverno-system-svc': served({
            readyEndpoints: 0,
            endpoints: 3,
            nodes: 3,
          }),
        },
      },
    ),
    webhookFailures: webhookFailures([
      failedWebhook('mutate.kyverno.svc-fail', {
        blockedSystem: 9,
        sample:
          'Internal error occurred: failed calling webhook "mutate.kyverno.svc-fail": failed to call webhook: Post "https://kyverno-system-kyverno-system-svc.kyverno-system.svc:443/mutate/fail?timeout=10s": write unix @->/tunnel-uds/proxysocket: write: broken pipe',
      }),
    ]),
  },
  truth: ['failing-webhook', 'webhook-without-backend', 'webhook-deadlock-risk'],
  fail: {
    'failing-webhook': ['critical mutate.kyverno.svc-fail'],
    'webhook-without-backend': ['critical kyverno-resource-mutating-webhook-cfg mutate.kyverno.svc-fail'],
    'webhook-deadlock-risk': ['high kyverno-resource-mutating-webhook-cfg mutate.kyverno.svc-fail'],
  },
};
