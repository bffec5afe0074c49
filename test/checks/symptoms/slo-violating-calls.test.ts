import { expect, test } from 'vitest';
import { sloViolatingCalls } from '../../../src/checks/symptoms/slo-violating-calls.ts';
import type { CallLatency, LatencyByCall } from '../../../src/evidence/logs/latency-by-call.ts';
import type { SlowRequestLayers } from '../../../src/evidence/logs/slow-request-layers.ts';
import type { LogVisibility } from '../../../src/evidence/logs/visibility.ts';
import type { Gathered, Missing } from '../../../src/model.ts';
import { speedUpCall } from '../../../src/remediation/clients.ts';
import { lookCloser } from '../../../src/remediation/log-query.ts';
import {
  callLatency,
  client,
  latencyByCall,
  listCalls,
  logVisibility,
  logWindow,
  slowRequestLayers,
} from '../../support/azure-evidence.ts';
import { ago, briefly, findingsIn, forbidden, gathered, verdictOn } from '../../support/evidence.ts';

function on(
  calls: readonly CallLatency[],
  given: Partial<LatencyByCall> = {},
  layers: Gathered<SlowRequestLayers> = gathered(slowRequestLayers()),
  visibility: Partial<LogVisibility> = {},
) {
  const total = calls.reduce((sum, { requests }) => sum + requests, 0);
  return verdictOn(sloViolatingCalls, {
    latencyByCall: latencyByCall(calls, { total, ...given }),
    slowRequestLayers: layers,
    logVisibility: gathered(logVisibility(visibility)),
  });
}

/** Namespace of a client's slow requests, half of the time in etcd. */
function slowLists(layers: readonly (readonly [layer: string, ms: number])[]): SlowRequestLayers {
  return slowRequestLayers({
    callCount: 1,
    calls: [
      {
        ...client('argocd'),
        verb: 'list',
        resource: 'pods',
        apiGroup: '',
        scope: 'cluster',
        requests: 10,
        totalMs: 10_000,
        layers: layers.map(([layer, ms]) => ({ layer, requests: 10, ms })),
      },
    ],
  });
}

const notWritten: Missing = {
  ok: false,
  reason: 'unsupported',
  detail:
    '30 requests took longer than 500 ms, and the API server wrote for none of them where the time went.',
  remedy: 'Upgrade.',
};

test('a kind of call that is late over all clients is a finding that names the worst of them', () => {
  const calls = [
    listCalls('argocd', 150, { overObjective: 30, p99Ms: 41_000 }),
    listCalls('operator', 850, { overObjective: 5, p99Ms: 29_000 }),
    callLatency('kubelet'),
  ];
  const layers = gathered(
    slowLists([
      ['etcd', 6_200],
      ['response-write', 1_100],
    ]),
  );

  expect(on(calls, {}, layers)).toEqual({
    outcome: 'fail',
    inspected: 3,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'APICall', name: 'pods', part: 'list cluster' },
        summary:
          'Of LIST pods over the whole cluster, 3.5 % of 1,000 calls take longer than 30 s; expected is at most 1 %.',
        observed: { text: '3.5 % of 1,000 calls take longer than 30 s', value: 0.035, unit: 'ratio' },
        threshold: {
          value: 0.01,
          unit: 'ratio',
          source:
            'https://github.com/kubernetes/community/blob/master/sig-scalability/slos/api_call_latency.md',
        },
        culprit: { kind: 'client', name: 'argocd (system:serviceaccount:argocd:argocd)' },
        excerpts: [
          { label: 'Call', value: 'list pods cluster' },
          { label: 'Late calls', value: '35' },
          { label: 'Worst 99th percentile of a client', value: '41 s' },
          {
            label: 'Clients',
            value:
              'argocd (system:serviceaccount:argocd:argocd): 30 of 150 late and operator (system:serviceaccount:operator:operator): 5 of 850 late',
          },
          { label: 'Time in layers', value: 'etcd 62 % and response-write 11 %' },
          { label: 'Objective', value: 'leaves out webhooks and queueing; the log includes them' },
        ],
        remediation: speedUpCall('list', 'etcd', lookCloser(logWindow(), { call: listCalls('operator', 1) })),
      },
    ],
  });
});

const high = ['high deployments.apps get resource'];

