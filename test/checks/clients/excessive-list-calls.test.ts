import { expect, test } from 'vitest';
import { excessiveListCalls } from '../../../src/checks/clients/excessive-list-calls.ts';
import { restrictionSteps } from '../../../src/checks/support/client-restriction.ts';
import type { ApiMetrics } from '../../../src/evidence/api-metrics.ts';
import type { CallLatency, LatencyByCall } from '../../../src/evidence/logs/latency-by-call.ts';
import type { Gathered } from '../../../src/model.ts';
import { fewerLists } from '../../../src/remediation/clients.ts';
import { lookCloser } from '../../../src/remediation/log-query.ts';
import { latencyByCall, listCalls, logWindow } from '../../support/azure-evidence.ts';
import {
  ago,
  apiMetrics,
  briefly,
  findingsIn,
  flowControl,
  forbidden,
  gathered,
  objects,
  verdictOn,
} from '../../support/evidence.ts';

/** 1,000 seconds, so that rates are easy to read. */
const window = logWindow({ seenFrom: ago(1_900), seenTo: ago(900) });
const counted = gathered(apiMetrics({ objects: objects({ pods: 5_000, nodes: 3 }) }));
const flow = gathered(flowControl());

function on(
  calls: readonly CallLatency[],
  metrics: Gathered<ApiMetrics> = counted,
  given: Partial<LatencyByCall> = {},
) {
  return verdictOn(excessiveListCalls, {
    latencyByCall: latencyByCall(calls, { window, ...given }),
    apiMetrics: metrics,
    flowControl: flow,
  });
}

const part = 'system:serviceaccount:operator:operator list pods cluster';

test('a client that lists a large kind all the time is a finding with a manifest against it', () => {
  const calls = [listCalls('operator', 4_000), listCalls('argocd', 30)];
  const [call] = calls;

  expect(on(calls)).toEqual({
    outcome: 'fail',
    inspected: 2,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'Client', name: 'operator', part },
        summary:
          'The client operator (system:serviceaccount:operator:operator) sends LIST pods over the whole cluster 4 times a second, which makes 20,000 objects a second; expected are at most 10,000.',
        observed: {
          text: '4 times a second, which makes 20,000 objects a second',
          value: 20_000,
          unit: 'objectsPerSecond',
        },
        threshold: {
          value: 10_000,
          unit: 'objectsPerSecond',
          source:
            'https://learn.microsoft.com/en-us/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd',
        },
        culprit: { kind: 'client', name: 'operator (system:serviceaccount:operator:operator)' },
        excerpts: [
          { label: 'User agent', value: 'operator/v1.0.0' },
          { label: 'User', value: 'system:serviceaccount:operator:operator' },
          { label: 'LISTs', value: '4,000 LISTs, 4,000 of them without pages' },
          { label: 'Objects of the kind pods', value: '5,000' },
        ],
        remediation: fewerLists(
          lookCloser(logWindow(), {
            client: { program: 'operator', username: 'system:serviceaccount:operator:operator' },
            ...(call === undefined ? {} : { call }),
          }),
          call === undefined
            ? []
            : restrictionSteps('system:serviceaccount:operator:operator', call, ['list'], {
                apiMetrics: counted,
                flowControl: flow,
              }),
        ),
      },
    ],
  });
});

test.each([
  ['exactly the bound', listCalls('operator', 2_000), 'pass'],
  ['just over the bound', listCalls('operator', 2_001), [`high operator ${part}`]],
  ['often, but of a small kind', listCalls('operator', 60_000, { resource: 'nodes' }), 'pass'],
  ['in pages of unknown size', listCalls('operator', 9_000, { unpaged: 0 }), 'unknown'],
  ['in very many pages', listCalls('operator', 11_000, { unpaged: 0 }), [`medium operator ${part}`]],
  [
    'partly in pages, of which only the rest surely counts',
    listCalls('operator', 9_000, { unpaged: 2_000 }),
    'unknown',
  ],
])('LISTs %s', (_, call, expected) => {
  expect(briefly(on([call]))).toEqual(expected);
});

