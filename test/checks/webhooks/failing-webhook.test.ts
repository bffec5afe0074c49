import { describe, expect, test } from 'vitest';
import { failingWebhook } from '../../../src/checks/webhooks/failing-webhook.ts';
import type { ApiMetrics } from '../../../src/evidence/api-metrics.ts';
import type { FailedCreateEvent } from '../../../src/evidence/failed-create-events.ts';
import type { WebhookFailures } from '../../../src/evidence/logs/webhook-failures.ts';
import type { LoggedWebhook, WebhookLogLines } from '../../../src/evidence/logs/webhook-log-lines.ts';
import type { Webhooks } from '../../../src/evidence/webhooks.ts';
import type { Gathered, Missing } from '../../../src/model.ts';
import { unlocatedWebhook, unnamedWebhook } from '../../../src/remediation/unlocated-webhook.ts';
import { webhookRepair } from '../../../src/remediation/webhook.ts';
import {
  client,
  failedWebhook,
  logVisibility,
  logWindow,
  webhookFailures,
  webhookLogLines,
} from '../../support/azure-evidence.ts';
import {
  ago,
  apiMetrics,
  briefly,
  configuration,
  count,
  failedCreateEvent,
  findingsIn,
  forbidden,
  gathered,
  served,
  verdictOn,
  webhook,
  webhookRule,
  webhooks,
} from '../../support/evidence.ts';

const name = 'check.policy.example';
const configured = webhooks([configuration({ webhooks: [webhook()] })]);
const notLogged: Missing = {
  ok: false,
  reason: 'notCollected',
  detail: 'The log is not collected.',
  remedy: 'Collect it.',
};

/** What the counters alone tell. */
function on(metrics: Partial<ApiMetrics>, evidence: Gathered<Webhooks> = gathered(configured)) {
  return verdictOn(failingWebhook, {
    apiMetrics: gathered(apiMetrics(metrics)),
    webhookFailures: notLogged,
    webhookLogLines: notLogged,
    failedCreateEvents: forbidden,
    webhooks: evidence,
    logVisibility: notLogged,
  });
}

interface Given {
  readonly metrics?: Partial<ApiMetrics>;
  readonly audited?: WebhookFailures;
  readonly logged?: WebhookLogLines;
  readonly events?: readonly FailedCreateEvent[];
  readonly evidence?: Gathered<Webhooks>;
  readonly cutRows?: number;
}

/** What is given of counters, audit log, the API servers' own log and events; the rest is not there. */
function told({ metrics, audited, logged, events, evidence = gathered(configured), cutRows = 0 }: Given) {
  return verdictOn(failingWebhook, {
    apiMetrics: metrics === undefined ? forbidden : gathered(apiMetrics(metrics)),
    webhookFailures: audited === undefined ? notLogged : gathered(audited),
    webhookLogLines: logged === undefined ? notLogged : gathered(logged),
    failedCreateEvents: events === undefined ? forbidden : gathered({ events, truncated: false }),
    webhooks: evidence,
    logVisibility: audited === undefined ? notLogged : gathered(logVisibility({ cutRows })),
  });
}

function loggedWebhook(webhookName: string, given: Partial<LoggedWebhook> = {}): LoggedWebhook {
  return {
    webhook: webhookName,
    failedClosed: 4,
    failedOpen: 0,
    firstAt: ago(2_800),
    lastAt: ago(1_000),
    sample: `Failed calling webhook, failing closed ${webhookName}: failed calling webhook "${webhookName}": no endpoints available for service "policy-svc"`,
    ...given,
  };
}

function refused(sinceStart: number, inWindow: number | null, operation = 'CREATE') {
  return { webhook: name, type: 'validating' as const, operation, ...count(sinceStart, inWindow) };
}

function passed(sinceStart: number, inWindow: number | null) {
  return { webhook: name, type: 'validating' as const, ...count(sinceStart, inWindow) };
}

