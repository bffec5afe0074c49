import { expect, test } from 'vitest';
import { webhookWithoutBackend } from '../../../src/checks/webhooks/webhook-without-backend.ts';
import type { BackendState, Webhooks } from '../../../src/evidence/webhooks.ts';
import { webhookRemoval } from '../../../src/remediation/webhook.ts';
import { briefly, configuration, served, verdictOn, webhook, webhooks } from '../../support/evidence.ts';

function on(evidence: Webhooks) {
  return verdictOn(webhookWithoutBackend, { webhooks: evidence });
}

const down: BackendState = served({ readyEndpoints: 0, nodes: 0 });
const one = [configuration({ webhooks: [webhook()] })];
const nothing = {
  outcome: 'notApplicable',
  why: 'The cluster has no webhooks of its own that call a service.',
};

test('a blocking webhook whose service is missing is critical', () => {
  expect(on(webhooks(one, { backends: { 'policy/policy-svc': { state: 'serviceMissing' } } }))).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'critical',
        confidence: 'measured',
        resource: {
          kind: 'ValidatingWebhookConfiguration',
          name: 'policy',
          part: 'check.policy.example',
        },
        summary:
          'The webhook check.policy.example of policy calls the service policy/policy-svc, which does not exist: every write that it intercepts is refused; expected is at least one ready endpoint.',
        observed: { text: 'the service does not exist' },
        excerpts: [
          { label: 'Failure policy', value: 'Fail' },
          { label: 'Intercepts', value: '* of deployments in apps' },
          { label: 'Backend', value: 'policy/policy-svc: the service does not exist' },
          { label: 'Time-out', value: '10 s' },
        ],
        remediation: webhookRemoval({
          kind: 'ValidatingWebhookConfiguration',
          configuration: 'policy',
          webhook: 'check.policy.example',
          index: 0,
          failurePolicy: 'Fail',
          backend: { type: 'service', namespace: 'policy', name: 'policy-svc' },
        }),
      },
    ],
  });
});

test.each([
  ['Fail', { state: 'serviceMissing' }, ['critical policy check.policy.example']],
  ['Fail', down, ['critical policy check.policy.example']],
  ['Ignore', { state: 'serviceMissing' }, ['medium policy check.policy.example']],
  ['Ignore', down, ['medium policy check.policy.example']],
  ['Fail', served({ readyEndpoints: 1 }), 'pass'],
] as const)('policy %s with the backend %j', (failurePolicy, backend, expected) => {
  const configurations = [configuration({ webhooks: [webhook({ failurePolicy })] })];

  expect(briefly(on(webhooks(configurations, { backends: { 'policy/policy-svc': backend } })))).toEqual(
    expected,
  );
});

test('of several webhooks only those without a backend are found', () => {
  const configurations = [
    configuration({
      webhooks: [
        webhook({ name: 'a.example' }),
        webhook({
          name: 'b.example',
          backend: { type: 'service', namespace: 'gone', name: 'svc', port: 443 },
        }),
      ],
    }),
    configuration({ kind: 'MutatingWebhookConfiguration', name: 'other', webhooks: [webhook()] }),
  ];
  const backends = { 'policy/policy-svc': served(), 'gone/svc': { state: 'serviceMissing' } as const };

  expect(briefly(on(webhooks(configurations, { backends })))).toEqual(['critical policy b.example']);
});

test('a backend that was not read is never a good one', () => {
  const backends = { 'policy/policy-svc': { state: 'notRead', detail: 'Reading is forbidden.' } } as const;

  expect(on(webhooks(one, { backends }))).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'The state of the services policy/policy-svc was not read. Reading is forbidden.',
    remedy:
      'If access is missing, let the auditor get services and list endpointslices in these namespaces; an audit looks at ten services at most.',
  });
});

test('a backend that is not even named was not read either', () => {
  expect(on(webhooks(one, { backends: {} }))).toMatchObject({
    outcome: 'unknown',
    detail:
      'The state of the services policy/policy-svc was not read. The service policy/policy-svc was not looked at.',
  });
});

test('names of backends are not mistaken for what every object has', () => {
  const backend = { type: 'service', namespace: 'a', name: 'b', port: 443 } as const;
  const evidence = webhooks([configuration({ webhooks: [webhook({ backend })] })], { backends: {} });

  expect(on(evidence)).toMatchObject({ outcome: 'unknown' });
});

test('more configurations than were read keep the check from passing', () => {
  expect(on(webhooks(one, { truncated: true }))).toMatchObject({ outcome: 'unknown', reason: 'truncated' });
  expect(on(webhooks([], { truncated: true }))).toMatchObject({ outcome: 'unknown', reason: 'truncated' });
});

test('findings in what was read stand and say that more was not', () => {
  expect(on(webhooks(one, { truncated: true, backends: { 'policy/policy-svc': down } }))).toMatchObject({
    outcome: 'fail',
    unseen: { reason: 'truncated' },
  });
});

test.each([
  ['there are none', []],
  ['AKS owns them', [configuration({ managedByAks: true, webhooks: [webhook()] })]],
  ['they have no rules and are never called', [configuration({ webhooks: [webhook({ rules: [] })] })]],
  [
    'they call a URL',
    [configuration({ webhooks: [webhook({ backend: { type: 'url', host: 'policy.example.com' } })] })],
  ],
])('nothing is to be judged when %s', (_, configurations) => {
  expect(on(webhooks(configurations, { backends: {} }))).toEqual(nothing);
});