test('versions of a client add up', () => {
  const calls = ['operator/v1', 'operator/v2'].map((userAgent) =>
    listCalls('operator', 1_500, { userAgent }),
  );

  expect(findingsIn(on(calls))).toMatchObject([{ observed: { value: 15_000 } }]);
});

const namespaced = { scope: 'namespace' } as const;

test.each([
  // 5,000 objects at most for each.
  ['so rarely that even whole kinds would be fine', 2_000, 'pass'],
  ['too often if a namespace holds most of the kind', 2_001, 'unknown'],
  ['in a loop', 10_001, ['medium operator system:serviceaccount:operator:operator list pods namespace']],
])('LISTs in a namespace %s', (_, requests, expected) => {
  expect(briefly(on([listCalls('operator', requests, namespaced)]))).toEqual(expected);
});

test.each([
  ['of 5,000 objects at most', 2_000, 'pass'],
  ['too often if they are as large as they can be', 2_001, 'unknown'],
])('pages %s', (_, requests, outcome) => {
  expect(on([listCalls('operator', requests, { unpaged: 0 })])).toMatchObject({ outcome });
});

test('LISTs in a namespace are not taken for LISTs of the whole kind', () => {
  expect(findingsIn(on([listCalls('operator', 20_000, namespaced)]))).toMatchObject([
    {
      confidence: 'inferred',
      summary:
        'The client operator (system:serviceaccount:operator:operator) sends LIST pods in a namespace 20 times a second, each of unknown size; expected are at most 10 a second.',
      threshold: { value: 10, unit: 'requestsPerSecond' },
    },
  ]);
});

test.each([
  ['cannot be read', forbidden],
  ['shows no object counts', gathered(apiMetrics({ objects: null }))],
  [
    'cannot count the kind',
    gathered(apiMetrics({ objects: objects({ nodes: 3 }, { unreadable: ['pods'] }) })),
  ],
])('where /metrics %s the rate has to do, and a low one is no all-clear', (_, metrics) => {
  expect(findingsIn(on([listCalls('operator', 10_001)], metrics))).toMatchObject([
    { severity: 'medium', confidence: 'inferred', observed: { unit: 'requestsPerSecond' } },
  ]);
  expect(on([listCalls('operator', 1_000)], metrics)).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'How many objects these calls go through is not known: LIST pods over the whole cluster.',
    remedy: 'Let the auditor read /metrics of the API server, which has the object counts.',
  });
  // Fine even if there were as many as upstream tests with.
  expect(on([listCalls('operator', 60)], metrics).outcome).toBe('pass');
});

test('what an aggregated API serves is not handled by the API server', () => {
  const call = { apiGroup: 'metrics.k8s.io', scope: 'namespace' } as const;

  expect(on([listCalls('kube-controller-manager', 9_000, call)])).toEqual({ outcome: 'pass', inspected: 1 });
});

test('a LIST of one object by its name is none', () => {
  expect(on([listCalls('operator', 90_000, { scope: 'resource' })])).toEqual({
    outcome: 'pass',
    inspected: 0,
  });
});

test('what is not listed would have taken longer than the last one that is', () => {
  // 10,000 objects a second for 1,000 seconds, each of them a microsecond.
  expect(on([listCalls('argocd', 1, { totalMs: 9_999 })], counted, { callCount: 120 }).outcome).toBe('pass');
  expect(on([listCalls('argocd', 1, { totalMs: 10_000 })], counted, { callCount: 120 })).toMatchObject({
    outcome: 'unknown',
    reason: 'truncated',
  });
});

test.each([
  ['without reads', logWindow({ sees: 'writes' })],
  ['of some minutes', logWindow({ seenFrom: ago(1_499), seenTo: ago(900) })],
])('a log %s cannot tell', (_, given) => {
  expect(on([], counted, { window: given })).toMatchObject({ outcome: 'unknown', reason: 'notCollected' });
});
