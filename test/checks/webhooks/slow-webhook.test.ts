import { describe, expect, test } from 'vitest';
import { slowWebhook } from '../../../src/checks/webhooks/slow-webhook.ts';
import type { ApiMetrics, WebhookDurations } from '../../../src/evidence/api-metrics.ts';
import type { Webhooks } from '../../../src/evidence/webhooks.ts';
import type { Gathered } from '../../../src/model.ts';
import { shortenTimeouts, speedUpWebhook } from '../../../src/remediation/slow-webhook.ts';
import {
  ago,
  apiMetrics,
  briefly,
  configuration,
  durations,
  findingsIn,
  forbidden,
  gathered,
  timed,
  verdictOn,
  webhook,
  webhooks,
} from '../../support/evidence.ts';

const one = webhooks([configuration({ webhooks: [webhook()] })]);

function calls(times: ReturnType<typeof timed>, given: Partial<WebhookDurations> = {}): WebhookDurations {
  return { webhook: 'check.policy.example', type: 'validating', operation: 'CREATE', ...times, ...given };
}

function metricsOf(...webhookDurations: readonly WebhookDurations[]): Gathered<ApiMetrics> {
  return gathered(apiMetrics({ webhookDurations }));
}

function on(metrics: Gathered<ApiMetrics>, configured: Gathered<Webhooks> = gathered(one)) {
  return verdictOn(slowWebhook, { apiMetrics: metrics, webhooks: configured });
}

const quick = durations(9_000, 0.02);

const policy = {
  kind: 'ValidatingWebhookConfiguration' as const,
  configuration: 'policy',
  webhook: 'check.policy.example',
  index: 0,
  failurePolicy: 'Fail' as const,
  backend: { type: 'service' as const, namespace: 'policy', name: 'policy-svc', port: 443 },
};

describe('calls', () => {
  test('that take long are one finding a webhook, the slowest operation first', () => {
    const slow = durations(240, 1.4, { over: 1, upTo: 2.5 });
    const verdict = on(
      metricsOf(
        calls(timed(quick, slow)),
        calls(timed(durations(300, 1.1)), { operation: 'UPDATE' }),
        calls(timed(quick), { operation: 'DELETE' }),
        calls(timed(quick), { webhook: 'other.example' }),
      ),
    );

    expect(verdict).toEqual({
      outcome: 'fail',
      inspected: 1,
      findings: [
        {
          severity: 'medium',
          confidence: 'measured',
          resource: { kind: 'Webhook', name: 'check.policy.example' },
          summary:
            'The webhook check.policy.example takes up to 1.4 s for 99 % of 240 calls on CREATE in 30 s; expected is at most 1 s.',
          observed: { text: '1.4 s for 99 % of 240 calls on CREATE in 30 s', value: 1.4, unit: 'seconds' },
          threshold: {
            value: 1,
            unit: 'seconds',
            source:
              'https://github.com/kubernetes/community/blob/master/sig-scalability/slos/api_call_latency.md',
          },
          culprit: { kind: 'webhook', name: 'check.policy.example' },
          excerpts: [
            { label: 'Type', value: 'validating' },
            { label: 'By the histogram', value: 'more than 1 s and at most 2.5 s' },
            { label: 'API server started', value: '2026-11-20T08:00:00.000Z' },
            { label: 'Also on UPDATE', value: '1.1 s since the API server started' },
            { label: 'Failure policy', value: 'Fail' },
            { label: 'Intercepts', value: '* of deployments in apps' },
            { label: 'Backend', value: 'policy/policy-svc: 3 of 3 endpoints ready on 3 nodes' },
            { label: 'Time-out', value: '10 s' },
          ],
          remediation: speedUpWebhook('check.policy.example', policy),
        },
      ],
    });
  });

  test.each([
    [1, 100, 'pass'],
    [1.001, 100, ['medium check.policy.example']],
    [1.001, 99, 'unknown'],
    [0.9, 99, 'pass'],
  ])('of which 99 %% take %d s, %d of them', (seconds, count, expected) => {
    expect(briefly(on(metricsOf(calls(timed(durations(count, seconds))))))).toEqual(expected);
  });

  test('up to 1.26 are more than 2.5 s where the histogram ends', () => {
    const open = durations(500, 2.5, { over: 2.5, upTo: null });

    expect(findingsIn(on(metricsOf(calls(timed(open)))))).toMatchObject([
      { observed: { text: expect.stringMatching(/^more than 2.5 s/) as string, value: 2.5 } },
    ]);
  });

  test('where the histogram ends below the bound nobody knows', () => {
    const open = metricsOf(calls(timed(durations(500, 2.5, { over: 2.5, upTo: null }))));
    const evidence = { apiMetrics: open, webhooks: gathered(one) };

    expect(verdictOn(slowWebhook, evidence, { p99: 5 })).toMatchObject({ outcome: 'unknown' });
  });

  test.each([
    ['is configured no more', timed(durations(500, 3)), {}, 'pass'],
    [
      'is configured no more and is called all the same',
      timed(quick, durations(500, 3)),
      {},
      ['medium gone.example'],
    ],
    [
      'is of AKS',
      timed(durations(500, 3), durations(500, 3)),
      { managedByAks: true, webhooks: [webhook({ name: 'gone.example' })] },
      'pass',
    ],
  ])('of one that %s', (_, times, given, expected) => {
    const configured = webhooks([
      configuration({ webhooks: [webhook()] }),
      ...('managedByAks' in given ? [configuration({ name: 'aks', ...given })] : []),
    ]);
    const metrics = metricsOf(calls(times, { webhook: 'gone.example' }));

    expect(briefly(on(metrics, gathered(configured)))).toEqual(expected);
  });
});