test('calls that fail now and refuse writes are a high finding with the configuration to repair', () => {
  expect(on({ webhookFailures: [refused(120, 7), refused(30, 0, 'UPDATE')] })).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'Webhook', name },
        summary:
          'Calls to the validating webhook check.policy.example fail: 7 calls in 30 s, 150 calls since the API server started, and the writes were refused; expected are none.',
        observed: {
          text: '7 calls in 30 s, 150 calls since the API server started',
          value: 7,
          unit: 'calls',
        },
        culprit: { kind: 'webhook', name },
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

test('a webhook of one name and both types is one finding, without what needs no repair', () => {
  const mutating = { ...refused(9, 0), type: 'mutating' as const };
  const both = webhooks([
    configuration({ webhooks: [webhook()] }),
    configuration({ kind: 'MutatingWebhookConfiguration', webhooks: [webhook()] }),
  ]);

  expect(findingsIn(on({ webhookFailures: [mutating, refused(4, 1)] }))).toMatchObject([
    {
      resource: { kind: 'Webhook', name },
      observed: { text: '1 call in 30 s, 4 calls since the API server started' },
    },
  ]);
  expect(findingsIn(on({ webhookFailures: [mutating, refused(4, 1)] }, gathered(both)))).toMatchObject([
    {
      resource: { kind: 'Webhook', name },
      summary:
        'Calls to the mutating and validating webhook check.policy.example fail: 1 call in 30 s, 13 calls since the API server started, and the writes were refused; expected are none.',
    },
  ]);
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
        resource: { kind: 'Webhook', name },
        remediation: unlocatedWebhook(name),
      },
    ],
  });
});

test('no failed calls pass, with the webhooks that there are', () => {
  expect(on({})).toEqual({ outcome: 'pass', inspected: 1 });
  expect(on({ webhookFailures: [refused(0, 0)] })).toEqual({ outcome: 'pass', inspected: 1 });
});

describe('the audit log', () => {
  test('names who was blocked, since when, and why', () => {
    const verdict = told({ audited: webhookFailures([failedWebhook(name)]) });

    expect(verdict).toEqual({
      outcome: 'fail',
      inspected: 1,
      findings: [
        {
          severity: 'high',
          confidence: 'measured',
          resource: { kind: 'Webhook', name },
          summary:
            'Calls to the validating webhook check.policy.example fail: 12 requests refused in 59 min of audit log, and the writes were refused; expected are none.',
          observed: { text: '12 requests refused in 59 min of audit log', value: 12, unit: 'requests' },
          culprit: { kind: 'webhook', name },
          since: ago(3_000),
          excerpts: [
            {
              label: 'Blocked',
              value: 'argocd/v1.0.0 as system:serviceaccount:argocd:argocd: create pods in shop, 12 requests',
            },
            { label: 'Last failure in a log', value: ago(960) },
            {
              label: 'Sample',
              value:
                'Internal error occurred: failed calling webhook "check.policy.example": failed to call webhook: context deadline exceeded',
            },
            {
              label: 'Which means',
              value:
                'The webhook does not answer within its time-out: it is too slow, or packets are dropped.',
            },
            { label: 'Configured in', value: 'policy' },
            { label: 'Failure policy', value: 'Fail' },
            { label: 'Intercepts', value: '* of deployments in apps' },
            { label: 'Backend', value: 'policy/policy-svc: 3 of 3 endpoints ready on 3 nodes' },
            { label: 'Time-out', value: '10 s' },
          ],
          remediation: webhookRepair({
            kind: 'ValidatingWebhookConfiguration',
            configuration: 'policy',
            webhook: name,
            index: 0,
            failurePolicy: 'Fail',
            backend: { type: 'service', namespace: 'policy', name: 'policy-svc' },
          }),
        },
      ],
    });
  });

  test.each([
    ['blocks the system', { blockedSystem: 1 }, 'critical'],
    ['blocks others', {}, 'high'],
    ['blocks some and lets others through', { ignored: 3 }, 'high'],
    ['lets all through', { blocked: 0, ignored: 3, sample: '' }, 'medium'],
  ])('a webhook that %s', (_, given, severity) => {
    expect(briefly(told({ audited: webhookFailures([failedWebhook(name, given)]) }))).toEqual([
      `${severity} ${name}`,
    ]);
  });

  test('a webhook that stands in the way of the system is critical whoever was blocked so far', () => {
    const evidence = gathered(webhooks([configuration({ webhooks: [webhook({ rules: [webhookRule()] })] })]));

    expect(briefly(told({ audited: webhookFailures([failedWebhook(name)]), evidence }))).toEqual([
      `critical ${name}`,
    ]);
  });

  test('what is blocked and what is let through is said apart', () => {
    const audited = webhookFailures([
      failedWebhook(name, {
        blocked: 12,
        blockedSystem: 2,
        ignored: 1,
        clients: [
          { ...client(''), userAgent: '', verb: 'patch', resource: 'nodes', namespace: '', requests: 1 },
        ],
      }),
    ]);

    expect(findingsIn(told({ audited }))).toMatchObject([
      {
        observed: {
          text: '12 requests refused (2 requests of the system) and 1 request let through unchecked in 59 min of audit log',
          value: 13,
        },
      },
    ]);
    expect(findingsIn(told({ audited }))[0]?.excerpts[0]).toEqual({
      label: 'Blocked or unchecked',
      value: '(no user agent) as system:serviceaccount::: patch nodes, 1 request',
    });
  });

  test('and old failures of the counters are one finding, as grave as the gravest', () => {
    const verdict = told({
      metrics: { webhookFailures: [refused(9, 0)] },
      audited: webhookFailures([failedWebhook(name)]),
    });

    expect(findingsIn(verdict)).toMatchObject([
      {
        severity: 'high',
        confidence: 'measured',
        observed: {
          text: '12 requests refused in 59 min of audit log; 0 calls in 30 s, 9 calls since the API server started',
          value: 12,
          unit: 'requests',
        },
      },
    ]);
  });

  test('is enough by itself to pass', () => {
    expect(told({ audited: webhookFailures() })).toEqual({ outcome: 'pass', inspected: 1 });
  });

  test.each([
    [999, 'unknown'],
    [1_000, 'pass'],
  ])('of %d s without a failure, alone', (seconds, outcome) => {
    const window = logWindow({ seenFrom: ago(901 + seconds) });

    expect(told({ audited: webhookFailures([], { window }) }).outcome).toBe(outcome);
    expect(told({ metrics: {}, audited: webhookFailures([], { window }) }).outcome).toBe('pass');
    expect(told({ audited: webhookFailures([failedWebhook(name)], { window }) }).outcome).toBe('fail');
  });

  test('with more webhooks than it lists leaves the rest unseen', () => {
    const audited = webhookFailures([failedWebhook(name)], { webhookCount: 3 });

    expect(told({ metrics: {}, audited })).toMatchObject({
      outcome: 'fail',
      unseen: {
        reason: 'truncated',
        detail: 'The audit log has failed calls of 2 more webhooks than are listed.',
      },
    });
  });
});

