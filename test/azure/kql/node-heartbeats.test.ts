import { describe, expect, test } from 'vitest';
import { loggedHeartbeats } from '../../../src/azure/kql/node-heartbeats.ts';
import type { Request } from '../../support/audit-log.ts';
import { at, auditTable, evidenceFrom, modes, seen, valueFrom, window } from '../../support/audit-log.ts';
import { shopId } from '../../support/log-tables.ts';

function renewal(node: string, seconds: number, other: Request = {}): Request {
  return {
    at: seconds,
    verb: 'update',
    resource: 'leases',
    apiGroup: 'coordination.k8s.io',
    namespace: 'kube-node-lease',
    name: node,
    user: `system:node:${node}`,
    agent: 'kubelet/v1.33.2',
    ...other,
  };
}

const linux = (index: number) => `aks-pool1-12345678-vmss00000${index}`;

describe.each(modes)('from %s', (mode) => {
  test('a node whose last renewal is older than five minutes at the end of the window is silent', () => {
    const table = auditTable(mode, {
      [shopId]: [
        renewal(linux(0), 10),
        renewal(linux(0), 3590),
        renewal(linux(1), 3299),
        renewal(linux(2), 3301),
        renewal('akswin000000', 600),
        renewal('akswin000000', 590),
      ],
    });
    expect(valueFrom(loggedHeartbeats, table)).toEqual({
      window,
      silentAfterSeconds: 300,
      nodes: 4,
      silent: 2,
      pools: [
        { pool: 'pool1', nodes: 3, silent: 1 },
        { pool: 'win', nodes: 1, silent: 1 },
      ],
      silentNodes: [
        { node: 'akswin000000', pool: 'win', renewedAt: at(600) },
        { node: linux(1), pool: 'pool1', renewedAt: at(3299) },
      ],
    });
  });

  test('a node that was deleted is not silent, unless it came back', () => {
    const removal = (node: string, seconds: number): Request => ({
      at: seconds,
      verb: 'delete',
      resource: 'nodes',
      name: node,
      user: 'cloud-controller-manager',
    });
    const table = auditTable(mode, {
      [shopId]: [
        renewal(linux(0), 3590),
        renewal(linux(1), 100),
        removal(linux(1), 200),
        renewal(linux(2), 900),
        removal(linux(2), 800),
      ],
    });
    const { nodes, silentNodes } = valueFrom(loggedHeartbeats, table);
    expect([nodes, silentNodes.map(({ node }) => node)]).toEqual([2, [linux(2)]]);
  });

  test.each([
    ['another lease', { namespace: 'kube-system' }],
    ['somebody else', { user: 'ada' }],
    ['a renewal that failed', { code: 500 }],
  ])('%s renews nothing', (_what, other) => {
    const table = auditTable(mode, { [shopId]: [renewal(linux(0), 100), renewal(linux(0), 3590, other)] });
    expect(valueFrom(loggedHeartbeats, table).silent).toBe(1);
  });
});

test('no heartbeat at all may be no node or no node alive', () => {
  expect(evidenceFrom(loggedHeartbeats, auditTable('AKSAudit', { [shopId]: [{}] }))).toEqual({
    ok: false,
    reason: 'notCollected',
    detail: `No node renewed its lease in the audit log between ${at(0)} and ${at(3600)}: there are no nodes, or all were silent.`,
    remedy: 'Let the auditor read the leases of the cluster, or look at the nodes with kubectl get nodes.',
  });
});

test('late rows are not read as silent nodes', () => {
  const late = { ...seen, window: { ...window, seenTo: at(3500) } };
  const table = auditTable('AKSAudit', { [shopId]: [renewal(linux(0), 3490)] });
  expect(evidenceFrom(loggedHeartbeats, table, { visibility: { ok: true, value: late, at: '' } })).toEqual({
    ok: false,
    reason: 'notCollected',
    detail: `The audit log ends at ${at(3500)}, before the end of the window at ${at(3600)}: late rows cannot be told from silent nodes.`,
    remedy: 'Rows usually take 3 to 10 minutes to arrive; the next sweep looks again.',
  });
});
