import { describe, expect, test } from 'vitest';
import { slowRequestLayers } from '../../../src/azure/kql/slow-request-layers.ts';
import { auditTable, evidenceFrom, modes, seen, valueFrom, window } from '../../support/audit-log.ts';
import { shopId } from '../../support/log-tables.ts';

function latency(layers: Readonly<Record<string, string>>): Record<string, string> {
  return {
    'authorization.k8s.io/decision': 'allow',
    ...Object.fromEntries(
      Object.entries(layers).map(([layer, duration]) => [`apiserver.latency.k8s.io/${layer}`, duration]),
    ),
  };
}

describe.each(modes)('from %s', (mode) => {
  test('time by layer of each call, most first', () => {
    const table = auditTable(mode, {
      [shopId]: [
        {
          ms: 800,
          verb: 'list',
          annotations: latency({ total: '800ms', etcd: '700ms', 'response-write': '20ms' }),
        },
        {
          ms: 1200,
          verb: 'list',
          annotations: latency({ total: '1.2s', etcd: '300ms', 'apf-queue-wait': '850ms' }),
        },
        { ms: 4 },
      ],
    });
    expect(valueFrom(slowRequestLayers, table)).toEqual({
      window,
      callCount: 1,
      calls: [
        {
          userAgent: 'kubectl/v1.33.2',
          username: 'ada',
          role: 'client',
          verb: 'list',
          resource: 'pods',
          apiGroup: '',
          scope: 'cluster',
          requests: 2,
          totalMs: 2000,
          layers: [
            { layer: 'etcd', requests: 2, ms: 1000 },
            { layer: 'apf-queue-wait', requests: 1, ms: 850 },
            { layer: 'response-write', requests: 1, ms: 20 },
          ],
        },
      ],
    });
  });

  test.each([
    ['1.234567s', 1234.567],
    ['812.3ms', 812.3],
    ['1m2.5s', 62_500],
    ['1h0m0.5s', 3_600_500],
    ['2h3m4s', 7_384_000],
    ['15µs', 0.015],
    ['15.5\u03bcs', 0.0155],
    ['250ns', 0.00025],
    ['0s', 0],
  ])('%s are %d ms', (duration, ms) => {
    const annotations = latency({ total: '600ms', etcd: duration });
    const { calls } = valueFrom(slowRequestLayers, auditTable(mode, { [shopId]: [{ annotations }] }));
    const [layer] = calls[0]?.layers ?? [];
    expect(layer?.ms).toBeCloseTo(ms, 6);
  });
});

test('slow requests of which none is explained are a fault of the server, not a lack of causes', () => {
  const table = auditTable('AKSAudit', { [shopId]: [{ ms: 900 }] });
  const visibility = { ok: true, value: { ...seen, slowRequests: 1 }, at: '' } as const;
  expect(evidenceFrom(slowRequestLayers, table, { visibility })).toEqual({
    ok: false,
    reason: 'unsupported',
    detail:
      '1 requests took longer than 500 ms, and the API server wrote for none of them where the time went.',
    remedy:
      'Kubernetes 1.34.0 to 1.34.6 and 1.35.0 to 1.35.3 leave it out by a fault: upgrade to a later patch version.',
  });
});

test('without slow requests there is nothing to explain', () => {
  expect(valueFrom(slowRequestLayers, auditTable('AKSAudit', { [shopId]: [{}] })).calls).toEqual([]);
});