describe("the API servers' own log", () => {
  test('finds a webhook that nothing else told of', () => {
    const logged = webhookLogLines({ webhooks: [loggedWebhook(name)] });

    expect(findingsIn(told({ metrics: {}, logged }))).toMatchObject([
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'Webhook', name },
        observed: { text: '4 calls in the log of the API servers', value: 4, unit: 'calls' },
        since: ago(2_800),
        excerpts: [
          { label: 'Last failure in a log' },
          { label: 'Sample' },
          { label: 'Which means', value: 'No pod behind the service of the webhook is ready.' },
          { label: 'Configured in', value: 'policy' },
          ...Array.from({ length: 4 }, () => ({})),
        ],
      },
    ]);
  });

  test('of calls that were let through only is a medium finding', () => {
    const logged = webhookLogLines({ webhooks: [loggedWebhook(name, { failedClosed: 0, failedOpen: 2 })] });

    expect(briefly(told({ metrics: {}, logged }))).toEqual([`medium ${name}`]);
  });

  test('adds its calls to those of the counters', () => {
    const logged = webhookLogLines({ webhooks: [loggedWebhook(name)] });

    expect(findingsIn(told({ metrics: { webhookFailures: [refused(9, 0)] }, logged }))).toMatchObject([
      {
        severity: 'high',
        observed: {
          text: '0 calls in 30 s, 9 calls since the API server started; 4 calls in the log of the API servers',
        },
      },
    ]);
  });

  test('may not tell the name, and that is a finding of its own', () => {
    const logged = webhookLogLines({
      webhooks: [
        loggedWebhook(name),
        loggedWebhook('', { sample: 'Failed calling webhook, failing closed' }),
      ],
    });
    const verdict = told({ metrics: {}, logged });

    expect(briefly(verdict)).toEqual([`high ${name}`, 'high (not named)']);
    expect(verdict).toMatchObject({
      findings: [
        {},
        {
          resource: { kind: 'Webhook', name: '(not named)' },
          summary:
            'The log of the API servers has 4 failed calls of a webhook whose name is not told, and the writes were refused; expected are none.',
          remediation: unnamedWebhook(),
        },
      ],
    });
  });

  test('without failures is no all-clear by itself', () => {
    expect(told({ logged: webhookLogLines() })).toEqual({
      outcome: 'unknown',
      reason: 'forbidden',
      detail: 'Reading is forbidden. The log is not collected.',
      remedy: 'Grant it. Or: Collect it.',
    });
  });

  test('finds what it finds even when nothing else could be read', () => {
    const logged = webhookLogLines({ webhooks: [loggedWebhook(name)] });

    expect(told({ logged })).toMatchObject({ outcome: 'fail', unseen: { reason: 'forbidden' } });
  });
});