test.each([
  ['one call in a hundred late', 100, 1, 'pass'],
  ['two calls in a hundred late', 100, 2, high],
  ['too few calls for a percentile', 99, 99, 'pass'],
])('%s', (_, requests, overObjective, expected) => {
  expect(briefly(on([callLatency('argocd', { requests, overObjective })]))).toEqual(expected);
});

test('late calls of many clients add up', () => {
  const kubelets = ['a', 'b', 'c'].map((name) => callLatency(name, { requests: 40, overObjective: 1 }));

  expect(briefly(on(kubelets))).toEqual(high);
});

test('clients that are not listed may make up for those that are', () => {
  const calls = [callLatency('argocd', { requests: 100, overObjective: 2 })];

  expect(findingsIn(on(calls, { total: 199 }))).toMatchObject([{ confidence: 'measured' }]);
  expect(findingsIn(on(calls, { total: 200 }))).toMatchObject([{ confidence: 'sampled' }]);
});

test('a client that is late where the others are not is a milder finding of its own', () => {
  const calls = [
    callLatency('argocd', { requests: 200, overObjective: 20 }),
    callLatency('operator', { requests: 9_000 }),
  ];

  expect(findingsIn(on(calls))).toMatchObject([
    {
      severity: 'medium',
      confidence: 'measured',
      resource: { kind: 'APICall', name: 'deployments.apps', part: 'get resource' },
      summary:
        'Of GET deployments.apps by argocd (system:serviceaccount:argocd:argocd), 10 % of 200 calls take longer than 1 s; expected is at most 1 %.',
    },
  ]);
});

test.each([
  [5_000, 100, 'pass'],
  [5_001, 100, ['medium pods list namespace']],
  [5_001, 99, 'pass'],
])('a LIST in a namespace with a 99th percentile of %d ms over %d calls', (p99Ms, requests, expected) => {
  expect(briefly(on([listCalls('argocd', requests, { scope: 'namespace', p99Ms })]))).toEqual(expected);
});

test('a slow LIST in a namespace is held to seconds, not to a share', () => {
  expect(findingsIn(on([listCalls('argocd', 100, { scope: 'namespace', p99Ms: 7_200 })]))).toMatchObject([
    {
      summary:
        'LIST pods in a namespace by argocd (system:serviceaccount:argocd:argocd) has a 99th percentile of 7.2 s; expected is at most 5 s.',
      observed: { value: 7.2, unit: 'seconds' },
      threshold: { value: 5, unit: 'seconds' },
    },
  ]);
});

test.each([
  ['custom resources', { resource: 'widgets', apiGroup: 'example.com' }],
  ['an aggregated API', { resource: 'pods', apiGroup: 'metrics.k8s.io' }],
  ['deletions of collections', { verb: 'deletecollection' }],
])('%s have no objective, so being late is a milder conclusion', (_, given) => {
  const calls = [callLatency('argocd', { requests: 100, overObjective: 50, ...given })];

  expect(findingsIn(on(calls))).toMatchObject([{ severity: 'medium', confidence: 'inferred' }]);
});

test('time that goes to webhooks and queues is no breach of the objective for sure', () => {
  const calls = [listCalls('argocd', 100, { overObjective: 50 })];
  const layers = slowLists([
    ['apf-queue-wait', 4_000],
    ['validating-webhook', 2_000],
    ['etcd', 500],
  ]);

  expect(findingsIn(on(calls, {}, gathered(layers)))).toMatchObject([
    { severity: 'high', confidence: 'inferred' },
  ]);
});

test.each([
  ['does not write the layers', notWritten, notWritten.detail],
  [
    'wrote none for the call',
    gathered(slowRequestLayers()),
    'Not told: these calls are not among those with most time in layers, or the server did not write it down, as 1.34.0 to 1.34.6 and 1.35.0 to 1.35.3 do not.',
  ],
])('a server that %s is said to', (_, layers, value) => {
  const [finding] = findingsIn(on([listCalls('argocd', 100, { overObjective: 50 })], {}, layers));

  expect(finding?.excerpts).toContainEqual({ label: 'Time in layers', value });
});

test('calls within their objectives pass', () => {
  expect(on([callLatency('argocd'), listCalls('operator', 200, { p99Ms: 12_000 })])).toEqual({
    outcome: 'pass',
    inspected: 2,
  });
});

