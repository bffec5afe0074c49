import { expect, test } from 'vitest';
import { dominantClient } from '../../../src/checks/clients/dominant-client.ts';
import type { ClientRequests, RequestsByClient } from '../../../src/evidence/logs/requests-by-client.ts';
import { tuneDominant } from '../../../src/remediation/clients.ts';
import { lookCloser } from '../../../src/remediation/log-query.ts';
import { clientRequests, logWindow, requestsByClient } from '../../support/azure-evidence.ts';
import { ago, briefly, findingsIn, verdictOn } from '../../support/evidence.ts';

const hour = logWindow({ seenFrom: ago(4_500), seenTo: ago(900) });

function on(clients: readonly ClientRequests[], given: Partial<RequestsByClient> = {}) {
  return verdictOn(dominantClient, {
    requestsByClient: requestsByClient({ window: hour, total: 100_000, clients, ...given }),
  });
}

test('a client with most of the requests is a finding that names it', () => {
  const operator = clientRequests('operator', 72_000, 100_000, { gets: 2_000, lists: 70_000 });

  expect(on([operator, clientRequests('kubelet', 5_000, 100_000)])).toEqual({
    outcome: 'fail',
    inspected: 24,
    findings: [
      {
        severity: 'medium',
        confidence: 'measured',
        resource: { kind: 'Client', name: 'operator', part: 'system:serviceaccount:operator:operator' },
        summary:
          'The client operator (system:serviceaccount:operator:operator) sends 72 % of all requests, 20 a second; expected is at most 50 %.',
        observed: { text: '72 % of all requests, 20 a second', value: 0.72, unit: 'ratio' },
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
          { label: 'Requests', value: '72,000' },
          { label: 'Of these', value: '2,000 GET, 70,000 LIST, 0 writes, 0 watches' },
          {
            label: 'Watches',
            value: 'are logged when they end, so there are more of them than are counted',
          },
        ],
        remediation: tuneDominant(
          'lists',
          lookCloser(logWindow(), {
            client: { program: 'operator', username: 'system:serviceaccount:operator:operator' },
          }),
        ),
      },
    ],
  });
});

test.each([
  ['half of the requests', 50_000, 100_000, 'pass'],
  ['one more than half', 50_001, 100_000, ['medium operator system:serviceaccount:operator:operator']],
  ['most of few: 10 a second', 36_000, 36_001, 'pass'],
  [
    'most of few: more than 10 a second',
    36_001,
    36_001,
    ['medium operator system:serviceaccount:operator:operator'],
  ],
])('%s', (_, requests, total, expected) => {
  expect(briefly(on([clientRequests('operator', requests, total)], { total }))).toEqual(expected);
});

test('two versions of a program are one client', () => {
  const versions = ['operator/v1', 'operator/v2'].map((userAgent) =>
    clientRequests('operator', 30_000, 100_000, { userAgent }),
  );

  expect(findingsIn(on(versions))).toMatchObject([{ observed: { value: 0.6 } }]);
});

test('health checks are normal, as long as they only GET', () => {
  const prober = { userAgent: 'kube-probe/1.33', username: 'system:anonymous', role: 'prober' } as const;

  expect(on([clientRequests('x', 90_000, 100_000, prober)])).toEqual({ outcome: 'pass', inspected: 24 });
  const lists = clientRequests('x', 90_000, 100_000, { ...prober, gets: 89_999, lists: 1 });
  const [finding] = findingsIn(on([lists]));
  expect(finding?.resource.name).toBe('kube-probe');
  expect(finding?.excerpts).toContainEqual({
    label: 'Calls itself',
    value: 'a health prober; anybody can borrow that name',
  });
});

test('who floods under the name of the auditor is found as well', () => {
  expect(findingsIn(on([], { ownRequests: 80_000 }))).toMatchObject([
    { resource: { kind: 'Client', name: 'aks-fleet-auditor' }, observed: { value: 0.8 } },
  ]);
});

test('a window of some minutes is too short to tell', () => {
  const window = logWindow({ seenFrom: ago(1_499), seenTo: ago(900) });

  expect(on([clientRequests('operator', 90_000, 100_000)], { window })).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'The window covers only 9 min of the audit log; it takes 10 min to judge.',
    remedy: 'The next scheduled sweep covers more.',
  });
});
