import { expect, test } from 'vitest';
import { sharedClients } from '../../../src/report/insights/shared-clients.ts';
import { fleetOf, inShort } from './fleets.ts';
import type { Told } from './fleets.ts';

const account = 'system:serviceaccount:search:podwatch-operator';
const culprit = { kind: 'client', name: `podwatch-operator (${account})` } as const;
const lists = { check: 'excessive-list-calls', severity: 'high', culprit } as const;
const dominates = { check: 'dominant-client', severity: 'medium', culprit } as const;

test('a client that findings name in two clusters is one cause, with all that is known of it in each', () => {
  const fleet = fleetOf([
    { name: 'b', findings: [lists] },
    {
      name: 'a',
      clients: [['podwatch-operator/v2.3.0 (linux/amd64)', account, 10]],
      requestsPerSecond: 40,
      findings: [dominates, lists],
    },
    { name: 'c', clients: [['podwatch-operator/v2.3.0', account, 1]] },
  ]);

  expect(sharedClients(fleet)).toEqual([
    {
      name: 'podwatch-operator',
      versions: ['2.3.0'],
      worst: 'high',
      clusters: [
        {
          cluster: inShort('a'),
          findings: [
            { check: 'excessive-list-calls', severity: 'high', fingerprint: 'a-1' },
            { check: 'dominant-client', severity: 'medium', fingerprint: 'a-0' },
          ],
          share: 0.25,
          requestsPerSecond: 10,
        },
        {
          cluster: inShort('b'),
          findings: [{ check: 'excessive-list-calls', severity: 'high', fingerprint: 'b-0' }],
          share: null,
          requestsPerSecond: null,
        },
      ],
      clustersTotal: 2,
    },
  ]);
});

test.each<[string, readonly Told[], readonly string[]]>([
  ['heavy in one cluster is no matter of the fleet', [{ name: 'a', findings: [lists] }, { name: 'b' }], []],
  [
    'a quarter of the requests and five a second are heavy without a finding',
    [sending('a', 'sync/1.2', 5, 20), sending('b', 'sync/1.3', 5, 20)],
    ['sync in a, b'],
  ],
  [
    'a little less than a quarter is not',
    [sending('a', 'sync/1.2', 5, 20), sending('b', 'sync/1.3', 5, 20.1)],
    [],
  ],
  ['nor is less than five a second', [sending('a', 'sync/1.2', 5, 20), sending('b', 'sync/1.3', 4.9, 5)], []],
  [
    'versions and users of one program add up',
    [
      sending('a', 'sync/1.2', 5, 20),
      {
        name: 'b',
        clients: [
          ['sync/1.2', 'u', 3],
          ['sync/1.3', 'v', 3],
        ],
        requestsPerSecond: 20,
      },
    ],
    ['sync in a, b'],
  ],
  [
    'a tool under two users is two clients',
    [sending('a', 'kubectl/v1.31.2', 10, 20, 'ada'), sending('b', 'kubectl/v1.31.2', 10, 20, 'bob')],
    [],
  ],
  [
    'under the same user it is one',
    [sending('a', 'kubectl/v1.31.2', 10, 20, 'ada'), sending('b', 'kubectl/v1.31.2', 10, 20, 'ada')],
    ['kubectl (ada) in a, b'],
  ],
  [
    'what every cluster runs on is heavy in each, and no news',
    ['a', 'b'].map((name) => sending(name, 'kubelet/v1.31.2', 18, 20, 'system:node:n1')),
    [],
  ],
  [
    'unless findings name it',
    ['a', 'b'].map((name) => ({
      name,
      findings: [{ ...lists, culprit: { kind: 'client', name: 'kubelet (system:node:n1)' } }],
    })),
    ['kubelet in a, b'],
  ],
  [
    'where the total is not known only findings count',
    [
      { ...sending('a', 'sync/1.2', 50, 0), requestsPerSecond: null, sees: 'writes' },
      sending('b', 'sync/1.3', 50, 60),
    ],
    [],
  ],
  [
    'other culprits are no clients',
    ['a', 'b'].map((name) => ({ name, findings: [{ ...lists, culprit: { kind: 'object', name: 'pods' } }] })),
    [],
  ],
  [
    'a cluster that is gone does not count',
    [
      { name: 'a', findings: [lists] },
      { name: 'b', findings: [lists], notAudited: 'vanished' },
    ],
    [],
  ],
  [
    'one that was not audited does: what was open stays open',
    [
      { name: 'a', findings: [lists] },
      { name: 'b', findings: [lists], notAudited: 'failed' },
    ],
    ['podwatch-operator in a, b'],
  ],
  [
    'worst first, then the one in more clusters, then by name',
    [
      { ...sending('a', 'zeta/1.0', 10, 20), findings: [lists] },
      { ...sending('b', 'zeta/1.0', 10, 20), findings: [lists] },
      {
        name: 'c',
        clients: [
          ['zeta/1.0', 'u', 10],
          ['alpha/1.0', 'u', 10],
        ],
        requestsPerSecond: 20,
      },
      {
        name: 'd',
        clients: [
          ['beta/1.0', 'u', 10],
          ['alpha/1.0', 'u', 10],
        ],
        requestsPerSecond: 20,
      },
      sending('e', 'beta/1.0', 10, 20),
    ],
    ['podwatch-operator in a, b', 'zeta in a, b, c', 'alpha in c, d', 'beta in d, e'],
  ],
])('%s', (_rule, clusters, expected) => {
  expect(inWords(clusters)).toEqual(expected);
});

function sending(name: string, userAgent: string, perSecond: number, total: number, username = 'u'): Told {
  return { name, clients: [[userAgent, username, perSecond]], requestsPerSecond: total };
}

function inWords(clusters: readonly Told[]): readonly string[] {
  return sharedClients(fleetOf(clusters)).map(
    ({ name, clusters: found }) => `${name} in ${found.map(({ cluster }) => cluster.name).join(', ')}`,
  );
}
