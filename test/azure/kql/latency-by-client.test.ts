import { describe, expect, test } from 'vitest';
import { latencyByClient } from '../../../src/azure/kql/latency-by-client.ts';
import { at, auditTable, modes, valueFrom, window } from '../../support/audit-log.ts';
import { shopId } from '../../support/log-tables.ts';

describe.each(modes)('from %s', (mode) => {
  test('mean and 99th percentile of each client in bins of five minutes', () => {
    const table = auditTable(mode, {
      [shopId]: [
        { at: 10, ms: 100, user: 'ada' },
        { at: 20, ms: 300, user: 'ada' },
        { at: 310, ms: 1000, user: 'ada' },
        { at: 10, ms: 50, user: 'bob' },
      ],
    });
    expect(valueFrom(latencyByClient, table)).toEqual({
      window,
      binSeconds: 300,
      clientCount: 2,
      clients: [
        {
          userAgent: 'kubectl/v1.33.2',
          username: 'ada',
          role: 'client',
          requests: 3,
          meanMs: 1400 / 3,
          bins: [
            { at: at(0), requests: 2, meanMs: 200, p99Ms: 300 },
            { at: at(300), requests: 1, meanMs: 1000, p99Ms: 1000 },
          ],
        },
        {
          userAgent: 'kubectl/v1.33.2',
          username: 'bob',
          role: 'client',
          requests: 1,
          meanMs: 50,
          bins: [{ at: at(0), requests: 1, meanMs: 50, p99Ms: 50 }],
        },
      ],
    });
  });

  test.each([
    ['a watch', { verb: 'watch' }],
    ['exec', { verb: 'create', resource: 'pods/exec' }],
    ['a log that is followed', { verb: 'get', resource: 'pods/log' }],
    ['port forwarding', { verb: 'create', resource: 'pods/portforward' }],
    ['a profile', { verb: 'get', resource: null, uri: '/debug/pprof/profile' }],
  ])('the life of %s is no latency', (_what, request) => {
    const table = auditTable(mode, { [shopId]: [{ ms: 10 }, { ...request, ms: 1_800_000 }] });
    expect(
      valueFrom(latencyByClient, table).clients.map(({ requests, meanMs }) => [requests, meanMs]),
    ).toEqual([[1, 10]]);
  });

  test('who keeps the server busy longest comes before who sends most', () => {
    const table = auditTable(mode, {
      [shopId]: [
        { ms: 1, user: 'chatty' },
        { ms: 1, user: 'chatty' },
        { ms: 5000, user: 'slow' },
      ],
    });
    expect(valueFrom(latencyByClient, table).clients.map(({ username }) => username)).toEqual([
      'slow',
      'chatty',
    ]);
  });
});
