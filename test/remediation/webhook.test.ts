import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { webhookHardening, webhookRemoval, webhookRepair } from '../../src/remediation/webhook.ts';
import type { WebhookTarget } from '../../src/remediation/webhook.ts';
import { shellQuote } from '../../src/shared/quote.ts';
import { hostileText } from '../support/hostile.ts';

const target: WebhookTarget = {
  kind: 'MutatingWebhookConfiguration',
  configuration: 'policy',
  webhook: 'mutate.policy.example',
  index: 2,
  failurePolicy: 'Fail',
  backend: { type: 'service', namespace: 'policy', name: 'policy-svc' },
};

test('a blocking webhook is saved, opened, tried, repaired and put back', () => {
  expect(webhookRepair(target)).toEqual({
    summary:
      'Let writes through first, then repair the backend and put the policy back; a webhook configuration can always be changed, whatever is blocked.',
    steps: [
      {
        text: 'Save the configuration.',
        command:
          'kubectl get mutatingwebhookconfiguration/policy --output=yaml > mutatingwebhookconfiguration-policy.backup.yaml',
      },
      {
        text: 'Let writes pass when the webhook cannot be called. The patch is refused if the webhook has moved inside the configuration since.',
        command: `kubectl patch mutatingwebhookconfiguration/policy --type=json --patch='[{"op":"test","path":"/webhooks/2/name","value":"mutate.policy.example"},{"op":"replace","path":"/webhooks/2/failurePolicy","value":"Ignore"}]'`,
      },
      {
        text: 'Check that a write works; nothing is created.',
        command:
          'kubectl run webhook-check --namespace=default --image=mcr.microsoft.com/oss/kubernetes/pause:3.9 --restart=Never --dry-run=server --output=name',
      },
      {
        text: 'Repair the service policy/policy-svc: its pods must run and be ready.',
        command: [
          'kubectl get service/policy-svc --namespace=policy --output=wide',
          'kubectl get endpointslices --namespace=policy --selector=kubernetes.io/service-name=policy-svc',
          'kubectl get pods --namespace=policy --output=wide',
          'kubectl get events --namespace=policy --sort-by=.lastTimestamp',
        ].join('\n'),
      },
      {
        text: 'When the backend answers again, put the policy back (the saved state is in mutatingwebhookconfiguration-policy.backup.yaml).',
        command: `kubectl patch mutatingwebhookconfiguration/policy --type=json --patch='[{"op":"test","path":"/webhooks/2/name","value":"mutate.policy.example"},{"op":"replace","path":"/webhooks/2/failurePolicy","value":"Fail"}]'`,
      },
    ],
    learnMore:
      'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
  });
});

test('a webhook that lets writes through needs no patch', () => {
  const { steps } = webhookRepair({ ...target, failurePolicy: 'Ignore' });

  expect(steps.map(({ text }) => text)).toEqual([
    'Repair the service policy/policy-svc: its pods must run and be ready.',
  ]);
});

test('a webhook by URL is looked for on the network', () => {
  const { steps } = webhookRepair({ ...target, backend: { type: 'url', host: 'policy.example.com' } });

  expect(steps.at(-2)?.text).toBe(
    'Check that the API server can reach policy.example.com on the network, that it answers HTTPS, and that its certificate is signed by the caBundle of the webhook.',
  );
});

test('a left-over may be deleted after it was saved, and brought back', () => {
  expect(webhookRemoval(target).steps.slice(-2)).toEqual([
    {
      text: 'Or, when nothing in the cluster owns it any more, delete the configuration as a whole; the backup keeps it.',
      command: [
        'kubectl get mutatingwebhookconfiguration/policy --output=yaml > mutatingwebhookconfiguration-policy.backup.yaml',
        'kubectl delete mutatingwebhookconfiguration/policy',
      ].join('\n'),
    },
    {
      text: 'If it was needed after all, create it again as it was saved.',
      // The server refuses to create an object that says which version it was.
      command:
        "grep -v '^  resourceVersion:' mutatingwebhookconfiguration-policy.backup.yaml | kubectl create --filename=-",
    },
  ]);
});

