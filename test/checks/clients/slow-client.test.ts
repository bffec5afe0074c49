import { expect, test } from 'vitest';
import { slowClient } from '../../../src/checks/clients/slow-client.ts';
import type { ClientLatency, LatencyByClient } from '../../../src/evidence/logs/latency-by-client.ts';
import type { ClusterHistory } from '../../../src/evidence/history.ts';
import type { LogVisibility } from '../../../src/evidence/logs/visibility.ts';
import type { Gathered } from '../../../src/model.ts';
import { speedUpClient } from '../../../src/remediation/clients.ts';
import { lookCloser } from '../../../src/remediation/log-query.ts';
import { clientLatency, latencyByClient, logVisibility, logWindow } from '../../support/azure-evidence.ts';
import { ago, briefly, findingsIn, forbidden, gathered, verdictOn } from '../../support/evidence.ts';
import { clusterHistory, observation } from '../../support/history.ts';

function on(
  clients: readonly ClientLatency[],
  given: Partial<LatencyByClient> = {},
  visibility: Partial<LogVisibility> = {},
  history: Gathered<ClusterHistory> = gathered(clusterHistory()),
) {
  return verdictOn(slowClient, {
    latencyByClient: latencyByClient(clients, given),
    logVisibility: gathered(logVisibility(visibility)),
    history,
  });
}

/** Audits of so many days, four a day, in each of which the client had this mean. */
function usually(meanMs: number, days = 5): Gathered<ClusterHistory> {
  const clients = [
    {
      userAgent: 'argocd/v0.9',
      username: 'system:serviceaccount:argocd:argocd',
      requests: 80,
      meanMs,
    },
  ];
  const observations = Array.from({ length: days * 4 + 1 }, (_, index) =>
    observation((days - index / 4) * 86_400 + 3_600, { clients }),
  );
  return gathered(clusterHistory({ observations }));
}

test('a client that waits long in three bins in a row is a finding with its beginning', () => {
  const clients = [
    clientLatency('argocd', [
      [100, 20],
      [30, 1_500],
      [50, 2_000],
      [20, 1_100],
      [100, 20],
    ]),
    clientLatency('kubelet', [[900, 8]]),
  ];

  expect(on(clients)).toEqual({
    outcome: 'fail',
    inspected: 2,
    findings: [
      {
        severity: 'medium',
        confidence: 'measured',
        resource: { kind: 'Client', name: 'argocd', part: 'system:serviceaccount:argocd:argocd' },
        summary:
          'Requests of the client argocd (system:serviceaccount:argocd:argocd) take 1.7 s on average for 15 min; expected is at most 1 s.',
        observed: { text: '1.7 s on average for 15 min', value: 1.67, unit: 'seconds' },
        threshold: {
          value: 1,
          unit: 'seconds',
          source:
            'https://github.com/kubernetes/community/blob/master/sig-scalability/slos/api_call_latency.md',
        },
        culprit: { kind: 'client', name: 'argocd (system:serviceaccount:argocd:argocd)' },
        since: ago(4_200),
        excerpts: [
          { label: 'User agent', value: 'argocd/v1.0.0' },
          { label: 'User', value: 'system:serviceaccount:argocd:argocd' },
          { label: 'Slow bins', value: '3, with 100 calls' },
          { label: 'Highest mean of a bin', value: '2 s' },
        ],
        remediation: speedUpClient(
          lookCloser(logWindow(), {
            client: { program: 'argocd', username: 'system:serviceaccount:argocd:argocd' },
          }),
        ),
      },
    ],
  });
});

const found = ['medium argocd system:serviceaccount:argocd:argocd'];

test.each([
  [
    'two slow bins',
    [
      [20, 5_000],
      [20, 5_000],
      [20, 5],
    ],
    'pass',
  ],
  [
    'a bin of 19 calls between slow ones',
    [
      [20, 5_000],
      [20, 5_000],
      [19, 5_000],
      [20, 5_000],
    ],
    'pass',
  ],
  ['a bin without calls between slow ones', [[20, 5_000], [20, 5_000], null, [20, 5_000]], 'pass'],
  [
    'a mean of exactly one second',
    [
      [20, 1_000],
      [20, 1_000],
      [20, 1_000],
    ],
    'pass',
  ],
  [
    'a mean of just more',
    [
      [20, 1_001],
      [20, 1_001],
      [20, 1_001],
    ],
    found,
  ],
] as const)('%s', (_, bins, expected) => {
  expect(briefly(on([clientLatency('argocd', bins)]))).toEqual(expected);
});

test('a client that is upgraded in the middle stays one', () => {
  const before = clientLatency('argocd', [[30, 2_000], [30, 2_000], null]);
  const after = clientLatency('argocd', [null, null, [30, 2_000]], { userAgent: 'argocd/v2' });

  expect(findingsIn(on([before, after]))[0]?.excerpts).toContainEqual({
    label: 'User agent',
    value: 'argocd/v1.0.0 and argocd/v2',
  });
});

