import { describe, expect, test } from 'vitest';
import { failedRequests } from '../../../src/azure/kql/failed-requests.ts';
import { logQueries } from '../../../src/azure/kql/index.ts';
import { latencyByCall } from '../../../src/azure/kql/latency-by-call.ts';
import { visibility } from '../../../src/azure/kql/visibility.ts';
import { type LogAnswer, logEvidence, logSource } from '../../../src/evidence/logs/gathered.ts';
import type { Gathered } from '../../../src/model.ts';
import { at, seen, shop, source, window } from '../../support/audit-log.ts';
import { bankId } from '../../support/log-tables.ts';

const time = '2026-11-24T04:15:00.000Z';

function answer(...rows: LogAnswer['rows']): Gathered<LogAnswer> {
  return { ok: true, value: { rows, partial: null }, at: time };
}

describe('where a query is asked', () => {
  const writesOnly = { ...source, sees: 'writes', table: 'AKSAuditAdmin', plan: 'Basic' } as const;

  test.each([
    ['writes', source, { ok: true, table: 'AKSAudit', plan: 'Analytics' }],
    ['reads', source, { ok: true, table: 'AKSAudit', plan: 'Analytics' }],
    ['writes', writesOnly, { ok: true, table: 'AKSAuditAdmin', plan: 'Basic' }],
    ['audit', writesOnly, { ok: true, table: 'AKSAuditAdmin', plan: 'Basic' }],
    ['controlPlane', writesOnly, { ok: true, table: 'AKSControlPlane', plan: 'Analytics' }],
    ['reads', writesOnly, { ok: false, reason: 'notCollected' }],
    ['controlPlane', { ...source, controlPlane: null }, { ok: false, reason: 'notCollected' }],
    ['writes', { ...source, table: 'MyAudit_CL' }, { ok: false, reason: 'unsupported' }],
  ] as const)('%s of %o: %o', (needs, where, expected) => {
    expect(logSource(needs, where)).toMatchObject(expected);
  });
});

describe('without rows of the cluster', () => {
  test('a log that was seen says that there is nothing of the kind', () => {
    expect(logEvidence(latencyByCall, answer(), shop)).toEqual({
      ok: true,
      value: { window, total: 0, totalLate: 0, callCount: 0, calls: [] },
      at: time,
    });
  });

  test('a log that shows nothing says nothing', () => {
    const nothing = logEvidence(visibility, answer(), { ...shop, visibility: null });
    expect(nothing).toMatchObject({ ok: false, reason: 'notCollected' });
    if (nothing.ok) return;
    for (const query of logQueries) {
      const gathered = logEvidence(query, answer(), { ...shop, visibility: nothing });
      expect(gathered, query.id).toMatchObject({ ok: false, reason: 'notCollected' });
    }
  });

  test('rows of other clusters do not help', () => {
    const { resourceId: _mine, ...others } = shop;
    const rows = [{ ClusterId: bankId, Total: 1 }];
    expect(
      logEvidence(latencyByCall, answer(...rows), { ...others, resourceId: shop.resourceId }),
    ).toMatchObject({
      ok: true,
      value: { calls: [] },
    });
  });
});

describe('a window that was not seen whole', () => {
  function within(span: Partial<typeof window>) {
    const value = { ...seen, window: { ...window, ...span } };
    return logEvidence(failedRequests, answer(), { ...shop, visibility: { ok: true, value, at: time } });
  }

  test('rows that came too late are read by no other sweep, so nothing is said', () => {
    expect(within({ seenTo: at(3299) })).toEqual({
      ok: false,
      reason: 'notCollected',
      detail: `The audit log from ${at(0)} to ${at(3600)} has no rows after ${at(3299)}.`,
      remedy:
        'Rows usually take 3 to 10 minutes to arrive; if the next sweep finds them late too, raise LOG_DELAY_MINUTES, or look at the daily cap of the workspace and at the diagnostic setting.',
    });
    expect(within({ seenTo: at(3300) }).ok).toBe(true);
  });

  test('rows that begin in its second half say too little about all of it', () => {
    expect(within({ seenFrom: at(1801), seenTo: at(3600) })).toEqual({
      ok: false,
      reason: 'notCollected',
      detail: `The audit log from ${at(0)} to ${at(3600)} has rows from ${at(1801)} to ${at(3600)} only.`,
      remedy:
        'The next sweep sees more when logging has just begun; if it does not, look at the diagnostic setting and at the daily cap of the workspace.',
    });
    expect(within({ seenFrom: at(1800), seenTo: at(3600) }).ok).toBe(true);
  });
});

test('half an answer is no answer, whatever rows it has', () => {
  const half = { ok: true, value: { rows: [], partial: 'Query limits exceeded.' }, at: time } as const;
  expect(logEvidence(failedRequests, half, shop)).toEqual({
    ok: false,
    reason: 'truncated',
    detail:
      'The workspace answered only in part to "Requests that were throttled, timed out or broke, by client": Query limits exceeded.',
    remedy: 'Look at the health and the load of the workspace; the next sweep asks again.',
  });
});

test('why the workspace did not answer is why there is no evidence', () => {
  const throttled = { ok: false, reason: 'throttled', detail: 'Too many.', remedy: 'Wait.' } as const;
  expect(logEvidence(failedRequests, throttled, shop)).toEqual(throttled);
});

test('why nothing is known of the log is why there is no evidence', () => {
  const forbidden = {
    ok: false,
    reason: 'forbidden',
    detail: 'May not read.',
    remedy: 'Give the role.',
  } as const;
  expect(logEvidence(failedRequests, answer(), { ...shop, visibility: forbidden })).toEqual(forbidden);
});

test('a row of another shape is a fault and not an absence', () => {
  const row = { ClusterId: shop.resourceId.toUpperCase(), TotalRequests: 'many' };
  expect(logEvidence(failedRequests, answer(row), shop)).toEqual({
    ok: false,
    reason: 'invalid',
    detail:
      'The answer to "Requests that were throttled, timed out or broke, by client" has a row of another shape than the query gives.',
    remedy: 'Report it as a fault of the auditor.',
  });
});
