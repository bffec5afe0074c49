import { describe, expect, test } from 'vitest';
import { logQueries } from '../../src/azure/kql/index.ts';
import type { LogKind } from '../../src/azure/kql/log-query.ts';
import { visibility } from '../../src/azure/kql/visibility.ts';
import type { LogQueryRequest } from '../../src/azure/log-analytics.ts';
import { type LoggingCluster, surveyLogs } from '../../src/azure/survey-logs.ts';
import type { AuditSource } from '../../src/evidence/audit-logging.ts';
import { logKinds } from '../../src/evidence/index.ts';
import type { LogWindow } from '../../src/evidence/logs/log-window.ts';
import { at, seen, source, window } from '../support/audit-log.ts';
import { patient } from './fake-azure.ts';
import { type LogReply, answering, noRows, noTable, refusedFor } from './fake-logs.ts';

const time = '2026-11-24T04:15:00.000Z';
const shared = { mode: 'azureDiagnostics', table: 'AzureDiagnostics' } as const;
const writesOnly = { sees: 'writes', table: 'AKSAuditAdmin' } as const;
const basicWrites = { ...writesOnly, plan: 'Basic' } as const;

function idOf(name: string): string {
  return `/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg/providers/microsoft.containerservice/managedclusters/${name}`;
}

function cluster(name: string, given: Partial<AuditSource> = {}): LoggingCluster {
  return { resourceId: idOf(name), source: { ...source, ...given }, unneeded: {} };
}

/** Which question a text asks: the one all of whose columns it names. */
function kindOf({ kql }: LogQueryRequest): LogKind {
  const named = [visibility, ...logQueries].filter(({ row }) =>
    Object.keys(row.shape).every((column) => new RegExp(`\\b${column}\\b`, 'u').test(kql)),
  );
  const [most] = named.toSorted((a, b) => Object.keys(b.row.shape).length - Object.keys(a.row.shape).length);
  if (most === undefined) throw new Error(`No query has this text:\n${kql}`);
  return most.kind;
}

