import { expect, test } from 'vitest';
import { failingWebhook } from '../../../src/checks/webhooks/failing-webhook.ts';
import type { ApiMetrics } from '../../../src/evidence/api-metrics.ts';
import type { Webhooks } from '../../../src/evidence/webhooks.ts';
import type { Gathered } from '../../../src/model.ts';
import { unlocatedWebhook, webhookRepair } from '../../../src/remediation/webhook.ts';
import {
  apiMetrics,
  briefly,
  configuration,
  count,
  findingsIn,
  forbidden,
  gathered,
  served,
  verdictOn,
  webhook,
  webhookRule,
  webhooks,
} from '../../support/evidence.ts';

const configured = webhooks([configuration({ webhooks: [webhook()] })]);

function on(metrics: Partial<ApiMetrics>, evidence: Gathered<Webhooks> = gathered(configured)) {
  return verdictOn(failingWebhook, { apiMetrics: apiMetrics(metrics), webhooks: evidence });
}

function refused(sinceStart: number, inWindow: number | null, operation = 'CREATE') {
  return {
    webhook: 'check.policy.example',
    type: 'validating' as const,
    operation,
    ...count(sinceStart, inWindow),
  };
}

function passed(sinceStart: number, inWindow: number | null) {
  return { webhook: 'check.policy.example', type: 'validating' as const, ...count(sinceStart, inWindow) };
}

test('calls that fail now and refuse writes are a high finding with the configuration to repair', () => {
  expect(on({ webhookFailures: [refused(120, 7), refused(30, 0, 'UPDATE')] })).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'ValidatingWebhook', name: 'check.policy.example' },
        summary:
          'Calls to the validating webhook check.policy.example fail: 7 calls in 30 s, 150 calls since the API server started, and the writes were refused; expected are none.',
        observed: {
          text: '7 calls in 30 s, 150 calls since the API server started',
          value: 7,
          unit: 'calls',
        },
        excerpts: [
          { label: 'Operations', value: 'CREATE, UPDATE' },
          { label: 'API server started', value: '2026-11-20T08:00:00.000Z' },
          { label: 'Configured in', value: 'policy' },
          { label: 'Failure policy', value: 'Fail' },
          { label: 'Intercepts', value: '* of deployments in apps' },
          { label: 'Backend', value: 'policy/policy-svc: 3 of 3 endpoints ready on 3 nodes' },
          { label: 'Time-out', value: '10 s' },
        ],
        remediation: webhookRepair({
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
  ['fail now', { webhookFailures: [refused(9, 2)] }, 'high', 'measured'],
  ['failed before, not in the window', { webhookFailures: [refused(9, 0)] }, 'low', 'inferred'],
  ['failed at a time that is not known', { webhookFailures: [refused(9, null)] }, 'medium', 'inferred'],
  ['fail now but let writes through', { failedOpen: [passed(9, 2)] }, 'medium', 'measured'],
  ['let writes through before', { failedOpen: [passed(9, 0)] }, 'low', 'inferred'],
  [
    'fail now, after a change of the policy',
    { webhookFailures: [refused(5, 0)], failedOpen: [passed(9, 2)] },
    'high',
    'measured',
  ],
])('calls that %s', (_, metrics, severity, confidence) => {
  expect(findingsIn(on(metrics))).toMatchObject([{ severity, confidence }]);
});

test('old failures of a webhook whose backend is down go on', () => {
  const evidence = webhooks([configuration({ webhooks: [webhook()] })], {
    backends: { 'policy/policy-svc': served({ readyEndpoints: 0 }) },
  });

  expect(findingsIn(on({ webhookFailures: [refused(9, 0)] }, gathered(evidence)))).toMatchObject([
    { severity: 'high', confidence: 'inferred' },
  ]);
});

test('a failing webhook that stands in the way of the system is critical', () => {
  const evidence = webhooks([configuration({ webhooks: [webhook({ rules: [webhookRule()] })] })]);

  expect(briefly(on({ webhookFailures: [refused(9, 2)] }, gathered(evidence)))).toEqual([
    'critical check.policy.example',
  ]);
});

test('mutating and validating webhooks of one name are told apart', () => {
  const mutating = { ...refused(9, 0), type: 'mutating' as const };

  expect(
    findingsIn(on({ webhookFailures: [mutating, refused(4, 1)] })).map(({ resource }) => resource),
  ).toEqual([{ kind: 'ValidatingWebhook', name: 'check.policy.example' }]);
});

test('a webhook that is configured no more is nothing to repair, unless it still fails', () => {
  const gone = gathered(webhooks([]));

  expect(on({ webhookFailures: [refused(9, 0)] }, gone)).toEqual({ outcome: 'pass', inspected: 1 });
  expect(briefly(on({ webhookFailures: [refused(9, 2)] }, gone))).toEqual(['high check.policy.example']);
});

test('in a part of the configurations that was not read it may still be', () => {
  const evidence = gathered(webhooks([], { truncated: true }));

  expect(briefly(on({ webhookFailures: [refused(9, 0)] }, evidence))).toEqual(['low check.policy.example']);
});

test('a webhook of AKS is not for the owner to repair', () => {
  const evidence = gathered(webhooks([configuration({ managedByAks: true, webhooks: [webhook()] })]));

  expect(on({ webhookFailures: [refused(9, 2)] }, evidence)).toEqual({ outcome: 'pass', inspected: 1 });
});

test('without the configurations the failure is found by its name alone', () => {
  const verdict = on({ webhookFailures: [refused(9, 2)] }, forbidden);

  expect(verdict).toMatchObject({
    outcome: 'fail',
    findings: [
      {
        severity: 'high',
        resource: { kind: 'ValidatingWebhook', name: 'check.policy.example' },
        remediation: unlocatedWebhook('check.policy.example', 'validating'),
      },
    ],
  });
});

test('the resource of a finding is the same with and without the configurations', () => {
  const metrics = { webhookFailures: [refused(9, 2)] };

  expect(findingsIn(on(metrics))[0]?.resource).toEqual(findingsIn(on(metrics, forbidden))[0]?.resource);
});

test('no failed calls pass, with the webhooks that there are', () => {
  expect(on({})).toEqual({ outcome: 'pass', inspected: 1 });
  expect(on({ webhookFailures: [refused(0, 0)] })).toEqual({ outcome: 'pass', inspected: 1 });
});