test('a finding has the same identity whatever tells of it', () => {
  const metrics = { webhookFailures: [refused(9, 2)] };
  const audited = webhookFailures([failedWebhook(name)]);
  const logged = webhookLogLines({ webhooks: [loggedWebhook(name)] });
  const verdicts = [forbidden, gathered(configured)].flatMap((evidence) => [
    told({ metrics, evidence }),
    told({ audited, evidence }),
    told({ metrics: {}, logged, evidence }),
    told({ metrics, audited, logged, evidence }),
  ]);

  expect(verdicts.flatMap(findingsIn).map(({ resource }) => resource)).toEqual(
    Array.from({ length: 8 }, () => ({ kind: 'Webhook', name })),
  );
});

test('a webhook that only a log knows and that is nowhere configured was deleted since', () => {
  const evidence = gathered(webhooks([]));
  const audited = webhookFailures([failedWebhook(name)]);
  const logged = webhookLogLines({ webhooks: [loggedWebhook(name)] });

  expect(told({ audited, logged, evidence })).toEqual({ outcome: 'pass', inspected: 1 });
  expect(briefly(told({ audited, evidence: gathered(webhooks([], { truncated: true })) }))).toEqual([
    `high ${name}`,
  ]);
  // It is still called, so the log tells more of it.
  expect(
    findingsIn(told({ metrics: { webhookFailures: [refused(9, 2)] }, audited, evidence }))[0]?.since,
  ).toBe(ago(3_000));
});

test('a webhook of AKS that only a log knows is not for the owner to repair either', () => {
  const evidence = gathered(webhooks([configuration({ managedByAks: true, webhooks: [webhook()] })]));

  expect(told({ audited: webhookFailures([failedWebhook(name)]), evidence })).toEqual({
    outcome: 'pass',
    inspected: 1,
  });
});

describe('an all-clear', () => {
  test.each([
    [1_000, 'pass'],
    [999, 'unknown'],
  ])('of counters of an API server that started %d s ago', (seconds, outcome) => {
    expect(on({ processStartedAt: ago(seconds) }).outcome).toBe(outcome);
  });

  test('of counters whose beginning is not known is none', () => {
    expect(on({ processStartedAt: null })).toEqual({
      outcome: 'unknown',
      reason: 'notCollected',
      detail:
        'The API server that answered does not say when it started, and its counters begin with it; it takes 16 min to judge.',
      remedy:
        'The next sweep sees more; the audit log in a Log Analytics workspace has the failures of all API servers.',
    });
  });

  test('of the audit log is none when events were cut: they have lost what was let pass', () => {
    expect(told({ audited: webhookFailures(), cutRows: 3 })).toEqual({
      outcome: 'unknown',
      reason: 'truncated',
      detail:
        'Of the audit events 3 are cut, and have lost whether a webhook failed and the write was let pass.',
      remedy:
        'Switch the diagnostic setting to tables of their own (resource-specific), which cut no events.',
    });
    expect(told({ audited: webhookFailures(), metrics: {}, cutRows: 3 }).outcome).toBe('pass');
  });

  test('of the audit log is none when nobody knows how much of it was cut', () => {
    const evidence = {
      apiMetrics: forbidden,
      webhookFailures: gathered(webhookFailures()),
      webhookLogLines: notLogged,
      webhooks: gathered(configured),
      logVisibility: forbidden,
      failedCreateEvents: forbidden,
    };

    expect(verdictOn(failingWebhook, evidence)).toMatchObject({
      outcome: 'unknown',
      reason: 'forbidden',
      detail: 'How many events are cut is not known. Reading is forbidden.',
    });
  });
});

