import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failedRequests } from '../../../src/azure/kql/failed-requests.ts';
import { logQueries } from '../../../src/azure/kql/index.ts';
import type { LogQuery } from '../../../src/azure/kql/log-query.ts';
import { slowRequestLayers } from '../../../src/azure/kql/slow-request-layers.ts';
import { visibility } from '../../../src/azure/kql/visibility.ts';
import { webhookFailures } from '../../../src/azure/kql/webhook-failures.ts';
import { logEvidence } from '../../../src/evidence/logs/gathered.ts';
import type { Request } from '../../support/audit-log.ts';
import { answerFrom, auditTable, modes, seen, shop, window } from '../../support/audit-log.ts';
import { bankId, logTarget, shopId } from '../../support/log-tables.ts';

const total = 'apiserver.latency.k8s.io/total';

/** Requests at the edges of what the queries look for. */
const requests: fc.Arbitrary<readonly Request[]> = fc.array(
  fc.record(
    {
      stage: fc.constantFrom('ResponseComplete', 'ResponseStarted', 'RequestReceived', 'Panic'),
      verb: fc.constantFrom('get', 'list', 'watch', 'create', 'proxy', ''),
      resource: fc.constantFrom('pods', 'pods/exec', null),
      code: fc.constantFrom(0, 200, 403, 407, 408, 409, 428, 429, 430, 499, 500, 503, 504, 599),
      ms: fc.constantFrom(0, 500, 501, 90_000),
      message: fc.constantFrom(
        'failed calling webhook "w.example.com": EOF',
        'Failed Calling Webhook "w.example.com": EOF',
        'failed calling webhook "": EOF',
        'failed calling webhook',
      ),
      annotations: fc.constantFrom<Record<string, string>>(
        {},
        { 'authorization.k8s.io/decision': 'allow' },
        { [total]: '612ms' },
        { [total]: '' },
        { 'apiserver.latency.k8s.io/etcd': '700ms' },
        { 'failed-open.validating.webhook.admission.k8s.io/round_0_index_2': 'w.example.com' },
        { 'failed-open.validating.webhook.admission.k8s.io/round_0_index_2': '' },
        { note: '"failed-open.x":"y"' },
      ),
    },
    { requiredKeys: [] },
  ),
  { minLength: 1, maxLength: 3 },
);

const provable = logQueries.filter((query) => query.nothingWhen !== undefined);

describe.each(modes)('from %s', (mode) => {
  /** What visibility says of the rows of a query, beside how many there are. */
  const compared = (query: (typeof provable)[number], list: readonly Request[]) => {
    const tables = [auditTable(mode, { [shopId]: list, [bankId]: busyNeighbour })];
    const ofShop = (one: LogQuery) => answerFrom(one, logTarget(mode, [shopId, bankId]), tables);
    const known = logEvidence(visibility, ofShop(visibility), { ...shop, visibility: null });
    const answer = ofShop(query);
    if (!known.ok || !answer.ok) throw new Error('The simulator answers everything.');
    const rows = answer.value.rows.filter(({ ClusterId }) => ClusterId === shopId);
    return { ruledOut: query.nothingWhen?.(known.value), rows: rows.length };
  };

  test.each(provable)('$id: what visibility rules out is never found', (query) => {
    fc.assert(
      fc.property(requests, (list) => {
        const { ruledOut, rows } = compared(query, list);
        if (ruledOut === true) expect(rows).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  test.each([failedRequests, webhookFailures])('$id: what it does not rule out is found', (query) => {
    fc.assert(
      fc.property(requests, (list) => {
        const { ruledOut, rows } = compared(query, list);
        if (ruledOut === false) expect(rows).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });
});

/** Finds something everywhere, so that nothing is ruled out by an empty answer. */
const busyNeighbour: readonly Request[] = [
  { code: 500, message: 'failed calling webhook "w.example.com": EOF' },
  { ms: 800, annotations: { [total]: '800ms' } },
];

test('three questions need not be asked of a cluster that is well', () => {
  expect(provable.filter((query) => query.nothingWhen?.(seen)).map(({ id }) => id)).toEqual([
    'slow-request-layers',
    'failed-requests',
    'webhook-failures',
  ]);
});

test.each([
  [failedRequests, { failures: 1 }],
  [webhookFailures, { webhookTrouble: 1 }],
  [slowRequestLayers, { explainedRequests: 1 }],
])('$id is asked when there may be something', (query, facts) => {
  expect(query.nothingWhen?.({ ...seen, ...facts })).toBe(false);
});

test('slow requests of which none is explained are still a fault of the server', () => {
  const slow = { ...seen, slowRequests: 3 };
  expect(slowRequestLayers.nothingWhen?.(slow)).toBe(true);
  expect(() => slowRequestLayers.evidence([], { window, visibility: slow })).toThrow(
    '3 requests took longer than 500 ms',
  );
});
