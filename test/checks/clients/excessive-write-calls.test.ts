import { expect, test } from 'vitest';
import { excessiveWriteCalls } from '../../../src/checks/clients/excessive-write-calls.ts';
import { restrictionSteps } from '../../../src/checks/support/client-restriction.ts';
import type { CallLatency, LatencyByCall } from '../../../src/evidence/logs/latency-by-call.ts';
import { fewerWrites } from '../../../src/remediation/clients.ts';
import { lookCloser } from '../../../src/remediation/log-query.ts';
import { callLatency, latencyByCall, logWindow } from '../../support/azure-evidence.ts';
import {
  ago,
  apiMetrics,
  briefly,
  findingsIn,
  flowControl,
  gathered,
  verdictOn,
} from '../../support/evidence.ts';

/** 1,000 seconds of writes alone: for this check they are all there is. */
const window = logWindow({ seenFrom: ago(1_900), seenTo: ago(900), sees: 'writes' });
const evidence = { apiMetrics: gathered(apiMetrics()), flowControl: gathered(flowControl()) };

function on(calls: readonly CallLatency[], given: Partial<LatencyByCall> = {}) {
  return verdictOn(excessiveWriteCalls, {
    latencyByCall: latencyByCall(calls, { window, ...given }),
    ...evidence,
  });
}

function writes(requests: number, given: Partial<CallLatency> = {}): CallLatency {
  return callLatency('operator', { verb: 'update', requests, ...given });
}

const part = 'system:serviceaccount:operator:operator update deployments.apps resource';
const found = [`medium operator ${part}`];

test('a client whose writes mostly change nothing is a finding', () => {
  const call = writes(8_000, { versionedWrites: 8_000, unchangedWrites: 6_000 });

  expect(on([call, callLatency('argocd')])).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'medium',
        confidence: 'inferred',
        resource: { kind: 'Client', name: 'operator', part },
        summary:
          'The client operator (system:serviceaccount:operator:operator) sends UPDATE deployments.apps 8 times a second, and 75 % of these writes change nothing; expected is at most 50 %.',
        observed: {
          text: '8 times a second, and 75 % of these writes change nothing',
          value: 0.75,
          unit: 'ratio',
        },
        threshold: {
          value: 0.5,
          unit: 'ratio',
          source:
            'https://learn.microsoft.com/en-us/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd',
        },
        culprit: { kind: 'client', name: 'operator (system:serviceaccount:operator:operator)' },
        excerpts: [
          { label: 'User agent', value: 'operator/v1.0.0' },
          { label: 'User', value: 'system:serviceaccount:operator:operator' },
          { label: 'Writes', value: '8,000' },
          { label: 'That changed nothing', value: 'at least 6,000' },
        ],
        remediation: fewerWrites(
          true,
          lookCloser(logWindow(), {
            client: { program: 'operator', username: 'system:serviceaccount:operator:operator' },
            call,
          }),
          restrictionSteps('system:serviceaccount:operator:operator', call, ['update'], evidence),
        ),
      },
    ],
  });
});

test.each([
  ['20 writes a second', writes(20_000), 'pass'],
  ['more than 20 writes a second', writes(20_001), found],
  ['as many patches', writes(20_001, { verb: 'patch' }), [found[0]?.replace('update', 'patch')]],
  ['as many creations', writes(90_000, { verb: 'create' }), 'pass'],
  ['half of them idle', writes(16_000, { versionedWrites: 12_000, unchangedWrites: 6_000 }), 'pass'],
  ['most of them idle', writes(16_000, { versionedWrites: 11_999, unchangedWrites: 6_000 }), found],
  ['most idle, but few', writes(6_000, { versionedWrites: 6_000, unchangedWrites: 5_000 }), 'pass'],
  ['writes that do not tell', writes(16_000), 'pass'],
])('%s', (_, call, expected) => {
  expect(briefly(on([call]))).toEqual(expected);
});

test('too many writes that do change something are held to the rate', () => {
  expect(findingsIn(on([writes(30_000)]))).toMatchObject([
    {
      confidence: 'measured',
      summary:
        'The client operator (system:serviceaccount:operator:operator) sends UPDATE deployments.apps 30 times a second; expected is at most 20.',
      threshold: { value: 20, unit: 'requestsPerSecond' },
    },
  ]);
});

const node = { username: 'system:node:aks-nodepool1-12345678-vmss000000', apiGroup: '' };
const lease = { resource: 'leases', apiGroup: 'coordination.k8s.io' };

test.each([
  ['its lease', { ...node, ...lease }, 'pass'],
  ['its status', { ...node, resource: 'nodes/status' }, 'pass'],
  ['the status of pods', { ...node, resource: 'pods/status' }, 'fail'],
])('a node that renews %s', (_, given, expected) => {
  expect(on([writes(30_000, given)]).outcome).toBe(expected);
});

test('a lease of somebody who only says that it is a kubelet is no heartbeat', () => {
  expect(on([writes(30_000, { ...lease, userAgent: 'kubelet/v1.33.2' })]).outcome).toBe('fail');
});

test('what is not listed would have taken longer than the last one that is', () => {
  // 5 writes a second for 1,000 seconds, each of them a millisecond.
  expect(on([writes(9, { totalMs: 4_999 })], { callCount: 120 }).outcome).toBe('pass');
  expect(on([writes(9, { totalMs: 5_000 })], { callCount: 120 })).toMatchObject({
    outcome: 'unknown',
    reason: 'truncated',
  });
});

test('a window of some minutes is too short for a rate', () => {
  const short = logWindow({ seenFrom: ago(1_499), seenTo: ago(900) });

  expect(on([writes(90_000)], { window: short })).toMatchObject({
    outcome: 'unknown',
    reason: 'notCollected',
  });
});
