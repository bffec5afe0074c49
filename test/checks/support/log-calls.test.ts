import { expect, test } from 'vitest';
import {
  beyondTheCut,
  callInWords,
  callKey,
  callName,
  hasObjective,
  kindOf,
} from '../../../src/checks/support/log-calls.ts';
import { callLatency, latencyByCall, listCalls } from '../../support/azure-evidence.ts';

test.each([
  [{ resource: 'pods', apiGroup: '' }, 'pods', 'pods'],
  [{ resource: 'nodes/status', apiGroup: '' }, 'nodes', 'nodes/status'],
  [{ resource: 'deployments/scale', apiGroup: 'apps' }, 'deployments.apps', 'deployments.apps/scale'],
  // Counted under the older of its two groups.
  [{ resource: 'events', apiGroup: 'events.k8s.io' }, 'events', 'events.events.k8s.io'],
])('%o is counted as %s and called %s', (given, kind, name) => {
  expect(kindOf(callLatency('x', given))).toBe(kind);
  expect(callName(callLatency('x', given))).toBe(name);
});

test('calls in words and as keys', () => {
  expect(callInWords(listCalls('x', 1))).toBe('LIST pods over the whole cluster');
  expect(callInWords(listCalls('x', 1, { scope: 'namespace' }))).toBe('LIST pods in a namespace');
  expect(callInWords(callLatency('x'))).toBe('GET deployments.apps');
  expect(callKey(listCalls('x', 1))).toBe('list pods cluster');
});

test.each([
  [{ verb: 'get', resource: 'pods', apiGroup: '' }, true],
  [{ verb: 'list', resource: 'ingresses', apiGroup: 'networking.k8s.io' }, true],
  [{ verb: 'list', resource: 'widgets', apiGroup: 'example.com' }, false],
  [{ verb: 'list', resource: 'pods', apiGroup: 'metrics.k8s.io' }, false],
  [{ verb: 'create', resource: 'subjectaccessreviews', apiGroup: 'authorization.k8s.io' }, false],
  [{ verb: 'deletecollection', resource: 'pods', apiGroup: '' }, false],
])('%o has an objective: %s', (given, expected) => {
  expect(hasObjective(callLatency('x', given))).toBe(expected);
});

const breaking = callLatency('rare', { requests: 100, overObjective: 2, totalMs: 10 });
const busy = callLatency('busy', { totalMs: 9_000 });

test.each([
  ['all calls are listed', [busy], 1, 9_000, null],
  ['less time than the last one listed', [busy], 2, 9_000, 'truncated'],
  ['more time than the last one listed', [busy], 2, 9_001, null],
  // They are listed first, whatever time they take.
  ['calls over the objective say nothing of the cut', [busy, breaking], 3, 9_000, 'truncated'],
  ['only calls over the objective are listed, so there may be more of them', [breaking], 2, 9e9, 'truncated'],
])('%s', (_, calls, callCount, milliseconds, reason) => {
  expect(beyondTheCut(latencyByCall(calls, { callCount }), milliseconds)?.reason ?? null).toBe(reason);
});
