import { describe, expect, test } from 'vitest';
import { type LogPlace, createAskLogs } from '../../src/azure/ask-logs.ts';
import type { LogAnalytics, LogQueryRequest } from '../../src/azure/log-analytics.ts';
import { type LogReply, answering, noRows, noTable, refusedFor, wantsSearch } from './fake-logs.ts';
import { patient } from './fake-azure.ts';

const from = new Date('2026-11-24T03:00:00Z');
const to = new Date('2026-11-24T04:00:00Z');
const time = '2026-11-24T04:15:00.000Z';

/** A query whose text is what it is asked of. */
const query = {
  kql: ({
    parts,
  }: {
    readonly parts: readonly { table: string; sees: string; resourceIds: readonly string[] }[];
  }) => parts.map(({ table, sees, resourceIds }) => `${table} ${sees}: ${resourceIds.join(' ')}`).join(' | '),
};

function cluster(resourceId: string, given: Partial<LogPlace> = {}): LogPlace {
  return {
    resourceId,
    table: 'AKSAudit',
    plan: 'Analytics',
    sees: 'all',
    workspaceId: '/workspaces/law-1',
    workspaceGuid: 'guid-1',
    ...given,
  };
}

const shared = (resourceId: string) => cluster(resourceId, { table: 'AzureDiagnostics' });
const sharedWrites = (resourceId: string) =>
  cluster(resourceId, { table: 'AzureDiagnostics', sees: 'writes' });
const admin = (resourceId: string) => cluster(resourceId, { table: 'AKSAuditAdmin', sees: 'writes' });
const basic = (resourceId: string) =>
  cluster(resourceId, { table: 'AKSAuditAdmin', plan: 'Basic', sees: 'writes' });

function asking(reply: (request: LogQueryRequest) => LogReply) {
  const fake = answering(reply);
  const ask = createAskLogs(fake.logs, { from, to, signal: patient(), now: () => new Date(time) });
  return {
    fake,
    asked: () => fake.asked.map(({ plan, kql }) => `${plan}: ${kql}`),
    ask: async (...clusters: readonly LogPlace[]) => Object.fromEntries(await ask(query, clusters)),
  };
}

const answer = (...rows: readonly Readonly<Record<string, unknown>>[]) => ({
  ok: true,
  value: { rows, partial: null },
  at: time,
});
const gone = (table: string) => ({
  ok: false,
  reason: 'notCollected',
  detail: `The workspace law-1 has no table ${table}: no row of that kind ever arrived, or the auditor may not see it.`,
  remedy:
    'Check the diagnostic settings of its clusters, and that the role of the auditor covers the table; the first rows take some minutes to arrive.',
});

describe('a question', () => {
  test('goes once to the workspace, with its time and all clusters of a table', async () => {
    const row = { ClusterId: 'a' };
    const { fake, ask } = asking(() => ({ rows: [row] }));

    expect(await ask(cluster('a'), cluster('b'))).toEqual({ a: answer(row), b: answer(row) });
    expect(fake.asked).toEqual([
      {
        workspaceId: '/workspaces/law-1',
        workspaceGuid: 'guid-1',
        plan: 'Analytics',
        kql: 'AKSAudit all: a b',
        tables: ['AKSAudit'],
        from,
        to,
        signal: fake.asked[0]?.signal,
      },
    ]);
  });

  test('about nobody is not asked', async () => {
    const { fake, ask } = asking(() => noRows);

    expect(await ask()).toEqual({});
    expect(fake.asked).toEqual([]);
  });

  test('goes to all tables on the Analytics plan at once, by table and category', async () => {
    const { fake, asked, ask } = asking(() => noRows);

    await ask(cluster('a'), shared('b'), sharedWrites('c'), admin('d'), cluster('e'));

    expect(asked()).toEqual([
      'Analytics: AKSAudit all: a e | AzureDiagnostics all: b | AzureDiagnostics writes: c | AKSAuditAdmin writes: d',
    ]);
    expect(fake.asked[0]?.tables).toEqual([
      'AKSAudit',
      'AzureDiagnostics',
      'AzureDiagnostics',
      'AKSAuditAdmin',
    ]);
  });

  test('goes to each table on another plan alone', async () => {
    const { asked, ask } = asking(() => noRows);

    await ask(basic('a'), cluster('b'), cluster('c', { plan: 'Auxiliary' }), basic('d'), shared('e'));

    expect(asked().toSorted()).toEqual([
      'Analytics: AKSAudit all: b | AzureDiagnostics all: e',
      'Auxiliary: AKSAudit all: c',
      'Basic: AKSAuditAdmin writes: a d',
    ]);
  });
});