describe('time-outs', () => {
  const serviceOf = (name: string) => ({ type: 'service' as const, namespace: 'webhooks', name, port: 443 });
  const long = (name: string, timeoutSeconds: number, managedByAks = false) =>
    configuration({
      kind: 'MutatingWebhookConfiguration',
      name,
      managedByAks,
      webhooks: [webhook({ name: `${name}.example`, timeoutSeconds, backend: serviceOf(name) })],
    });

  test('that add up over the limit of the API server are one finding for all writes', () => {
    const configured = webhooks([long('a', 15), long('b', 15), configuration({ webhooks: [webhook()] })]);
    const target = (name: string) => ({
      ...policy,
      kind: 'MutatingWebhookConfiguration' as const,
      configuration: name,
      webhook: `${name}.example`,
      backend: serviceOf(name),
      timeoutSeconds: 15,
    });

    expect(on(metricsOf(), gathered(configured))).toEqual({
      outcome: 'fail',
      inspected: 3,
      findings: [
        {
          severity: 'medium',
          confidence: 'measured',
          resource: { kind: 'AdmissionChain', name: 'timeouts' },
          summary:
            'A write may wait longer than the API server lets it: to create deployments may take up to 40 s for 3 webhooks; expected is at most 34 s.',
          observed: { text: 'up to 40 s for 3 webhooks', value: 40, unit: 'seconds' },
          threshold: {
            value: 34,
            unit: 'seconds',
            source: 'https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/handlers/rest.go',
          },
          excerpts: [
            {
              label: 'Webhooks',
              value:
                'a.example of a (mutating, 15 s), b.example of b (mutating, 15 s) and check.policy.example of policy (validating, 10 s)',
            },
            {
              label: 'Adds up',
              value: 'mutating webhooks one after the other, then the longest of the validating ones',
            },
            { label: 'Also', value: 'delete deployments (40 s) and update deployments (40 s)' },
          ],
          remediation: shortenTimeouts([target('a'), target('b'), { ...policy, timeoutSeconds: 10 }]),
        },
      ],
    });
  });

  test('that add up to the limit pass', () => {
    const configured = webhooks([long('a', 12), long('b', 12), configuration({ webhooks: [webhook()] })]);

    expect(briefly(on(metricsOf(), gathered(configured)))).toBe('pass');
  });

  test('of AKS alone are not the owner’s', () => {
    const configured = webhooks([
      long('a', 30, true),
      long('b', 30, true),
      configuration({
        webhooks: [
          webhook({
            namespaceSelector: {
              matchLabels: {},
              matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['x'] }],
            },
          }),
        ],
      }),
    ]);

    expect(briefly(on(metricsOf(), gathered(configured)))).toBe('pass');
  });
});

test('a cluster without webhooks of its own has nothing to judge', () => {
  expect(on(metricsOf(), gathered(webhooks([])))).toEqual({
    outcome: 'notApplicable',
    why: 'The cluster has no webhooks of its own.',
  });
});

test.each<[string, Gathered<ApiMetrics>, Gathered<Webhooks>, string]>([
  ['the metrics', forbidden, gathered(one), 'How long webhooks take is not known. Reading is forbidden.'],
  [
    'the configurations',
    metricsOf(),
    forbidden,
    'Which webhooks a write waits for is not known. Reading is forbidden.',
  ],
  ['both', forbidden, forbidden, 'Reading is forbidden.'],
  [
    'some configurations',
    metricsOf(),
    gathered({ ...one, truncated: true }),
    'The cluster has more webhook configurations than one audit reads.',
  ],
  [
    'more than ten minutes',
    gathered(apiMetrics({ processStartedAt: ago(599) })),
    gathered(one),
    'The API server that answered started 9 min ago, and its counters begin with it; it takes 10 min to judge.',
  ],
])('without %s nothing passes, and what is found stands', (_, metrics, configured, detail) => {
  expect(on(metrics, configured)).toMatchObject({ outcome: 'unknown', detail });
});

test('what is slow is found without the configurations too', () => {
  expect(on(metricsOf(calls(timed(durations(500, 3)))), forbidden)).toMatchObject({
    outcome: 'fail',
    findings: [{ resource: { name: 'check.policy.example' } }],
    unseen: { reason: 'forbidden' },
  });
});
