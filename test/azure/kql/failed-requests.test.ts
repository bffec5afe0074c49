import { describe, expect, test } from 'vitest';
import { failedRequests } from '../../../src/azure/kql/failed-requests.ts';
import { auditTable, modes, times, valueFrom, window } from '../../support/audit-log.ts';
import { bankId, shopId } from '../../support/log-tables.ts';

const none = { throttled: 0, refused: 0, clientTimeouts: 0, serverTimeouts: 0, serverErrors: 0, panics: 0 };

describe.each(modes)('from %s', (mode) => {
  test.each([
    ['turned away before authorization', { code: 429, annotations: {} }, 'throttled'],
    [
      'an eviction that a budget forbids',
      { code: 429, resource: 'pods/eviction', verb: 'create' },
      'refused',
    ],
    ['408', { code: 408 }, 'clientTimeouts'],
    ['504', { code: 504 }, 'serverTimeouts'],
    ['500', { code: 500 }, 'serverErrors'],
    ['503', { code: 503 }, 'serverErrors'],
    ['a handler that died', { code: 500, stage: 'Panic' }, 'panics'],
  ])('%s: %o is %s', (_what, request, kind) => {
    const {
      requests,
      clientCount,
      clients,
      window: _window,
      ...counts
    } = valueFrom(failedRequests, auditTable(mode, { [shopId]: [request] }));
    expect({ requests, clientCount, clients: clients.length, counts }).toEqual({
      requests: 1,
      clientCount: 1,
      clients: 1,
      counts: { ...none, [kind]: 1 },
    });
  });

  test('who fails with what, beside all requests of the client and of the cluster', () => {
    const table = auditTable(mode, {
      [shopId]: [
        ...times(7, { user: 'ada' }),
        ...times(2, { user: 'ada', verb: 'list', resource: 'secrets', code: 429, annotations: {} }),
        { user: 'ada', verb: 'patch', resource: 'deployments', apiGroup: 'apps', code: 504 },
        ...times(10, { user: 'bob' }),
      ],
      [bankId]: times(50, { code: 500 }),
    });
    expect(valueFrom(failedRequests, table)).toEqual({
      window,
      requests: 20,
      ...none,
      throttled: 2,
      serverTimeouts: 1,
      clientCount: 1,
      clients: [
        {
          userAgent: 'kubectl/v1.33.2',
          username: 'ada',
          role: 'client',
          requests: 10,
          ...none,
          throttled: 2,
          serverTimeouts: 1,
          calls: [
            { verb: 'list', resource: 'secrets', apiGroup: '', requests: 2, ...none, throttled: 2 },
            {
              verb: 'patch',
              resource: 'deployments',
              apiGroup: 'apps',
              requests: 1,
              ...none,
              serverTimeouts: 1,
            },
          ],
        },
      ],
    });
  });

  test('a cluster that is seen and fails nothing has no failures among the requests that were seen', () => {
    const table = auditTable(mode, { [shopId]: [{}, { code: 404 }, { code: 403 }] });
    expect(valueFrom(failedRequests, table)).toEqual({
      window,
      requests: 900,
      ...none,
      clientCount: 0,
      clients: [],
    });
  });
});
