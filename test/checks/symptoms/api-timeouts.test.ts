import { describe, expect, test } from 'vitest';
import { apiTimeouts } from '../../../src/checks/symptoms/api-timeouts.ts';
import type { ApiMetrics } from '../../../src/evidence/api-metrics.ts';
import type { ClientFailures, FailedRequests } from '../../../src/evidence/logs/failed-requests.ts';
import type { Gathered } from '../../../src/model.ts';
import { endTimeouts } from '../../../src/remediation/clients.ts';
import { failedRequests, failingClient, logWindow } from '../../support/azure-evidence.ts';
import {
  ago,
  apiMetrics,
  briefly,
  count,
  findingsIn,
  forbidden,
  gathered,
  verdictOn,
} from '../../support/evidence.ts';

function on(clients: readonly ClientFailures[], given: Partial<FailedRequests> = {}) {
  return verdictOn(apiTimeouts, {
    failedRequests: gathered(failedRequests(clients, given)),
    apiMetrics: forbidden,
  });
}

const call = {
  verb: 'list',
  resource: 'pods',
  apiGroup: '',
  requests: 500,
  throttled: 0,
  refused: 0,
  clientTimeouts: 0,
  serverTimeouts: 380,
  serverErrors: 0,
  panics: 0,
};

test('many time-outs are a finding on the API server that names who suffers most', () => {
  const clients = [
    failingClient('argocd', 900, { serverTimeouts: 380, panics: 20, throttled: 7 }, { calls: [call] }),
    failingClient('kubelet', 5_000, { clientTimeouts: 50 }),
  ];

  expect(
    verdictOn(apiTimeouts, {
      failedRequests: gathered(failedRequests(clients)),
      apiMetrics: gathered(apiMetrics({ requests: { all: count(100_000), serverErrors: count(1_200) } })),
    }),
  ).toEqual({
    outcome: 'fail',
    inspected: 36_000,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'APIServer', name: 'requests' },
        summary:
          '450 requests of 36,000 (1.3 %) timed out or were ended by the API server; expected is at most 1 %.',
        observed: { text: '450 requests of 36,000 (1.3 %)', value: 0.0125, unit: 'ratio' },
        threshold: {
          value: 0.01,
          unit: 'ratio',
          source:
            'https://github.com/kubernetes-monitoring/kubernetes-mixin/blob/master/alerts/kube_apiserver.libsonnet',
        },
        culprit: { kind: 'client', name: 'argocd (system:serviceaccount:argocd:argocd)' },
        excerpts: [
          { label: 'By kind', value: '380 with 504, 50 with 408, 20 ended by the server' },
          {
            label: 'Clients',
            value:
              'argocd (system:serviceaccount:argocd:argocd): 400 and kubelet (system:serviceaccount:kubelet:kubelet): 50',
          },
          { label: 'Calls', value: 'LIST pods: 380' },
          { label: '5xx of one API server since it started', value: '1,200 of 100,000' },
          { label: 'Ended by itself since then', value: '0' },
        ],
        remediation: endTimeouts(),
      },
    ],
  });
});

test.each([
  ['one in a thousand', 36, 36_000, 'pass'],
  ['more than one in a thousand', 37, 36_000, ['medium requests']],
  ['one in a hundred', 360, 36_000, ['medium requests']],
  ['more than one in a hundred', 361, 36_000, ['high requests']],
  ['nine, whatever share they are', 9, 90, 'pass'],
  ['ten', 10, 90, ['high requests']],
])('%s', (_, serverTimeouts, requests, expected) => {
  const others = failingClient('x', 1_000_000, { serverTimeouts });

  expect(briefly(on([others], { requests }))).toEqual(expected);
});

test('errors of other kinds are no time-outs', () => {
  const clients = [failingClient('x', 1_000, { throttled: 300, refused: 300, serverErrors: 300 })];

  expect(on(clients)).toEqual({ outcome: 'pass', inspected: 36_000 });
});

