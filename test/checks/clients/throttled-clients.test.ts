import { expect, test } from 'vitest';
import { throttledClients } from '../../../src/checks/clients/throttled-clients.ts';
import type { ApiMetrics, RejectedRequests } from '../../../src/evidence/api-metrics.ts';
import type { FailedRequests } from '../../../src/evidence/logs/failed-requests.ts';
import type { Gathered } from '../../../src/model.ts';
import { relieveLevel } from '../../../src/remediation/clients.ts';
import { failedRequests, failingClient, logWindow } from '../../support/azure-evidence.ts';
import {
  ago,
  apiMetrics,
  briefly,
  durations,
  findingsIn,
  forbidden,
  gathered,
  timed,
  verdictOn,
} from '../../support/evidence.ts';

const quiet = gathered(apiMetrics());

function on(failed: Gathered<FailedRequests>, metrics: Gathered<ApiMetrics> = quiet) {
  return verdictOn(throttledClients, { failedRequests: failed, apiMetrics: metrics });
}

function clients(...failing: Parameters<typeof failedRequests>[0] & object) {
  return gathered(failedRequests(failing));
}

function rejected(
  priorityLevel: string,
  sinceStart: number,
  inWindow: number | null,
  given: Partial<RejectedRequests> = {},
): RejectedRequests {
  return {
    priorityLevel,
    flowSchema: 'service-accounts',
    reason: 'queue-full',
    sinceStart,
    inWindow,
    ...given,
  };
}

const operator = failingClient(
  'operator',
  10_000,
  { throttled: 400, refused: 30 },
  {
    calls: [
      {
        verb: 'list',
        resource: 'deployments',
        apiGroup: 'apps',
        requests: 900,
        throttled: 400,
        refused: 30,
        clientTimeouts: 0,
        serverTimeouts: 0,
        serverErrors: 0,
        panics: 0,
      },
    ],
  },
);

test('a client that is turned away is a finding with its calls', () => {
  expect(on(clients(operator))).toEqual({
    outcome: 'fail',
    inspected: 36_000,
    findings: [
      {
        severity: 'medium',
        confidence: 'measured',
        resource: { kind: 'Client', name: 'operator', part: 'system:serviceaccount:operator:operator' },
        summary:
          'Of the requests of the client operator (system:serviceaccount:operator:operator), priority and fairness turned away 400 of 10,000, which is 4 %; expected is at most 0.1 %.',
        observed: { text: '400 requests turned away, 4 % of 10,000', value: 0.04, unit: 'ratio' },
        threshold: {
          value: 0.001,
          unit: 'ratio',
          source: 'https://kubernetes.io/docs/concepts/cluster-administration/flow-control/',
        },
        culprit: { kind: 'client', name: 'operator (system:serviceaccount:operator:operator)' },
        excerpts: [
          { label: 'User agent', value: 'operator/v1.0.0' },
          { label: 'User', value: 'system:serviceaccount:operator:operator' },
          { label: 'Calls', value: 'LIST deployments.apps: 400' },
        ],
        remediation: relieveLevel(),
      },
    ],
  });
});

const found = ['medium operator system:serviceaccount:operator:operator'];

test.each([
  ['nine', 100, { throttled: 9 }, 'pass'],
  ['ten', 100, { throttled: 10 }, found],
  ['one in a thousand', 10_000, { throttled: 10 }, 'pass'],
  ['more than one in a thousand', 9_999, { throttled: 10 }, found],
  ['only after authorization, so not by priority and fairness', 100, { refused: 90 }, 'pass'],
])('429 %s', (_, requests, failures, expected) => {
  expect(briefly(on(clients(failingClient('operator', requests, failures))))).toEqual(expected);
});

test.each([
  ['system:node:aks-nodepool1-12345678-vmss000000', 'high'],
  ['system:kube-controller-manager', 'high'],
  ['system:serviceaccount:kube-system:coredns', 'high'],
  ['someone@example.com', 'medium'],
])('%s turned away is %s', (username, severity) => {
  const verdict = on(clients(failingClient('x', 100, { throttled: 50 }, { username })));

  expect(findingsIn(verdict)).toMatchObject([{ severity }]);
});

test('a level that turns requests away now is a finding with its schemas', () => {
  const metrics = apiMetrics({
    rejected: [
      rejected('workload-low', 900, 30),
      rejected('workload-low', 70, 10, { flowSchema: 'batch', reason: 'time-out' }),
      rejected('workload-low', 5, 0, { flowSchema: 'old', reason: 'cancelled' }),
    ],
  });

  expect(findingsIn(on(clients(), gathered(metrics)))).toEqual([
    {
      severity: 'medium',
      confidence: 'measured',
      resource: { kind: 'PriorityLevelConfiguration', name: 'workload-low' },
      summary:
        'The priority level workload-low turned away 40 requests in 30 s, 1.3 % of all requests; expected is at most 0.1 %.',
      observed: { text: '40 requests in 30 s, 1.3 % of all requests', value: 40, unit: 'requests' },
      threshold: {
        value: 0.001,
        unit: 'ratio',
        source: 'https://kubernetes.io/docs/concepts/cluster-administration/flow-control/',
      },
      excerpts: [
        { label: 'Flow schemas', value: 'batch and service-accounts' },
        { label: 'Reasons', value: 'queue-full and time-out' },
        { label: 'API server started', value: '2026-11-20T08:00:00.000Z' },
      ],
    },
  ]);
});

