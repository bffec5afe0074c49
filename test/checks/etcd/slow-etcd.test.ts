import { expect, test } from 'vitest';
import { slowEtcd } from '../../../src/checks/etcd/slow-etcd.ts';
import type { EtcdOperation } from '../../../src/evidence/api-metrics.ts';
import { lowerEtcdLatency } from '../../../src/remediation/etcd.ts';
import { apiMetrics, briefly, durations, findingsIn, timed, verdictOn } from '../../support/evidence.ts';

const quick = durations(200_000, 0.02);

function operation(
  name: string,
  times: ReturnType<typeof timed>,
  slowKinds: EtcdOperation['slowKinds'] = [],
): EtcdOperation {
  return { operation: name, ...times, slowKinds };
}

function on(...etcdOperations: readonly EtcdOperation[]) {
  return verdictOn(slowEtcd, { apiMetrics: apiMetrics({ etcdOperations }) });
}

test('of several operations the slow one is a finding, with the kinds that are slow', () => {
  const slow = durations(4_200, 0.31, { over: 0.2, upTo: 0.4 });
  const kinds = [
    { kind: 'secrets', calls: 30_000, slow: 900 },
    { kind: 'pods', calls: 80_000, slow: 40 },
  ];

  expect(on(operation('get', timed(quick, quick)), operation('list', timed(quick, slow), kinds))).toEqual({
    outcome: 'fail',
    inspected: 2,
    findings: [
      {
        severity: 'medium',
        confidence: 'measured',
        resource: { kind: 'EtcdOperation', name: 'list' },
        summary:
          'The operation list of etcd takes up to 310 ms for 99 % of 4,200 requests in 30 s; expected is at most 150 ms.',
        observed: { text: '310 ms for 99 % of 4,200 requests in 30 s', value: 0.31, unit: 'seconds' },
        threshold: {
          value: 0.15,
          unit: 'seconds',
          source: 'https://github.com/etcd-io/etcd/blob/main/contrib/mixin/alerts/alerts.libsonnet',
        },
        culprit: { kind: 'object', name: 'secrets' },
        excerpts: [
          { label: 'By the histogram', value: 'more than 200 ms and at most 400 ms' },
          { label: 'API server started', value: '2026-11-20T08:00:00.000Z' },
          { label: 'Over 200 ms since the start: secrets', value: '900 of 30,000' },
          { label: 'Over 200 ms since the start: pods', value: '40 of 80,000' },
        ],
        remediation: lowerEtcdLatency('list'),
      },
    ],
  });
});

test('where all kinds are slow alike none is to blame', () => {
  const alike = ['a', 'b', 'c'].map((kind) => ({ kind, calls: 900, slow: 100 }));

  expect(findingsIn(on(operation('update', timed(durations(2_700, 0.5)), alike)))[0]).not.toHaveProperty(
    'culprit',
  );
});

test.each([
  [150, 1_000, 'pass'],
  [151, 1_000, ['medium update']],
  [151, 999, 'unknown'],
])('%d ms for 99 %% of %d requests', (milliseconds, calls, expected) => {
  const slow = operation('update', timed(durations(calls, milliseconds / 1_000)));

  expect(briefly(on(operation('get', timed(quick)), slow))).toEqual(expected);
});

test.each([
  ['in the window', timed(quick, durations(1_000, 0.3)), 'measured', 'in 30 s'],
  ['since the start alone', timed(durations(9_000, 0.3), quick), 'inferred', 'since the API server started'],
  [
    'in a window with too few requests',
    timed(durations(9_000, 0.3), durations(999, 0.3)),
    'inferred',
    'since the API server started',
  ],
  [
    'by a bucket that begins below the bound',
    timed(quick, durations(1_000, 0.16, { over: 0.1, upTo: 0.2 })),
    'inferred',
    'in 30 s',
  ],
])('slow %s is told as such', (_, times, confidence, when) => {
  expect(findingsIn(on(operation('create', times)))).toMatchObject([
    { confidence, observed: { text: expect.stringContaining(when) as string } },
  ]);
});

test('beyond the last bucket it is more than that', () => {
  const slow = durations(5_000, 60, { over: 60, upTo: null });

  expect(findingsIn(on(operation('list', timed(slow))))).toMatchObject([
    { observed: { text: 'more than 1 min for 99 % of 5,000 requests since the API server started' } },
  ]);
});

test('too few requests to judge are unknown, and never quick', () => {
  expect(on()).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'The API server shows no operation of etcd with at least 1,000 requests since it started.',
    remedy: 'Audit again in some minutes: the counters begin with the process.',
  });
  expect(on(operation('get', timed(durations(999, 0.01))))).toMatchObject({ outcome: 'unknown' });
});

test('a rare operation that is quick is no reason to doubt, one that is slow is', () => {
  const often = operation('get', timed(quick));

  expect(on(often, operation('delete', timed(durations(3, 0.01))))).toEqual({
    outcome: 'pass',
    inspected: 1,
  });
  expect(on(often, operation('delete', timed(durations(3, 0.4))))).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail:
      'Requests of the kind delete may be slow, but there were too few since the API server started to judge.',
    remedy: 'Audit again in some hours.',
  });
});
