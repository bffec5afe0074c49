import { describe, expect, test } from 'vitest';
import { logColumns } from '../../../local/sample/azure/log-rows.ts';
import { latencyByCall } from '../../../src/azure/kql/latency-by-call.ts';
import type { Request } from '../../support/audit-log.ts';
import {
  auditEvent,
  auditTable,
  eventText,
  modes,
  times,
  valueFrom,
  window,
} from '../../support/audit-log.ts';
import { shopId } from '../../support/log-tables.ts';

describe.each(modes)('from %s', (mode) => {
  const callsOf = (requests: readonly Request[]) =>
    valueFrom(latencyByCall, auditTable(mode, { [shopId]: requests })).calls;

  test('percentiles, time and number of each call of each client', () => {
    const table = auditTable(mode, {
      [shopId]: [
        { ms: 100, verb: 'update', resource: 'nodes/status', name: 'n1' },
        { ms: 2000, verb: 'update', resource: 'nodes/status', name: 'n2' },
        { ms: 9, resource: null, uri: '/readyz' },
      ],
    });
    expect(valueFrom(latencyByCall, table)).toEqual({
      window,
      total: 2,
      totalLate: 1,
      callCount: 1,
      calls: [
        {
          userAgent: 'kubectl/v1.33.2',
          username: 'ada',
          role: 'client',
          verb: 'update',
          resource: 'nodes/status',
          apiGroup: '',
          scope: 'resource',
          requests: 2,
          p50Ms: 100,
          p99Ms: 2000,
          totalMs: 2100,
          untimed: 0,
          objectiveMs: 1000,
          overObjective: 1,
          unpaged: 0,
          versionedWrites: 0,
          unchangedWrites: 0,
        },
      ],
    });
  });

  test.each([
    ['a named object', { verb: 'get', name: 'web', namespace: 'shop' }, 'resource', 1000],
    ['a creation, though it has no name yet', { verb: 'create', namespace: 'shop' }, 'resource', 1000],
    [
      'a LIST of one object by field selector',
      { verb: 'list', name: 'web', namespace: 'shop' },
      'resource',
      1000,
    ],
    ['a LIST of a namespace', { verb: 'list', namespace: 'shop' }, 'namespace', 30_000],
    ['a LIST of all namespaces', { verb: 'list' }, 'cluster', 30_000],
    ['the deletion of a collection', { verb: 'deletecollection', namespace: 'shop' }, 'namespace', 30_000],
  ])(
    'the scope of %s is that of the API server, and with it the objective',
    (_what, request, scope, objective) => {
      expect(callsOf([request]).map((call) => [call.scope, call.objectiveMs])).toEqual([[scope, objective]]);
    },
  );

  test.each([
    ['/api/v1/pods', 1],
    ['/api/v1/pods?labelSelector=a%3Db', 1],
    ['/api/v1/pods?limit=500', 0],
    ['/api/v1/pods?labelSelector=a%3Db&limit=500&continue=abc', 0],
    ['/api/v1/pods?limit=0', 1],
    ['/api/v1/pods?limit=9999', 0],
    ['/api/v1/pods?limit=10000&labelSelector=a%3Db', 1],
    ['/api/v1/pods?limit=500&resourceVersion=0', 1],
    ['/api/v1/pods?resourceVersion=0&limit=500', 1],
    ['/api/v1/pods?limit=500&resourceVersion=012', 0],
  ])('a LIST of %s: unpaged %d', (uri, unpaged) => {
    expect(callsOf([{ verb: 'list', uri }]).map((call) => call.unpaged)).toEqual([unpaged]);
  });

  test('a PUT that replaces the version of an earlier one shows that the earlier one changed nothing', () => {
    const put = (name: string, version: string, other: Request = {}): Request => ({
      verb: 'update',
      uri: '/api/v1/namespaces/shop/configmaps/x',
      resource: 'configmaps',
      namespace: 'shop',
      name,
      version,
      ...other,
    });
    const calls = callsOf([
      put('a', '7'),
      put('a', '7'),
      put('a', '7'),
      put('a', '8'),
      put('b', '7'),
      put('a', '7', { code: 409 }),
      put('a', '7', { uri: '/api/v1/namespaces/shop/configmaps/x?dryRun=All' }),
      put('c', ''),
    ]);
    expect(calls.map((call) => [call.requests, call.versionedWrites, call.unchangedWrites])).toEqual([
      [8, 5, 2],
    ]);
  });

  test('a call that breaks the objective comes before all that merely take more time', () => {
    const calls = callsOf([
      ...times(99, { ms: 500_000, user: 'few' }),
      ...times(100, { ms: 29_000, user: 'lists', verb: 'list', uri: '/api/v1/pods' }),
      ...times(98, { ms: 10, user: 'breaks' }),
      ...times(2, { ms: 1001, user: 'breaks' }),
    ]);
    expect(calls.map(({ username, overObjective }) => [username, overObjective])).toEqual([
      ['breaks', 2],
      ['few', 99],
      ['lists', 0],
    ]);
  });
});

test('calls whose events are cut do not rank as if they took no time', () => {
  const whole = JSON.stringify(auditEvent({ verb: 'update', body: { data: 'x'.repeat(20_000) } }));
  const rows = [1, 2, 3].map(() => eventText(shopId, whole.slice(0, 16_384), {}));
  const table = { name: 'AzureDiagnostics', columns: logColumns.AzureDiagnostics, rows } as const;

  expect(valueFrom(latencyByCall, table).calls).toMatchObject([
    { requests: 3, untimed: 3, p99Ms: null, totalMs: 3, overObjective: 0 },
  ]);
});