describe('a table that does not exist', () => {
  test('is left out: the others are asked again, and its clusters have the reason', async () => {
    const { asked, ask } = asking(({ tables }) =>
      tables.includes('AKSAudit') ? noTable('AKSAudit') : noRows,
    );

    expect(await ask(cluster('a'), shared('b'))).toEqual({ a: gone('AKSAudit'), b: answer() });
    expect(asked()).toEqual([
      'Analytics: AKSAudit all: a | AzureDiagnostics all: b',
      'Analytics: AzureDiagnostics all: b',
    ]);
  });

  test('is asked once, and not by the questions after that', async () => {
    const { fake, asked, ask } = asking(({ tables }) =>
      tables.includes('AKSAudit') ? noTable('AKSAudit') : noRows,
    );
    await ask(cluster('a'), shared('b'));
    const before = fake.asked.length;

    expect(await ask(cluster('a'), shared('b'))).toEqual({ a: gone('AKSAudit'), b: answer() });
    expect(await ask(cluster('a'))).toEqual({ a: gone('AKSAudit') });
    expect(asked().slice(before)).toEqual(['Analytics: AzureDiagnostics all: b']);
  });

  test('may be any number of them', async () => {
    const { fake, ask } = asking(({ tables }) => noTable(tables[0] ?? ''));

    expect(await ask(cluster('a'), shared('b'), admin('c'))).toEqual({
      a: gone('AKSAudit'),
      b: gone('AzureDiagnostics'),
      c: gone('AKSAuditAdmin'),
    });
    expect(fake.asked).toHaveLength(3);
  });

  test('of the same name on another plan is another question', async () => {
    const { asked, ask } = asking(({ plan }) => (plan === 'Basic' ? noTable('AKSAuditAdmin') : noRows));

    expect(await ask(basic('a'), cluster('b'))).toEqual({ a: gone('AKSAuditAdmin'), b: answer() });
    expect(asked()).toHaveLength(2);
  });
});

describe('a question about several tables that is refused', () => {
  const both = 'Analytics: AKSAudit all: a | AzureDiagnostics all: b';
  const each = ['Analytics: AKSAudit all: a', 'Analytics: AzureDiagnostics all: b'];

  test('because one of them is on another plan is asked of each alone, and so are those after it', async () => {
    const { asked, ask } = asking(({ tables }) => (tables.length > 1 ? wantsSearch : noRows));

    expect(await ask(cluster('a'), shared('b'))).toEqual({ a: answer(), b: answer() });
    await ask(cluster('a'), shared('b'));
    expect(asked()).toEqual([both, ...each, ...each]);
  });

  test.each([
    ['its text', 'SemanticError', 'invalid'],
    ['the size of its answer', 'ResponseSizeError', 'truncated'],
  ])('for %s costs only the clusters of the table that is to blame', async (_what, code, reason) => {
    const { asked, ask } = asking(({ tables }) =>
      tables.includes('AzureDiagnostics') ? refusedFor(400, code) : noRows,
    );

    const answers = await ask(cluster('a'), shared('b'));

    expect(answers).toMatchObject({ a: answer(), b: { ok: false, reason } });
    expect(asked()).toEqual([both, ...each]);
  });

  test.each([
    [403, 'InsufficientAccessError', 'forbidden'],
    [429, 'ThrottledError', 'throttled'],
    [504, 'GatewayTimeout', 'timeout'],
  ])('with %i is not asked again: it would be the same', async (status, code, reason) => {
    const { asked, ask } = asking(() => refusedFor(status, code));

    expect(await ask(cluster('a'), shared('b'))).toMatchObject({
      a: { ok: false, reason },
      b: { ok: false, reason },
    });
    expect(asked()).toEqual([both]);
  });
});

describe('an answer', () => {
  test('of which a part is missing is none: rows that are missing would be read as quiet', async () => {
    const partial = { ok: false, reason: 'truncated', detail: 'Only a part.', remedy: 'Ask less.' } as const;
    const { ask } = asking(() => ({ rows: [{ ClusterId: 'a' }], partial }));

    expect(await ask(cluster('a'))).toEqual({ a: partial });
  });

  test('that one table refuses leaves those of the others', async () => {
    const { ask } = asking(({ plan }) => (plan === 'Basic' ? refusedFor(403, 'Denied') : noRows));

    expect(await ask(basic('a'), cluster('b'))).toMatchObject({
      a: { ok: false, reason: 'forbidden' },
      b: answer(),
    });
  });
});

test('a fault of ours goes on to whoever asked', async () => {
  const logs: LogAnalytics = { runQuery: () => Promise.reject(new TypeError('x is not a function')) };
  const ask = createAskLogs(logs, { from, to, signal: patient(), now: () => new Date(time) });

  await expect(ask(query, [cluster('a')])).rejects.toThrow(TypeError);
});