/** The ids that a text asks for, by the last part of their names. */
function namesIn({ kql }: LogQueryRequest): readonly string[] {
  return [...kql.matchAll(/managedclusters\/([^"]+)"/gu)].map(([, name = '']) => name);
}

/** The stretch as it was seen of one cluster. */
function windowOf(name: string): LogWindow {
  return { ...window, place: { ...window.place, resourceId: idOf(name) } };
}

type Row = Readonly<Record<string, unknown>>;

/** What the log of a cluster shows, as the service writes it. */
function visible(name: string, given: Row = {}): Row {
  return {
    ClusterId: idOf(name),
    Rows: 1000,
    Oldest: at(0),
    Newest: at(3599),
    Requests: 900,
    Lists: 100,
    Reads: 600,
    Writes: 300,
    Verbs: '["update","get","list"]',
    CutRows: 0,
    UnreadableRows: 0,
    SlowRequests: 0,
    ExplainedRequests: 0,
    Failures: 0,
    WebhookTrouble: 0,
    ...given,
  };
}

/** So that no question can be left out. */
const trouble = { Failures: 1, WebhookTrouble: 1, SlowRequests: 1, ExplainedRequests: 1 };

async function surveyed(
  clusters: readonly LoggingCluster[],
  reply: (kind: LogKind, request: LogQueryRequest) => LogReply,
  kinds: readonly LogKind[] = logKinds,
) {
  const fake = answering((request) => reply(kindOf(request), request));
  const evidence = await surveyLogs(fake.logs, clusters, {
    from: new Date(at(0)),
    to: new Date(at(3600)),
    kinds,
    signal: patient(),
    now: () => new Date(time),
  });
  return {
    of: (name: string) => evidence.get(idOf(name)),
    asked: fake.asked,
    kinds: fake.asked.map(kindOf),
    /** Who was asked about, by question. */
    askedOf: (kind: LogKind) => fake.asked.filter((request) => kindOf(request) === kind).flatMap(namesIn),
  };
}

/** A log in which every cluster is seen, and which has nothing to tell but that. */
const seeingAll =
  (given: Row = {}) =>
  (kind: LogKind, request: LogQueryRequest): LogReply =>
    kind === 'logVisibility' ? { rows: namesIn(request).map((name) => visible(name, given)) } : noRows;

/** A query about one cluster and no other. */
function alone(name: string): unknown {
  const id = cluster(name).resourceId;
  return expect.stringMatching(
    new RegExp(`\\| where _ResourceId in~ \\(\\s*"${id.replaceAll('.', '\\.')}"\\)`, 'u'),
  );
}

describe('a survey', () => {
  test('of fifty clusters asks ten questions, what their logs show before all others', async () => {
    const tables = [{}, shared, writesOnly, { ...shared, sees: 'writes' as const }];
    const fifty = Array.from({ length: 50 }, (_, index) => cluster(`c${index}`, tables[index % 4]));

    const { kinds, asked } = await surveyed(fifty, seeingAll(trouble));

    expect(kinds[0]).toBe('logVisibility');
    expect(kinds.toSorted()).toEqual(logKinds.toSorted());
    expect(namesIn(asked[0] ?? ({ kql: '' } as LogQueryRequest)).toSorted()).toEqual(
      fifty.map((_, index) => `c${index}`).toSorted(),
    );
    expect(asked[0]?.tables).toEqual(['AKSAudit', 'AzureDiagnostics', 'AKSAuditAdmin', 'AzureDiagnostics']);
  });

  test('asks a Basic table alone, and the others together', async () => {
    const { asked } = await surveyed(
      [cluster('a'), cluster('b', basicWrites), cluster('c', shared)],
      seeingAll(),
      ['latencyByCall'],
    );

    expect(asked.map((request) => [kindOf(request), request.plan, request.tables, namesIn(request)])).toEqual(
      [
        ['logVisibility', 'Analytics', ['AKSAudit', 'AzureDiagnostics'], ['a', 'c']],
        ['logVisibility', 'Basic', ['AKSAuditAdmin'], ['b']],
        ['latencyByCall', 'Analytics', ['AKSAudit', 'AzureDiagnostics'], ['a', 'c']],
        ['latencyByCall', 'Basic', ['AKSAuditAdmin'], ['b']],
      ],
    );
  });

  test("reads the API servers' own log once, whatever the audit log of each cluster sees", async () => {
    const { asked } = await surveyed(
      [
        cluster('a', { controlPlane: { table: 'AKSControlPlane', plan: 'Basic' } }),
        cluster('b', { ...writesOnly, controlPlane: { table: 'AKSControlPlane', plan: 'Basic' } }),
      ],
      seeingAll(),
      ['webhookLogLines'],
    );

    expect(
      asked
        .filter((request) => kindOf(request) === 'webhookLogLines')
        .map((request) => [request.plan, request.tables, namesIn(request)]),
    ).toEqual([['Basic', ['AKSControlPlane'], ['a', 'b']]]);
  });

  test('tells of each cluster every kind that was asked for, and what its log shows', async () => {
    const { of } = await surveyed([cluster('a')], seeingAll(), ['failedRequests', 'latencyByCall']);

    expect(of('a')).toEqual({
      logVisibility: { ok: true, value: { ...seen, window: windowOf('a') }, at: time, kql: alone('a') },
      failedRequests: {
        ok: true,
        at: time,
        value: {
          window: windowOf('a'),
          requests: 900,
          clientCount: 0,
          throttled: 0,
          refused: 0,
          clientTimeouts: 0,
          serverTimeouts: 0,
          serverErrors: 0,
          panics: 0,
          clients: [],
        },
      },
      latencyByCall: {
        ok: true,
        at: time,
        kql: alone('a'),
        value: { window: windowOf('a'), total: 0, totalLate: 0, callCount: 0, calls: [] },
      },
    });
  });

  test('gives each cluster the query about it alone, over the same time, to be run again', async () => {
    const { of } = await surveyed([cluster('a'), cluster('b')], seeingAll(), ['latencyByCall']);

    const [one, other] = [of('a')?.latencyByCall, of('b')?.latencyByCall];
    const [kql, otherKql] = [one?.ok === true ? one.kql : '', other?.ok === true ? other.kql : ''];
    expect(kql).toContain(
      `TimeGenerated >= datetime(${window.from}) and TimeGenerated < datetime(${window.to})`,
    );
    expect(kql).toEqual(otherKql?.replaceAll(cluster('b').resourceId, cluster('a').resourceId));
    expect(kql).not.toEqual(otherKql);
  });

  test('of no kind asks nobody', async () => {
    const { of, asked } = await surveyed([cluster('a')], seeingAll(), []);

    expect([of('a'), asked]).toEqual([{}, []]);
  });

  test('of what the logs show alone asks for that alone', async () => {
    const { of, kinds } = await surveyed([cluster('a')], seeingAll(), ['logVisibility']);

    expect(kinds).toEqual(['logVisibility']);
    expect(of('a')).toEqual({
      logVisibility: { ok: true, value: { ...seen, window: windowOf('a') }, at: time, kql: alone('a') },
    });
  });

  test('of nobody asks nobody', async () => {
    expect((await surveyed([], seeingAll())).asked).toEqual([]);
  });
});

describe('what need not be asked', () => {
  test('is not: three questions leave out the clusters of which it is known that there is no such row', async () => {
    const { of, askedOf, kinds } = await surveyed([cluster('calm'), cluster('ill')], (kind, request) =>
      kind === 'logVisibility'
        ? { rows: [visible('calm'), visible('ill', trouble)] }
        : seeingAll()(kind, request),
    );

    for (const kind of ['failedRequests', 'webhookFailures', 'slowRequestLayers'] as const) {
      expect(askedOf(kind)).toEqual(['ill']);
    }
    expect(askedOf('latencyByCall')).toEqual(['calm', 'ill']);
    expect(of('calm')?.webhookFailures).toEqual({
      ok: true,
      at: time,
      value: { window: windowOf('calm'), webhookCount: 0, webhooks: [] },
    });
    expect(kinds).toHaveLength(10);
  });

  test('is not at all when every cluster is well', async () => {
    const { kinds } = await surveyed([cluster('a'), cluster('b')], seeingAll());

    expect(new Set(kinds)).toEqual(
      new Set([
        'logVisibility',
        'requestsByClient',
        'latencyByClient',
        'latencyByCall',
        'webhookLogLines',
        'creationsByClient',
        'loggedHeartbeats',
      ]),
    );
  });

  test('is what a log of writes has no rows of', async () => {
    const { of, askedOf } = await surveyed([cluster('a'), cluster('w', writesOnly)], seeingAll(trouble));

    expect(askedOf('requestsByClient')).toEqual(['a']);
    expect(askedOf('latencyByCall')).toEqual(['a', 'w']);
    expect(of('w')?.requestsByClient).toEqual({
      ok: false,
      reason: 'notCollected',
      detail:
        'The diagnostic setting of the cluster collects kube-audit-admin alone, which has no GET and LIST requests.',
      remedy: 'Enable the category kube-audit in a diagnostic setting of the cluster.',
    });
  });

  test("is the API servers' own log where it does not go to the workspace", async () => {
    const { of, askedOf } = await surveyed([cluster('a', { controlPlane: null })], seeingAll());

    expect(askedOf('webhookLogLines')).toEqual([]);
    expect(of('a')?.webhookLogLines).toEqual({
      ok: false,
      reason: 'notCollected',
      detail: "The API servers' own log of the cluster is not collected in the workspace of its audit log.",
      remedy: 'Enable the category kube-apiserver in the diagnostic setting of the cluster.',
    });
  });

  test('is a table whose columns nobody knows', async () => {
    const { of, asked } = await surveyed(
      [cluster('a', { table: 'MyAudit_CL', controlPlane: null })],
      seeingAll(),
      ['failedRequests'],
    );

    expect(asked).toEqual([]);
    expect(of('a')).toMatchObject({
      logVisibility: { ok: false, reason: 'unsupported' },
      failedRequests: { ok: false, reason: 'unsupported' },
    });
  });
});

describe('a cluster without a row', () => {
  const notSeen = {
    ok: false,
    reason: 'notCollected',
    detail: `No audit-log row of the cluster arrived between ${at(0)} and ${at(3600)}.`,
    remedy:
      'Rows usually take 3 to 10 minutes to arrive; if the next sweep sees none either, look at the diagnostic setting, ' +
      'the daily cap of the workspace, and whether the auditor may read the table.',
  };

  test('is not seen, and is asked nothing more but for the log of its API servers', async () => {
    const { of, askedOf } = await surveyed([cluster('a'), cluster('dark')], (kind) =>
      kind === 'logVisibility' ? { rows: [visible('a', trouble)] } : noRows,
    );

    expect(of('dark')).toEqual({
      ...Object.fromEntries(logKinds.map((kind) => [kind, notSeen])),
      webhookLogLines: {
        ok: false,
        reason: 'notCollected',
        detail: `No line of the API servers' own log arrived between ${at(0)} and ${at(3600)}.`,
        remedy:
          'Enable the category kube-apiserver in a diagnostic setting of the cluster; lines usually take 3 to 10 minutes to arrive.',
      },
    });
    expect(askedOf('latencyByCall')).toEqual(['a']);
    expect(askedOf('webhookLogLines')).toEqual(['a', 'dark']);
  });

  test('whose rows have just begun to arrive says so', async () => {
    const { of } = await surveyed([cluster('new')], seeingAll({ Oldest: at(3000), Newest: at(3599) }), [
      'latencyByCall',
    ]);

    expect(of('new')?.latencyByCall).toMatchObject({
      ok: false,
      reason: 'notCollected',
      detail: `The audit log from ${at(0)} to ${at(3600)} has rows from ${at(3000)} to ${at(3599)} only.`,
    });
  });
});

describe('a question that fails', () => {
  test('costs its own kind alone', async () => {
    const { of } = await surveyed([cluster('a')], (kind, request) =>
      kind === 'latencyByCall' ? refusedFor(504, 'GatewayTimeout') : seeingAll(trouble)(kind, request),
    );

    const failed = Object.entries(of('a') ?? {}).filter(([, one]) => !one.ok && one.reason === 'timeout');
    expect(failed.map(([kind]) => kind)).toEqual(['latencyByCall']);
    expect(of('a')?.logVisibility).toMatchObject({ ok: true });
  });

  test('when it is the first, is the reason for all that come after it', async () => {
    const { of, kinds } = await surveyed([cluster('a')], (kind) =>
      kind === 'logVisibility' ? refusedFor(403, 'InsufficientAccessError') : noRows,
    );

    expect(new Set(kinds)).toEqual(new Set(['logVisibility', 'webhookLogLines']));
    const { webhookLogLines: _own, ...others } = of('a') ?? {};
    expect(Object.keys(others)).toHaveLength(logKinds.length - 1);
    for (const one of Object.values(others)) expect(one).toMatchObject({ ok: false, reason: 'forbidden' });
  });

  test('of which a part is missing is no answer', async () => {
    const partial = { ok: false, reason: 'truncated', detail: 'Only a part.', remedy: 'Ask less.' } as const;
    const { of } = await surveyed([cluster('a')], (kind, request) =>
      kind === 'latencyByCall' ? { rows: [], partial } : seeingAll()(kind, request),
    );

    expect(of('a')?.latencyByCall).toEqual(partial);
  });

  test('for a table that does not exist is asked of it once in the whole survey', async () => {
    const { of, asked } = await surveyed([cluster('a'), cluster('b', shared)], (kind, request) =>
      request.tables.includes('AKSAudit') ? noTable('AKSAudit') : seeingAll(trouble)(kind, request),
    );

    expect(asked.filter(({ tables }) => tables.includes('AKSAudit'))).toHaveLength(1);
    expect(of('a')?.failedRequests).toMatchObject({
      ok: false,
      reason: 'notCollected',
      detail:
        'The workspace law-1 has no table AKSAudit: no row of that kind ever arrived, or the auditor may not see it.',
    });
    expect(of('b')?.failedRequests).toMatchObject({ ok: true });
  });
});