test.each([
  [
    'kyverno-resource-mutating-webhook-cfg',
    'https://kyverno.io/docs/troubleshooting/',
    /kyverno-resource-validating/,
  ],
  [
    'gatekeeper-validating-webhook-configuration',
    'https://open-policy-agent.github.io/gatekeeper/website/docs/emergency/',
    /delete validating/,
  ],
  ['cert-manager-webhook', 'https://cert-manager.io/docs/troubleshooting/webhook/', /rollout restart/],
  ['istio-sidecar-injector', 'https://istio.io/latest/docs/ops/common-problems/injection/', /app=istiod/],
  ['istio-revision-tag-prod', 'https://istio.io/latest/docs/ops/common-problems/injection/', /app=istiod/],
  [
    'linkerd-proxy-injector-webhook-config',
    'https://linkerd.io/2/tasks/manually-rotating-webhook-tls-credentials/',
    /linkerd check/,
  ],
  [
    'vault-agent-injector-cfg',
    'https://developer.hashicorp.com/vault/docs/deploy/kubernetes/injector',
    /vault-agent-injector/,
  ],
])('%s has the recovery of its vendor', (configuration, learnMore, command) => {
  const remedy = webhookRepair({ ...target, configuration });

  expect(remedy.learnMore).toBe(learnMore);
  expect(remedy.steps.map((step) => step.command).join('\n')).toMatch(command);
});

test('a name that only resembles a product gets the general recovery', () => {
  expect(webhookRepair({ ...target, configuration: 'my-kyverno-policies' })).toEqual({
    ...webhookRepair(target),
    steps: webhookRepair({ ...target, configuration: 'my-kyverno-policies' }).steps,
  });
});

test('hardening keeps what the selector says and adds the namespaces', () => {
  const [exclude] = webhookHardening(target, {
    namespaceSelector: {
      matchLabels: { tier: 'web' },
      matchExpressions: [{ key: 'skip', operator: 'DoesNotExist', values: [] }],
    },
    namespaces: ['kube-system', 'policy'],
    clusterScoped: false,
    enforcerDisabled: false,
  }).steps;

  expect(exclude?.command).toBe(
    `kubectl patch mutatingwebhookconfiguration/policy --type=json --patch='[{"op":"test","path":"/webhooks/2/name","value":"mutate.policy.example"},{"op":"add","path":"/webhooks/2/namespaceSelector","value":{"matchLabels":{"tier":"web"},"matchExpressions":[{"key":"skip","operator":"DoesNotExist"},{"key":"kubernetes.io/metadata.name","operator":"NotIn","values":["kube-system","policy"]}]}}]'`,
  );
});

test.each([
  [
    'what no selector exempts',
    { clusterScoped: true },
    'Narrow the rules to the kinds that the policies need.',
  ],
  [
    'the opt-out of the enforcer',
    { enforcerDisabled: true },
    'Let the admissions enforcer of AKS protect its namespaces again',
  ],
])('hardening speaks of %s', (_, given, text) => {
  const hardened = webhookHardening(target, {
    namespaceSelector: { matchLabels: {}, matchExpressions: [] },
    namespaces: [],
    clusterScoped: false,
    enforcerDisabled: false,
    ...given,
  });

  expect(hardened.steps[0]?.text).toContain(text);
});

test('no name breaks out of its word in a command', () => {
  fc.assert(
    fc.property(
      hostileText,
      hostileText,
      hostileText,
      hostileText,
      (configuration, webhook, namespace, service) => {
        const hostile: WebhookTarget = {
          ...target,
          configuration,
          webhook,
          backend: { type: 'service', namespace, name: service },
        };
        const commands = webhookRemoval(hostile)
          .steps.map((step) => step.command ?? '')
          .join('\n');

        // Each name is there only inside the word that quotes it.
        expect(commands).toContain(shellQuote(`mutatingwebhookconfiguration/${configuration}`));
        expect(commands).toContain(`--namespace=${shellQuote(namespace)}`);
        expect(commands).toContain(shellQuote(`service/${service}`));
        expect(commands).toContain(shellQuote(`kubernetes.io/service-name=${service}`));
        expect(commands).toContain(
          shellQuote(
            JSON.stringify([
              { op: 'test', path: '/webhooks/2/name', value: webhook },
              { op: 'replace', path: '/webhooks/2/failurePolicy', value: 'Ignore' },
            ]),
          ),
        );
      },
    ),
  );
});