test('a call that is not listed can only be a slow LIST in a namespace', () => {
  const calls = (totalMs: number) => [callLatency('argocd', { totalMs })];

  expect(on(calls(4_999), { callCount: 120 }).outcome).toBe('pass');
  expect(on(calls(5_000), { callCount: 120 })).toMatchObject({ outcome: 'unknown', reason: 'truncated' });
});

test.each([
  [1, 'pass'],
  [2, 'unknown'],
])('%d late calls of clients that are not listed', (late, outcome) => {
  const listed = [callLatency('argocd', { totalMs: 4_000, overObjective: 3 })];

  expect(on(listed, { callCount: 120, totalLate: 3 + late })).toMatchObject({ outcome });
});

test('what many clients are late with together may be over the objective, though none of them is', () => {
  expect(on([callLatency('argocd', { totalMs: 4_000 })], { callCount: 120, totalLate: 1_000 })).toEqual({
    outcome: 'unknown',
    reason: 'truncated',
    detail:
      'Of the requests that are not among the 1 listed of 120 calls 1,000 were late, which may together break the objective of their kind.',
    remedy: 'Run the query of step 3 of the guide over the workspace for the whole list.',
  });
});

test('bounds that are set lower than the query ranks by prove nothing of what is not listed', () => {
  const evidence = {
    latencyByCall: latencyByCall([callLatency('argocd', { totalMs: 10 })], { callCount: 120 }),
    slowRequestLayers: gathered(slowRequestLayers()),
    logVisibility: gathered(logVisibility()),
  };

  expect(verdictOn(sloViolatingCalls, evidence, { late: 0.001 }).outcome).toBe('unknown');
});

test('a log of writes shows late writes, and in-time writes are no all-clear', () => {
  const window = logWindow({ sees: 'writes' });
  const late = callLatency('argocd', { verb: 'patch', requests: 100, overObjective: 50 });

  expect(on([late], { window })).toMatchObject({ outcome: 'fail', unseen: { reason: 'notCollected' } });
  expect(on([], { window })).toMatchObject({ outcome: 'unknown', reason: 'notCollected' });
});

test('some minutes of log are enough for a finding, not for an all-clear', () => {
  const window = logWindow({ seenFrom: ago(1_018), seenTo: ago(900) });

  expect(on([callLatency('argocd', { requests: 100, overObjective: 50 })], { window })).toMatchObject({
    outcome: 'fail',
    unseen: { detail: 'The window covers only 1 min of the audit log; it takes 10 min to judge.' },
  });
  expect(on([callLatency('argocd')], { window }).outcome).toBe('unknown');
});

test('events that are cut have lost their times: what is left is not all', () => {
  expect(on([callLatency('argocd')], {}, undefined, { cutRows: 1_900 })).toEqual({
    outcome: 'unknown',
    reason: 'truncated',
    detail:
      'Of the audit events 4.6 % are cut and have lost their times, those of the biggest requests first.',
    remedy: 'Switch the diagnostic setting to tables of their own (resource-specific), which cut no events.',
  });
});

test.each([
  [6, 'pass'],
  [7, 'unknown'],
])('%d of 600 calls of one kind are cut, however few that is among all events', (untimed, outcome) => {
  expect(on([callLatency('argocd', { untimed })], {}, undefined, { cutRows: untimed })).toMatchObject({
    outcome,
  });
});

test('a kind of call whose events are all cut is not known to be fast', () => {
  const put = callLatency('operator', { verb: 'update', p50Ms: null, p99Ms: null, untimed: 600 });

  expect(on([put], {}, undefined, { cutRows: 300 })).toEqual({
    outcome: 'unknown',
    reason: 'truncated',
    detail:
      'The audit events of UPDATE deployments.apps are cut and have lost their times, so nothing tells how long it takes.',
    remedy: 'Switch the diagnostic setting to tables of their own (resource-specific), which cut no events.',
  });
});

test('how much of the log was cut is not known, so calls are not known to be fast', () => {
  const evidence = {
    latencyByCall: latencyByCall(),
    slowRequestLayers: gathered(slowRequestLayers()),
    logVisibility: forbidden,
  };

  expect(verdictOn(sloViolatingCalls, evidence)).toMatchObject({
    outcome: 'unknown',
    reason: 'forbidden',
    detail: 'How many events are cut is not known. Reading is forbidden.',
  });
});