test('a client that suffers alone is found where the cluster as a whole is fine', () => {
  const clients = [
    failingClient('argocd', 400, { serverTimeouts: 20 }),
    failingClient('kubelet', 5_000, { serverTimeouts: 12 }),
  ];

  expect(findingsIn(on(clients))).toMatchObject([
    {
      severity: 'medium',
      resource: { kind: 'Client', name: 'argocd', part: 'system:serviceaccount:argocd:argocd' },
      summary:
        'Of the client argocd (system:serviceaccount:argocd:argocd), 20 requests of 400 (5 %) timed out or were ended by the API server; expected is at most 1 %.',
    },
  ]);
});

test.each([
  ['without reads', { window: logWindow({ sees: 'writes' }) }, 'notCollected'],
  ['of some minutes', { window: logWindow({ seenFrom: ago(1_499), seenTo: ago(900) }) }, 'notCollected'],
  ['with clients that are not listed', { panics: 10, clientCount: 30 }, 'truncated'],
])('a log %s gives no all-clear', (_, given, reason) => {
  expect(on([], given)).toMatchObject({ outcome: 'unknown', reason });
});

test('findings stand in a log of writes, which says what it does not show', () => {
  expect(
    on([failingClient('x', 900, { serverTimeouts: 400 })], { window: logWindow({ sees: 'writes' }) }),
  ).toMatchObject({
    outcome: 'fail',
    findings: [{ severity: 'high' }],
    unseen: {
      detail:
        'Which reads time out is not known. The diagnostic setting of the cluster collects kube-audit-admin alone, which has no GET and LIST requests.',
    },
  });
});

describe('where the log tells nothing', () => {
  const without = (given: Partial<ApiMetrics>, failed: Gathered<FailedRequests> = forbidden) =>
    verdictOn(apiTimeouts, {
      failedRequests: failed,
      apiMetrics: gathered(
        apiMetrics({ requests: { all: count(98_000, 900), serverErrors: count(0) }, ...given }),
      ),
    });

  test('what one API server ended itself is a finding, and its clients stay unseen', () => {
    expect(without({ terminated: count(2_000, 0) })).toEqual({
      outcome: 'fail',
      inspected: 0,
      findings: [
        {
          severity: 'high',
          confidence: 'inferred',
          resource: { kind: 'APIServer', name: 'requests' },
          summary:
            'One API server ended 2,000 requests of 100,000 since the API server started (2 %) itself, at their time limit or on the way to an aggregated API; expected is at most 1 %.',
          observed: {
            text: '2,000 requests of 100,000 since the API server started (2 %)',
            value: 0.02,
            unit: 'ratio',
          },
          threshold: {
            value: 0.01,
            unit: 'ratio',
            source:
              'https://github.com/kubernetes-monitoring/kubernetes-mixin/blob/master/alerts/kube_apiserver.libsonnet',
          },
          excerpts: [
            { label: 'Clients', value: 'only the audit log tells them' },
            { label: 'API server started', value: '2026-11-20T08:00:00.000Z' },
          ],
          remediation: endTimeouts(),
        },
      ],
      unseen: { reason: 'forbidden', detail: 'Reading is forbidden.', remedy: 'Grant it.' },
    });
  });

  test.each([
    ['in the window', count(10, 10), ['high requests']],
    ['nine', count(9, 9), 'unknown'],
    ['one in a thousand', count(98), 'unknown'],
    ['more than one in a thousand', count(99), ['medium requests']],
    ['none', count(0, 0), 'unknown'],
  ])('ended requests, %s', (_, terminated, expected) => {
    expect(briefly(without({ terminated }))).toEqual(expected);
  });

  test('nothing is found without a count of all requests', () => {
    expect(briefly(without({ terminated: count(2_000), requests: null }))).toBe('unknown');
  });

  test('a log of writes alone is helped out, one that is whole is believed', () => {
    const failed = (sees: 'all' | 'writes') => gathered(failedRequests([], { window: logWindow({ sees }) }));

    expect(briefly(without({ terminated: count(2_000) }, failed('writes')))).toEqual(['high requests']);
    expect(briefly(without({ terminated: count(2_000) }, failed('all')))).toBe('pass');
  });
});
