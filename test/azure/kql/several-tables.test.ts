import { describe, expect, test } from 'vitest';
import type { Table } from '../../../local/kusto/scan.ts';
import { logQueries } from '../../../src/azure/kql/index.ts';
import type { LogTable } from '../../../src/azure/kql/log-query.ts';
import { visibility } from '../../../src/azure/kql/visibility.ts';
import { logEvidence } from '../../../src/evidence/logs/gathered.ts';
import type { Request } from '../../support/audit-log.ts';
import { answerFrom, auditTable, lineTable, shop, times } from '../../support/audit-log.ts';
import { bankId, logPart, logTarget, shopId, targetOf } from '../../support/log-tables.ts';

/** Something for every query to find. */
function busy(user: string, count: number): Request[] {
  const layers = { 'apiserver.latency.k8s.io/total': '812ms', 'apiserver.latency.k8s.io/etcd': '700ms' };
  const node = { resource: 'leases', namespace: 'kube-node-lease', name: 'aks-pool1-12345678-vmss000000' };
  const put = { verb: 'update', resource: 'configmaps', namespace: 'shop', name: 'a', version: '7' };
  return [
    ...times(count, { user, verb: 'list', ms: 30, uri: '/api/v1/pods' }),
    ...times(count, { user, ...put, ms: 12.5 }),
    ...times(count + 1, { user, verb: 'create', resource: 'secrets', namespace: 'shop', code: 201 }),
    { user, verb: 'list', ms: 812, annotations: layers },
    { user, code: 429, annotations: {} },
    { user, verb: 'create', code: 500, message: 'failed calling webhook "w.example.com": EOF' },
    { verb: 'update', ...node, user: `system:node:${node.name}`, agent: 'kubelet/v1.33.2', at: 3590 },
    { user, at: 3599 },
  ];
}

const line = 'W1124 dispatcher.go:225] Failed calling webhook, failing closed w.example.com: EOF';

/** Rows of the other cluster too, as they are after a move: none of them may be counted. */
const audit = [
  auditTable('AKSAudit', { [shopId]: busy('ada', 4), [bankId]: busy('eve', 2) }),
  together(
    auditTable('AzureDiagnostics', { [bankId]: busy('bob', 7), [shopId]: busy('eve', 3) }),
    lineTable('AzureDiagnostics', [[5, line]], bankId),
  ),
];
const lines = [
  lineTable('AKSControlPlane', [
    [1, 'I1124 something else'],
    [2, line],
  ]),
  ...audit.slice(1),
];

function together(one: Table, other: Table): Table {
  return { ...one, rows: [...one.rows, ...other.rows] };
}

describe.each([visibility, ...logQueries])('$id of two clusters in two tables', (query) => {
  const [tables, own]: [Table[], LogTable] =
    query.needs === 'controlPlane' ? [lines, 'AKSControlPlane'] : [audit, 'AKSAudit'];
  const union = answerFrom(
    query,
    targetOf(logPart(own, shopId), logPart('AzureDiagnostics', bankId)),
    tables,
  );

  test.each([
    [own, shopId],
    ['AzureDiagnostics', bankId],
  ] as const)('from %s, of %s', (table, resourceId) => {
    const alone = answerFrom(query, logTarget(table, [resourceId]), tables);
    const cluster = { ...shop, resourceId };
    const evidence = logEvidence(query, union, cluster);
    expect(evidence).toMatchObject({ ok: true });
    expect(evidence).toEqual(logEvidence(query, alone, cluster));
    expect(alone.ok && alone.value.rows.length).toBeGreaterThan(0);
  });
});

test('two categories of one table are two parts', () => {
  const [all, writes] = [logPart('AzureDiagnostics', shopId), logPart('AzureDiagnostics', bankId)];
  const target = targetOf(all, { ...writes, sees: 'writes' });
  const { rows } = lookedAt(answerFrom(visibility, target, audit));
  expect(rows.map(({ ClusterId, Rows }) => [ClusterId, Rows])).toEqual([[shopId, busy('', 3).length]]);
});

function lookedAt(answer: ReturnType<typeof answerFrom>) {
  if (!answer.ok) throw new Error(answer.detail);
  return answer.value;
}