test.each([
  // Of 3,000 requests in the window, and 100,000 since the start.
  ['enough in the window', rejected('workload-low', 50, 10), 'measured'],
  ['enough since the start only', rejected('workload-low', 101, 0), 'inferred'],
  ['too small a share since the start', rejected('workload-low', 100, 0), null],
  ['too few', rejected('workload-low', 9, 9), null],
  ['enough since the start, without a window', rejected('workload-low', 101, null), 'inferred'],
])('rejections by a level: %s', (_, series, confidence) => {
  const verdict = on(clients(), gathered(apiMetrics({ rejected: [series] })));

  expect(findingsIn(verdict)[0]?.confidence ?? null).toBe(confidence);
});

test.each([
  ['system', 'high'],
  ['node-high', 'high'],
  ['leader-election', 'high'],
  ['workload-high', 'high'],
  ['global-default', 'medium'],
])('rejections by the level %s are %s', (level, severity) => {
  const metrics = apiMetrics({ rejected: [rejected(level, 5_000, 50)], requests: null });

  const [finding] = findingsIn(on(clients(), gathered(metrics)));

  expect(finding?.severity).toBe(severity);
  expect(finding?.summary).toContain('turned away 50 requests in 30 s; expected');
});

test('a log without throttled requests passes where nobody waits either', () => {
  expect(on(clients())).toEqual({ outcome: 'pass', inspected: 36_000 });
});

test.each([
  ['forbidden', forbidden, 'How long requests wait for a seat is not known. Reading is forbidden.'],
  [
    'notCollected',
    gathered(apiMetrics({ queueWaits: [] })),
    'How long requests wait for a seat is not known. The API server shows no waits on /metrics.',
  ],
] as const)('how long requests wait is in the counters alone: %s', (reason, metrics, detail) => {
  expect(on(clients(), metrics)).toMatchObject({ outcome: 'unknown', reason, detail });
  expect(on(clients(operator), metrics)).toMatchObject({ outcome: 'fail', unseen: { reason, detail } });
});

function waiting(priorityLevel: string, ...times: Parameters<typeof timed>): Gathered<ApiMetrics> {
  return gathered(apiMetrics({ queueWaits: [{ priorityLevel, ...timed(...times) }] }));
}

test('a level whose requests wait is a finding beside what it turns away', () => {
  const metrics = waiting('workload-low', durations(90_000, 0.2), durations(400, 1.6, { over: 1, upTo: 2 }));

  expect(on(clients(), metrics)).toEqual({
    outcome: 'fail',
    inspected: 36_000,
    findings: [
      {
        severity: 'medium',
        confidence: 'measured',
        resource: { kind: 'PriorityLevelConfiguration', name: 'workload-low', part: 'queue-wait' },
        summary:
          'Requests of the priority level workload-low wait for a seat up to 1.6 s for 99 % of 400 requests in 30 s; expected is at most 1 s.',
        observed: { text: '1.6 s for 99 % of 400 requests in 30 s', value: 1.6, unit: 'seconds' },
        threshold: {
          value: 1,
          unit: 'seconds',
          source:
            'https://github.com/kubernetes/community/blob/master/sig-scalability/slos/api_call_latency.md',
        },
        excerpts: [
          { label: 'By the histogram', value: 'more than 1 s and at most 2 s' },
          { label: 'API server started', value: '2026-11-20T08:00:00.000Z' },
        ],
        remediation: relieveLevel(),
      },
    ],
  });
});

test.each([
  ['99 requests that wait', waiting('x', durations(99, 5)), 'pass'],
  ['100 requests that wait', waiting('x', durations(100, 5)), ['medium x queue-wait']],
  ['a wait of just a second', waiting('x', durations(100, 1)), 'pass'],
  ['a level of the system', waiting('node-high', durations(100, 5)), ['high node-high queue-wait']],
])('%s', (_, metrics, expected) => {
  expect(briefly(on(clients(), metrics))).toEqual(expected);
});

test('one API server that turns nobody away is no all-clear for the others', () => {
  expect(on(forbidden)).toEqual({
    outcome: 'unknown',
    reason: 'forbidden',
    detail: 'Which clients the API servers turn away is not known. Reading is forbidden.',
    remedy: 'Grant it.',
  });
  expect(on(forbidden, forbidden).outcome).toBe('unknown');
  const metrics = gathered(apiMetrics({ rejected: [rejected('system', 5_000, 50)] }));
  expect(on(forbidden, metrics)).toMatchObject({
    outcome: 'fail',
    inspected: 0,
    unseen: { reason: 'forbidden' },
  });
});

test.each([
  ['without reads', { window: logWindow({ sees: 'writes' }) }, 'notCollected'],
  ['of some minutes', { window: logWindow({ seenFrom: ago(1_499), seenTo: ago(900) }) }, 'notCollected'],
  ['with throttled clients that are not listed', { throttled: 10, clientCount: 30 }, 'truncated'],
])('a log %s gives no all-clear', (_, given, reason) => {
  expect(on(gathered(failedRequests([], given)))).toMatchObject({ outcome: 'unknown', reason });
});

test('a few throttled requests of clients that are not listed cannot matter', () => {
  expect(on(gathered(failedRequests([], { throttled: 9, clientCount: 30 }))).outcome).toBe('pass');
});