test.each([
  // Three bins of 20 calls of a second are a minute: a client that is not listed has spent less.
  ['less than a slow client would have spent', [100, 599], 'pass'],
  ['as much as a slow client would have spent', [100, 600], 'unknown'],
] as const)('the last client listed has spent %s', (_, bin, expected) => {
  expect(on([clientLatency('kubelet', [bin])], { clientCount: 12 }).outcome).toBe(expected);
});

test('in a log of writes a slow client is found, and fast writes are no all-clear', () => {
  const window = logWindow({ sees: 'writes' });
  const slow = clientLatency('argocd', [
    [30, 2_000],
    [30, 2_000],
    [30, 2_000],
  ]);

  expect(on([slow], { window })).toMatchObject({ outcome: 'fail', unseen: { reason: 'notCollected' } });
  expect(on([clientLatency('argocd', [[30, 20]])], { window })).toMatchObject({
    outcome: 'unknown',
    reason: 'notCollected',
    detail:
      'How long clients wait for their reads is not known. The diagnostic setting of the cluster collects kube-audit-admin alone, which has no GET and LIST requests.',
  });
});

test.each([
  [899, 'unknown'],
  [900, 'pass'],
])('a window of %d seconds', (seconds, outcome) => {
  const window = logWindow({ seenFrom: ago(900 + seconds), seenTo: ago(900) });

  expect(on([], { window }).outcome).toBe(outcome);
});

test.each([
  // Three bins with 20 calls each.
  [59, 'pass'],
  [60, 'unknown'],
])(
  '%d cut events of 41,000: those have lost their times, and may all be of one client',
  (cutRows, outcome) => {
    expect(on([clientLatency('argocd', [[100, 20]])], {}, { cutRows })).toMatchObject({ outcome });
  },
);

test('a client that is much slower than it usually is, is a finding though others would call it fast', () => {
  const clients = [
    clientLatency('argocd', [
      [30, 400],
      [30, 400],
      [30, 400],
    ]),
  ];

  expect(findingsIn(on(clients, {}, {}, usually(50)))).toEqual([
    {
      severity: 'medium',
      confidence: 'measured',
      resource: { kind: 'Client', name: 'argocd', part: 'system:serviceaccount:argocd:argocd' },
      summary:
        'Requests of the client argocd (system:serviceaccount:argocd:argocd) take 400 ms on average for 15 min; expected is at most 5 times its usual 50 ms.',
      observed: { text: '400 ms on average for 15 min', value: 0.4, unit: 'seconds' },
      threshold: {
        value: 5,
        unit: 'times',
        source:
          'https://learn.microsoft.com/en-us/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd',
      },
      culprit: { kind: 'client', name: 'argocd (system:serviceaccount:argocd:argocd)' },
      since: ago(4_500),
      excerpts: [
        { label: 'User agent', value: 'argocd/v1.0.0' },
        { label: 'User', value: 'system:serviceaccount:argocd:argocd' },
        { label: 'Slow bins', value: '3, with 90 calls' },
        { label: 'Highest mean of a bin', value: '400 ms' },
        { label: 'Usual mean, of a week', value: '50 ms' },
      ],
    },
  ]);
});

test.each([
  ['five times its usual latency', 60, 300, 'pass'],
  ['just more than that', 60, 301, found],
  ['a quarter of a second at most, whatever it usually takes', 2, 250, 'pass'],
  ['just more than a quarter of a second', 2, 251, found],
  ['the objective at most, where that is five times and more', 900, 1_000, 'pass'],
  ['more than the objective, however slow it always is', 900, 1_001, found],
] as const)('a client that takes %s', (_, usual, meanMs, expected) => {
  const bin = [30, meanMs] as const;

  expect(briefly(on([clientLatency('argocd', [bin, bin, bin])], {}, {}, usually(usual)))).toEqual(expected);
});

test.each([
  ['without a past', gathered(clusterHistory())],
  ['with a past of less than three days', usually(50, 2)],
  ['whose past could not be read', forbidden],
])('a client %s is held against the objective alone', (_, history) => {
  const bin = [30, 400] as const;

  expect(on([clientLatency('argocd', [bin, bin, bin])], {}, {}, history).outcome).toBe('pass');
});

test('how much of the log was cut is not known, so nobody is known to be fast', () => {
  const evidence = {
    latencyByClient: latencyByClient(),
    logVisibility: forbidden,
    history: gathered(clusterHistory()),
  };

  expect(verdictOn(slowClient, evidence)).toEqual({
    outcome: 'unknown',
    reason: 'forbidden',
    detail: 'How many events are cut is not known. Reading is forbidden.',
    remedy: 'Grant it.',
  });
});
