import { describe, expect, test } from 'vitest';
import { silentNodes } from '../../../src/checks/network/silent-nodes.ts';
import type { LoggedHeartbeats } from '../../../src/evidence/logs/logged-heartbeats.ts';
import type { AgentPool } from '../../../src/evidence/managed-cluster.ts';
import type { NodeHeartbeats } from '../../../src/evidence/node-heartbeats.ts';
import type { Gathered, Missing } from '../../../src/model.ts';
import { nodeRecovery } from '../../../src/remediation/network.ts';
import { agentPool, loggedHeartbeats, logWindow, managedCluster } from '../../support/azure-evidence.ts';
import {
  ago,
  briefly,
  findingsIn,
  forbidden,
  gathered,
  heartbeat,
  nodeHeartbeats,
  verdictOn,
} from '../../support/evidence.ts';

const notLogged: Missing = {
  ok: false,
  reason: 'notCollected',
  detail: 'The log is not collected.',
  remedy: 'Collect it.',
};

/** What the leases tell. */
function on(evidence: NodeHeartbeats, logged: Gathered<LoggedHeartbeats> = notLogged, pools?: AgentPool[]) {
  return verdictOn(silentNodes, {
    nodeHeartbeats: gathered(evidence),
    loggedHeartbeats: logged,
    managedCluster: pools === undefined ? forbidden : gathered(managedCluster({ agentPools: pools })),
  });
}

/** What the audit log tells where the leases cannot be read. */
function logged(
  given: Partial<LoggedHeartbeats>,
  pools: readonly AgentPool[] | null = [agentPool('nodepool1', 3)],
  silence = 300,
) {
  return verdictOn(
    silentNodes,
    {
      nodeHeartbeats: forbidden,
      loggedHeartbeats: gathered(loggedHeartbeats(given)),
      managedCluster: pools === null ? forbidden : gathered(managedCluster({ agentPools: pools })),
    },
    { silence },
  );
}

/** A node that renewed its lease so many seconds before the window ended. */
function silentFor(seconds: number, place = 0) {
  return {
    node: `aks-nodepool1-12345678-vmss00000${place}`,
    pool: 'nodepool1',
    renewedAt: ago(900 + seconds),
  };
}

const oneSilent = {
  silent: 1,
  pools: [{ pool: 'nodepool1', nodes: 3, silent: 1 }],
  silentNodes: [silentFor(720)],
};

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

test('leases that were not read are judged by the audit log, if that has no gaps', () => {
  const part = nodeHeartbeats([heartbeat('aks-nodepool1-12345678-vmss000000', 'nodepool1', 5)], {
    total: 3,
    truncated: true,
  });
  const user = { pool: 'user', nodes: 2, silent: 2 };
  const both = loggedHeartbeats({
    nodes: 5,
    silent: 2,
    pools: [{ pool: 'nodepool1', nodes: 3, silent: 0 }, user],
    silentNodes: [{ node: 'aks-user-12345678-vmss000000', pool: 'user', renewedAt: ago(3_000) }],
  });

  expect(on(part, gathered(loggedHeartbeats()), [agentPool('nodepool1', 3)])).toEqual({
    outcome: 'pass',
    inspected: 3,
  });
  expect(on(part, gathered(loggedHeartbeats()), [agentPool('nodepool1', 4)])).toMatchObject({
    outcome: 'unknown',
    reason: 'truncated',
  });
  expect(briefly(on(part, gathered(both)))).toEqual(['critical user']);
});

test('a silent pool is found once, by its leases', () => {
  const part = nodeHeartbeats([heartbeat('aks-nodepool1-12345678-vmss000000', 'nodepool1', 720)], {
    truncated: true,
  });

  expect(findingsIn(on(part, gathered(loggedHeartbeats(oneSilent))))).toMatchObject([
    { resource: { name: 'nodepool1' }, confidence: 'sampled' },
  ]);
});

test('neither leases nor audit log: unknown, with the reasons of both', () => {
  const verdict = verdictOn(silentNodes, {
    nodeHeartbeats: forbidden,
    loggedHeartbeats: notLogged,
    managedCluster: gathered(managedCluster()),
  });

  expect(verdict).toEqual({
    outcome: 'unknown',
    reason: 'forbidden',
    detail: 'Reading is forbidden. The log is not collected.',
    remedy: 'Grant it. Or: Collect it.',
  });
});

