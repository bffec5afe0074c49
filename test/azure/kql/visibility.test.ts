import { describe, expect, test } from 'vitest';
import { visibility } from '../../../src/azure/kql/visibility.ts';
import { logColumns } from '../../../local/sample/azure/log-rows.ts';
import {
  at,
  auditEvent,
  auditTable,
  eventText,
  evidenceFrom,
  modes,
  valueFrom,
  window,
} from '../../support/audit-log.ts';
import { bankId, shopId } from '../../support/log-tables.ts';

const asked = { from: at(0), to: at(3600), sees: 'all', place: window.place };

describe.each(modes)('from %s', (mode) => {
  test('rows of all stages are counted, requests once', () => {
    const table = auditTable(mode, {
      [shopId]: [
        { at: 60, stage: 'RequestReceived', verb: 'create', ms: 0 },
        { at: 60, verb: 'create', ms: 0 },
        { at: 120, verb: 'get', ms: 0 },
        { at: 600, verb: 'list', ms: 0 },
      ],
      [bankId]: [{ verb: 'delete' }],
    });
    expect(valueFrom(visibility, table)).toEqual({
      window: { ...asked, seenFrom: at(60), seenTo: at(600) },
      rows: 4,
      requests: 3,
      reads: 2,
      lists: 1,
      writes: 1,
      verbs: ['create', 'get', 'list'],
      cutRows: 0,
      unreadableRows: 0,
      slowRequests: 0,
      explainedRequests: 0,
      failures: 0,
      webhookTrouble: 0,
    });
  });

  test('slow are requests over 500 ms that are no streams; explained are those with the annotation', () => {
    const total = { 'apiserver.latency.k8s.io/total': '612ms' };
    const table = auditTable(mode, {
      [shopId]: [
        { ms: 500 },
        { ms: 612, annotations: total },
        { ms: 900 },
        { ms: 1_800_000, verb: 'watch' },
        { ms: 60_000, resource: 'pods/exec', verb: 'create' },
      ],
    });
    const { slowRequests, explainedRequests } = valueFrom(visibility, table);
    expect({ slowRequests, explainedRequests }).toEqual({ slowRequests: 2, explainedRequests: 1 });
  });

  test('failures are 408, 429, 5xx and handlers that died, once each', () => {
    const codes = [200, 201, 404, 408, 409, 422, 429, 499, 500, 503, 504];
    const table = auditTable(mode, {
      [shopId]: [
        ...codes.map((code) => ({ code })),
        { stage: 'Panic', code: 0 },
        { stage: 'Panic', code: 500 },
        { stage: 'RequestReceived', code: 503 },
      ],
    });
    expect(valueFrom(visibility, table).failures).toBe(7);
  });

  test.each([
    [
      'a 5xx that names the webhook',
      { code: 500, message: 'failed calling webhook "w.example.com": EOF' },
      1,
    ],
    ['a 4xx that says the same', { code: 403, message: 'failed calling webhook "w.example.com": EOF' }, 0],
    ['a 5xx of another cause', { code: 500, message: 'etcdserver: request timed out' }, 0],
    ['a webhook that failed open', { annotations: { 'failed-open.validating.webhook/round_0': 'w' } }, 1],
    ['a webhook that worked', { annotations: { 'mutation.webhook.admission.k8s.io/round_0': '{}' } }, 0],
    [
      'a request that is not finished',
      { stage: 'ResponseStarted', annotations: { 'failed-open.validating.webhook/round_0': 'w' } },
      0,
    ],
  ])('webhook trouble of %s', (_what, request, trouble) => {
    const table = auditTable(mode, { [shopId]: [{ ...request, verb: 'create' }] });
    expect(valueFrom(visibility, table).webhookTrouble).toBe(trouble);
  });

  test('a cluster without a row is not seen, however much others write', () => {
    expect(evidenceFrom(visibility, auditTable(mode, { [bankId]: [{}] }))).toEqual({
      ok: false,
      reason: 'notCollected',
      detail: `No audit-log row of the cluster arrived between ${at(0)} and ${at(3600)}.`,
      remedy:
        'Rows usually take 3 to 10 minutes to arrive; if the next sweep sees none either, look at the diagnostic setting, the daily cap of the workspace, and whether the auditor may read the table.',
    });
  });
});

describe('events that were cut on their way', () => {
  const whole = JSON.stringify(auditEvent({ verb: 'update', body: { data: 'x'.repeat(20_000) } }));
  const tableOf = (...texts: readonly string[]) => ({
    name: 'AzureDiagnostics',
    columns: logColumns.AzureDiagnostics,
    rows: texts.map((text) => eventText(shopId, text, {})),
  });

  test('count as requests as long as what stands before the body arrived', () => {
    const { cutRows, unreadableRows, requests, writes } = valueFrom(
      visibility,
      tableOf(whole.slice(0, 16_384), whole),
    );
    expect({ cutRows, unreadableRows, requests, writes }).toEqual({
      cutRows: 1,
      unreadableRows: 0,
      requests: 2,
      writes: 2,
    });
  });

  test('are counted as unreadable otherwise', () => {
    const { cutRows, unreadableRows, requests, rows } = valueFrom(
      visibility,
      tableOf(whole.slice(0, 100), whole),
    );
    expect({ cutRows, unreadableRows, requests, rows }).toEqual({
      cutRows: 1,
      unreadableRows: 1,
      requests: 1,
      rows: 2,
    });
  });

  test('cannot be given another verb by what a client writes into its user agent', () => {
    const lying = auditEvent({
      verb: 'update',
      agent: '","verb":"list","requestObject":{"',
      body: { data: 'x'.repeat(20_000) },
    });
    const { reads, writes } = valueFrom(visibility, tableOf(JSON.stringify(lying).slice(0, 16_384)));
    expect({ reads, writes }).toEqual({ reads: 0, writes: 1 });
  });
});

test('of two categories in one table, each source reads its own, so that no write counts twice', () => {
  const event = JSON.stringify(auditEvent({ verb: 'update' }));
  const table = {
    name: 'AzureDiagnostics',
    columns: logColumns.AzureDiagnostics,
    rows: [eventText(shopId, event, {}, 'kube-audit'), eventText(shopId, event, {}, 'kube-audit-admin')],
  };
  expect(valueFrom(visibility, table).rows).toBe(1);
});
