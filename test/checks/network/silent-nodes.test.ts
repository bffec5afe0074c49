import { expect, test } from 'vitest';
import { silentNodes } from '../../../src/checks/network/silent-nodes.ts';
import type { NodeHeartbeats } from '../../../src/evidence/node-heartbeats.ts';
import { nodeRecovery } from '../../../src/remediation/network.ts';
import { ago, briefly, findingsIn, heartbeat, nodeHeartbeats, verdictOn } from '../../support/evidence.ts';

function on(evidence: NodeHeartbeats) {
  return verdictOn(silentNodes, { nodeHeartbeats: evidence });
}

test('some silent nodes of a pool are a high finding that names them', () => {
  const evidence = nodeHeartbeats([
    heartbeat('aks-user-1', 'user', 10),
    heartbeat('aks-user-2', 'user', 720),
    heartbeat('aks-user-3', 'user', null),
    heartbeat('aks-system-1', 'system', 5),
  ]);

  expect(on(evidence)).toEqual({
    outcome: 'fail',
    inspected: 4,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'NodePool', name: 'user' },
        summary:
          '2 of 3 nodes of the pool user are silent, the longest for 12 min, 1 never renewed its lease; expected is a lease renewed within 5 min.',
        observed: {
          text: '2 of 3 nodes of the pool user are silent, the longest for 12 min, 1 never renewed its lease',
          value: 720,
          unit: 'seconds',
        },
        threshold: {
          value: 300,
          unit: 'seconds',
          source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
        },
        culprit: { kind: 'nodePool', name: 'user' },
        since: ago(720),
        excerpts: [
          { label: 'Silent nodes', value: 'aks-user-3 and aks-user-2' },
          { label: 'Longest silent', value: 'aks-user-3: never renewed' },
        ],
        remediation: nodeRecovery({ pool: 'user', node: 'aks-user-3', wholePool: false }),
      },
    ],
  });
});

test('a pool that is silent as a whole is critical', () => {
  const evidence = nodeHeartbeats([
    heartbeat('aks-user-1', 'user', 600),
    heartbeat('aks-user-2', 'user', 900),
    heartbeat('aks-system-1', 'system', 5),
  ]);

  expect(briefly(on(evidence))).toEqual(['critical user']);
});

test.each([
  ['renewed a moment ago', 2, 'pass'],
  ['silent for exactly 5 minutes', 300, 'pass'],
  ['silent for longer', 301, ['critical user']],
  ['never renewed', null, ['critical user']],
  ['renewed by a clock that runs ahead', -60, 'pass'],
])('a single node %s', (_, seconds, expected) => {
  expect(briefly(on(nodeHeartbeats([heartbeat('aks-user-1', 'user', seconds)])))).toEqual(expected);
});

test('a lease that was never renewed has no moment since when', () => {
  const [finding] = findingsIn(on(nodeHeartbeats([heartbeat('aks-user-1', 'user', null)])));

  expect(finding?.since).toBeUndefined();
  expect(finding?.observed).toEqual({
    text: '1 of 1 node of the pool user is silent, 1 never renewed its lease',
  });
});

test('nodes outside of pools are one group, which is no pool to be silent as a whole', () => {
  const evidence = nodeHeartbeats([
    heartbeat('vm-1', null, 600),
    heartbeat('vm-2', null, 700),
    heartbeat('aks-system-1', 'system', 5),
  ]);

  expect(briefly(on(evidence))).toEqual(['high (none)']);
});

test('a cluster whose every node is silent is critical, pools or not', () => {
  expect(briefly(on(nodeHeartbeats([heartbeat('vm-1', null, 600)])))).toEqual(['critical (none)']);
});

test('a cluster without leases has no nodes', () => {
  expect(on(nodeHeartbeats([]))).toEqual({ outcome: 'notApplicable', why: 'The cluster has no nodes.' });
});

test('fresh leases are no all-clear when more were not read', () => {
  const evidence = nodeHeartbeats([heartbeat('aks-user-1', 'user', 5), heartbeat('aks-user-2', 'user', 5)], {
    total: 2_400,
    truncated: true,
  });

  expect(on(evidence)).toEqual({
    outcome: 'unknown',
    reason: 'truncated',
    detail: 'Only the first 2 node leases were read, of 2,400.',
    remedy:
      'The rest is beyond the page budget of an audit; the heartbeats of all nodes are in the audit log.',
  });
});

test('silent nodes among the leases that were read are a sampled finding', () => {
  const evidence = nodeHeartbeats([heartbeat('aks-user-1', 'user', 500)], { total: null, truncated: true });

  expect(on(evidence)).toMatchObject({
    outcome: 'fail',
    findings: [{ confidence: 'sampled' }],
    unseen: { reason: 'truncated' },
  });
});