describe('the audit log, where the leases cannot be read,', () => {
  test('has silent nodes up to the end of its window', () => {
    const end = ago(900);

    expect(logged(oneSilent)).toEqual({
      outcome: 'fail',
      inspected: 3,
      findings: [
        {
          severity: 'high',
          confidence: 'inferred',
          resource: { kind: 'NodePool', name: 'nodepool1' },
          summary: `1 of 3 nodes of the pool nodepool1 is silent in the audit log up to ${end}, the longest for 12 min; expected is a lease renewed within 5 min.`,
          observed: {
            text: `1 of 3 nodes of the pool nodepool1 is silent in the audit log up to ${end}, the longest for 12 min`,
            value: 720,
            unit: 'seconds',
          },
          threshold: {
            value: 300,
            unit: 'seconds',
            source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
          },
          culprit: { kind: 'nodePool', name: 'nodepool1' },
          since: ago(1_620),
          excerpts: [
            { label: 'Silent nodes', value: 'aks-nodepool1-12345678-vmss000000' },
            { label: 'Longest silent', value: `aks-nodepool1-12345678-vmss000000: ${ago(1_620)}` },
          ],
          remediation: nodeRecovery({
            pool: 'nodepool1',
            node: 'aks-nodepool1-12345678-vmss000000',
            wholePool: false,
          }),
        },
      ],
    });
  });

  test('knows a pool that is silent as a whole, by count and not by those it lists', () => {
    const whole = {
      silent: 3,
      pools: [{ pool: 'nodepool1', nodes: 3, silent: 3 }],
      silentNodes: [silentFor(900), silentFor(720, 1)],
    };

    expect(briefly(logged(whole))).toEqual(['critical nodepool1']);
    expect(findingsIn(logged(whole))[0]?.observed.text).toContain('3 of 3 nodes');
  });

  test('passes when every node of the cluster is in it', () => {
    expect(logged({})).toEqual({ outcome: 'pass', inspected: 3 });
    expect(logged({}, [agentPool('nodepool1', 3), agentPool('spot', 0)])).toEqual({
      outcome: 'pass',
      inspected: 3,
    });
  });

  test.each([
    [
      'a node that never showed up',
      [agentPool('nodepool1', 4)],
      'the pool nodepool1 should have 4 nodes by Azure, and the audit log has 3.',
    ],
    [
      'a pool that never showed up',
      [agentPool('nodepool1', 3), agentPool('user', 2)],
      'the pool user should have 2 nodes by Azure, and the audit log has 0.',
    ],
    [
      'more nodes than there are: some left, and who stayed is not known',
      [agentPool('nodepool1', 2)],
      'the pool nodepool1 should have 2 nodes by Azure, and the audit log has 3.',
    ],
    [
      'a pool that is no more',
      [agentPool('user', 3)],
      'the pool nodepool1 should have 0 nodes by Azure, and the audit log has 3; the pool user should have 3 nodes by Azure, and the audit log has 0.',
    ],
    [
      'a pool of unknown size',
      [agentPool('nodepool1', null)],
      'Azure does not say how many nodes each pool has.',
    ],
  ])('is no all-clear with %s', (_, pools, detail) => {
    expect(logged({}, pools)).toEqual({
      outcome: 'unknown',
      reason: 'notCollected',
      detail: `A node that was silent all through the window is not in the audit log, and not every node is accounted for: ${detail}`,
      remedy: 'Let the auditor read the leases of the cluster, or compare with kubectl get nodes.',
    });
    expect(logged(oneSilent, pools)).toMatchObject({ outcome: 'fail', unseen: { reason: 'notCollected' } });
  });

  test('is no all-clear where nobody tells how many nodes there are', () => {
    expect(logged({}, null)).toEqual({
      outcome: 'unknown',
      reason: 'forbidden',
      detail: 'How many nodes there should be in the audit log is not known. Reading is forbidden.',
      remedy: 'Grant it.',
    });
  });

  test.each([
    [2, 'pass'],
    [3, 'unknown'],
  ])('compares nodes without the name of a pool together: %d by Azure, 2 in the log', (nodes, outcome) => {
    const machines = { nodes: 2, pools: [{ pool: null, nodes: 2, silent: 0 }] };

    expect(logged(machines, [agentPool('machines', nodes)]).outcome).toBe(outcome);
  });

  test.each([
    [599, 'unknown'],
    [600, 'pass'],
  ])('of %d s', (seconds, outcome) => {
    const window = logWindow({ seenFrom: ago(901 + seconds) });

    expect(logged({ window }).outcome).toBe(outcome);
    expect(logged({ window, ...oneSilent }).outcome).toBe('fail');
  });

  test('counts silence of five minutes, whatever the threshold', () => {
    const two = {
      silent: 2,
      pools: [{ pool: 'nodepool1', nodes: 3, silent: 2 }],
      silentNodes: [silentFor(720), silentFor(600, 1)],
    };
    const pools = [agentPool('nodepool1', 3)];

    // A longer one is looked for among those that are listed.
    expect(findingsIn(logged(two, pools, 600))[0]?.observed.text).toContain('1 of 3 nodes');
    expect(logged(two, pools, 720)).toEqual({ outcome: 'pass', inspected: 3 });
    // A shorter one cannot be told.
    expect(logged({}, pools, 120)).toMatchObject({
      outcome: 'unknown',
      detail:
        'The audit log is only searched for nodes that are silent for 5 min, and the threshold is 2 min.',
    });
  });

  test('with more silent nodes than it lists by pool leaves the rest unseen', () => {
    expect(logged({ ...oneSilent, silent: 3 })).toMatchObject({
      outcome: 'fail',
      unseen: {
        reason: 'truncated',
        detail: '2 more nodes are silent in the audit log than are listed by pool.',
      },
    });
  });
});
