import { describe, expect, test } from 'vitest';
import { requestsByClient } from '../../../src/azure/kql/requests-by-client.ts';
import {
  auditTable,
  evidenceFrom,
  modes,
  seen,
  shop,
  source,
  times,
  valueFrom,
  window,
} from '../../support/audit-log.ts';
import { bankId, shopId } from '../../support/log-tables.ts';

describe.each(modes)('from %s', (mode) => {
  test('a request counts once, whatever stages of it were logged', () => {
    const stages = ['RequestReceived', 'ResponseStarted', 'ResponseComplete'];
    const table = auditTable(mode, { [shopId]: stages.map((stage) => ({ stage, verb: 'watch' })) });
    expect(valueFrom(requestsByClient, table)).toEqual({
      window,
      total: 1,
      clientCount: 1,
      ownRequests: 0,
      clients: [
        {
          userAgent: 'kubectl/v1.33.2',
          username: 'ada',
          role: 'client',
          requests: 1,
          share: 1,
          gets: 0,
          lists: 0,
          watches: 1,
          writes: 0,
        },
      ],
    });
  });

  test('one that broke in its handler is a request too', () => {
    const table = auditTable(mode, { [shopId]: [{ stage: 'Panic', code: 500 }] });
    expect(valueFrom(requestsByClient, table).total).toBe(1);
  });

  test('the same program under two users is two clients, and shares are of the whole', () => {
    const table = auditTable(mode, {
      [shopId]: [
        ...times(6, { user: 'ada', verb: 'list' }),
        ...times(3, { user: 'bob', verb: 'patch' }),
        ...times(1, { user: 'bob', verb: 'get' }),
      ],
    });
    const { total, clients } = valueFrom(requestsByClient, table);
    expect(total).toBe(10);
    expect(
      clients.map(({ username, share, gets, lists, writes }) => [username, share, gets, lists, writes]),
    ).toEqual([
      ['ada', 0.6, 0, 6, 0],
      ['bob', 0.4, 1, 0, 3],
    ]);
  });

  test('the auditor is counted apart, and a prober is marked but not left out', () => {
    const table = auditTable(mode, {
      [shopId]: [
        ...times(5, { agent: 'aks-fleet-auditor/9.9.9' }),
        ...times(3, { agent: 'kube-probe/1.33', resource: null, uri: '/livez' }),
        ...times(2, { agent: 'kubectl/v1.33.2' }),
      ],
    });
    const { total, ownRequests, clientCount, clients } = valueFrom(requestsByClient, table);
    expect({ total, ownRequests, clientCount }).toEqual({ total: 10, ownRequests: 5, clientCount: 3 });
    expect(clients.map(({ userAgent, role, share }) => [userAgent, role, share])).toEqual([
      ['kube-probe/1.33', 'prober', 0.3],
      ['kubectl/v1.33.2', 'client', 0.2],
    ]);
  });

  test('a noisy cluster takes nothing from the ten clients of another', () => {
    const many = (prefix: string, count: number, each: number) =>
      Array.from({ length: count }, (_, index) => times(each, { user: `${prefix}${index}` })).flat();
    const table = auditTable(mode, { [bankId]: many('loud', 12, 9), [shopId]: many('soft', 12, 1) });
    const { total, clientCount, clients } = valueFrom(requestsByClient, table);
    expect({ total, clientCount, listed: clients.length }).toEqual({
      total: 12,
      clientCount: 12,
      listed: 10,
    });
    expect(clients.every(({ username }) => username.startsWith('soft'))).toBe(true);
  });

  test('rows outside of the window belong to another sweep', () => {
    const table = auditTable(mode, { [shopId]: [{ at: -1 }, { at: 0 }, { at: 3599 }, { at: 3600 }] });
    expect(valueFrom(requestsByClient, table).total).toBe(2);
  });
});

test('a cluster whose id is written in other case is the same cluster', () => {
  const table = auditTable('AKSAudit', { [shopId.replace('rg-shop', 'RG-Shop')]: [{}] });
  expect(valueFrom(requestsByClient, table, { resourceId: shopId.toUpperCase() }).total).toBe(1);
});

test('a cluster that was heard of, and only by the auditor, has no other client', () => {
  const table = auditTable('AKSAudit', { [shopId]: times(4, { agent: 'aks-fleet-auditor/0.1.0' }) });
  const visibility = { ok: true, value: { ...seen, requests: 4 }, at: '' } as const;
  expect(valueFrom(requestsByClient, table, { visibility })).toEqual({
    window,
    total: 4,
    clientCount: 1,
    ownRequests: 4,
    clients: [],
  });
});

test('shares of writes alone are not given out as shares of requests', () => {
  const table = auditTable('AKSAudit', { [shopId]: [{}] });
  const cluster = { ...shop, source: { ...source, sees: 'writes', table: 'AKSAuditAdmin' } } as const;
  expect(evidenceFrom(requestsByClient, table, cluster)).toEqual({
    ok: false,
    reason: 'notCollected',
    detail:
      'The diagnostic setting of the cluster collects kube-audit-admin alone, which has no GET and LIST requests.',
    remedy: 'Enable the category kube-audit in a diagnostic setting of the cluster.',
  });
});
