import { expect, test } from 'vitest';
import { apiTimeouts } from '../../../src/checks/symptoms/api-timeouts.ts';
import type { ClientFailures, FailedRequests } from '../../../src/evidence/logs/failed-requests.ts';
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
  return verdictOn(apiTimeouts, { failedRequests: failedRequests(clients, given), apiMetrics: forbidden });
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
      failedRequests: failedRequests(clients),
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