describe('events about creations that a webhook refused', () => {
  const message = `Error creating: Internal error occurred: failed calling webhook "${name}": failed to call webhook: Post "https://policy-svc.policy.svc:443/validate?timeout=10s": no endpoints available for service "policy-svc"`;
  const blocked = failedCreateEvent({ message, count: 4, lastSeen: ago(120) });
  const quiet = { webhookFailures: [], failedOpen: [] };

  test('name the webhook and the workloads that get no pods', () => {
    const verdict = told({
      metrics: quiet,
      events: [
        blocked,
        failedCreateEvent({
          message,
          namespace: 'cart',
          involved: { kind: 'Job', name: 'nightly' },
          count: 1,
          lastSeen: ago(900),
        }),
      ],
    });

    expect(findingsIn(verdict)).toEqual([
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'Webhook', name },
        summary:
          'Calls to the validating webhook check.policy.example fail: 5 creations refused by the events of the last half hour, and the writes were refused; expected are none.',
        observed: {
          text: '5 creations refused by the events of the last half hour',
          value: 5,
          unit: 'requests',
        },
        culprit: { kind: 'webhook', name },
        excerpts: [
          {
            label: 'Workloads that get no pods',
            value: 'ReplicaSet/web-5d9c in shop (4 tries) and Job/nightly in cart (1 try)',
          },
          { label: 'Last event', value: ago(120) },
          { label: 'Sample', value: message },
          { label: 'Which means', value: 'No pod behind the service of the webhook is ready.' },
          { label: 'Configured in', value: 'policy' },
          { label: 'Failure policy', value: 'Fail' },
          { label: 'Intercepts', value: '* of deployments in apps' },
          { label: 'Backend', value: 'policy/policy-svc: 3 of 3 endpoints ready on 3 nodes' },
          { label: 'Time-out', value: '10 s' },
        ],
        remediation: undefined,
      },
    ]);
  });

  test('in kube-system are critical', () => {
    const events = [failedCreateEvent({ message, namespace: 'kube-system' })];

    expect(briefly(told({ metrics: quiet, events }))).toEqual([`critical ${name}`]);
  });

  test('add who is blocked to what the counters say', () => {
    const [finding] = findingsIn(told({ metrics: { webhookFailures: [refused(9, 2)] }, events: [blocked] }));

    expect(finding?.observed.text).toBe('2 calls in 30 s, 9 calls since the API server started');
    expect(finding?.excerpts[0]).toEqual({
      label: 'Workloads that get no pods',
      value: 'ReplicaSet/web-5d9c in shop (4 tries)',
    });
  });

  test.each([
    ['2,000 s old', [failedCreateEvent({ message, lastSeen: ago(2_000) })], [`high ${name}`]],
    [
      'older: the controller would have tried again',
      [failedCreateEvent({ message, lastSeen: ago(2_001) })],
      'pass',
    ],
    [
      'of a webhook that denied the request',
      [failedCreateEvent({ message: 'admission webhook "check.policy.example" denied the request: no' })],
      'pass',
    ],
    [
      'of a quota',
      [failedCreateEvent({ message: 'Error creating: pods "web" is forbidden: exceeded quota' })],
      'pass',
    ],
  ])('%s', (_, events, expected) => {
    expect(briefly(told({ metrics: quiet, events }))).toEqual(expected);
  });

  test('in the form of servers before 1.22 name the webhook too', () => {
    const events = [
      failedCreateEvent({
        message: `Error creating: Internal error occurred: failed calling webhook "${name}": Post https://policy-svc.policy.svc:443/?timeout=10s: context deadline exceeded`,
      }),
    ];

    expect(briefly(told({ metrics: quiet, events }))).toEqual([`high ${name}`]);
  });

  test('of a webhook that is configured no more are over', () => {
    expect(briefly(told({ metrics: quiet, events: [blocked], evidence: gathered(webhooks()) }))).toBe('pass');
  });

  test('are no all-clear by themselves', () => {
    expect(told({ events: [] })).toMatchObject({ outcome: 'unknown', reason: 'forbidden' });
  });
});
