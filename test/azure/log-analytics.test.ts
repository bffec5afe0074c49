import { describe, expect, test } from 'vitest';
import type { TablePlan } from '../../src/evidence/audit-logging.ts';
import { type LogQueryRequest, createLogAnalytics } from '../../src/azure/log-analytics.ts';
import { missingTable, wantsTablesAlone } from '../../src/azure/log-refusal.ts';
import { type FakeAzure, type Reply, failureOf, patient, startAzure } from './fake-azure.ts';
import { payments } from './wire.ts';

const guid = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const workspaceId = `/subscriptions/${payments}/resourcegroups/rg-logs/providers/microsoft.operationalinsights/workspaces/law-1`;
const request = (changes: Partial<LogQueryRequest> = {}): LogQueryRequest => ({
  workspaceId,
  workspaceGuid: guid,
  plan: 'Analytics',
  kql: 'AKSAudit\n| summarize Rows = count()',
  tables: ['AKSAudit'],
  from: new Date('2026-11-23T10:00:00Z'),
  to: new Date('2026-11-23T11:00:00Z'),
  signal: patient(),
  ...changes,
});
const run = (azure: FakeAzure, changes?: Partial<LogQueryRequest>) =>
  createLogAnalytics(azure.connection).runQuery(request(changes));

const columns = [
  { name: 'ClusterId', type: 'string' },
  { name: 'Newest', type: 'datetime' },
  { name: 'Verbs', type: 'dynamic' },
  { name: 'Rows', type: 'long' },
];
const row = ['/subscriptions/s/…/aks-1', '2026-11-23T10:59:58.1234567Z', '["get","list"]', 12];
const tables = [{ name: 'PrimaryResult', columns, rows: [row] }];
const rows = [
  { ClusterId: row[0], Newest: '2026-11-23T10:59:58.1234567Z', Verbs: '["get","list"]', Rows: 12 },
];
const plans: readonly (readonly [TablePlan, string])[] = [
  ['Analytics', '/query'],
  ['Basic', '/search'],
  ['Auxiliary', '/search'],
];

describe.each(plans)('a table on the %s plan', (plan, api) => {
  test('is asked as the service wants it', async () => {
    const azure = await startAzure(() => ({
      body: { tables, statistics: { query: { executionTime: 0.25 } } },
    }));
    expect(await run(azure, { plan })).toEqual({ rows, partial: null, seconds: 0.25 });
    const [asked] = azure.asked;
    const url = new URL(asked?.path ?? '', 'https://x');
    expect(url.pathname).toBe(`/v1/workspaces/${guid}${api}`);
    expect(asked).toMatchObject({
      method: 'POST',
      host: 'api.loganalytics.azure.com',
      headers: {
        authorization: 'Bearer token for https://api.loganalytics.io/.default',
        prefer: 'include-statistics=true',
      },
      body: { query: 'AKSAudit\n| summarize Rows = count()' },
    });
    const inBody = asked?.body instanceof Object && 'timespan' in asked.body ? asked.body.timespan : null;
    expect(url.searchParams.get('timespan') ?? inBody).toBe(
      '2026-11-23T10:00:00.000Z/2026-11-23T11:00:00.000Z',
    );
    expect(asked?.headers['user-agent']).toMatch(/^aks-fleet-auditor\//u);
  });

  test('cells that are null stay null', async () => {
    const empty = [{ name: 'PrimaryResult', columns, rows: [[null, null, null, null]] }];
    const azure = await startAzure(() => ({ body: { tables: empty } }));
    expect(await run(azure, { plan })).toEqual({
      rows: [{ ClusterId: null, Newest: null, Verbs: null, Rows: null }],
      partial: null,
      seconds: null,
    });
  });

  test('no rows are an answer', async () => {
    const azure = await startAzure(() => ({
      body: { tables: [{ name: 'PrimaryResult', columns, rows: [] }] },
    }));
    expect(await run(azure, { plan })).toEqual({ rows: [], partial: null, seconds: null });
  });

  const partialError = (message: string) => ({
    code: 'PartialError',
    message: 'There were some errors when processing your query.',
    details: [
      { code: 'EngineError', message: 'Something went wrong.', innererror: { code: '-2133196797', message } },
    ],
  });
  test.each([
    [
      'too many rows',
      'Query result set has exceeded the internal record count limit 500000.',
      'truncated',
      'Query result set has exceeded the internal record count limit 500000',
    ],
    ['too much time', 'Query execution has timed out.', 'timeout', 'Query execution has timed out'],
  ])('200 with an error beside the tables: %s', async (_, message, reason, words) => {
    const azure = await startAzure(() => ({ body: { tables, error: partialError(message) } }));
    expect(await run(azure, { plan })).toEqual({
      rows,
      seconds: null,
      partial: {
        ok: false,
        reason,
        detail: `Log Analytics gives only a part of the table AKSAudit in the workspace law-1: ${words}.`,
        remedy: 'Audit more often, so that each query covers less time; the next sweep asks again.',
      },
    });
  });

  const refusals: readonly [string, Reply, object][] = [
    [
      '204: a workspace that nothing was ever sent to',
      { status: 204 },
      {
        reason: 'notCollected',
        detail: 'The workspace law-1 holds no data at all.',
        remedy:
          'Check that the diagnostic settings of the clusters send to it; the first rows take up to an hour to arrive.',
      },
    ],
    [
      'an empty 200: the service could not read the request',
      { status: 200 },
      {
        reason: 'invalid',
        detail:
          'Log Analytics answers the query about the table AKSAudit in the workspace law-1 with nothing, as it does when it cannot read the request.',
        remedy: 'Look for a proxy that changes requests; this may also be a fault of the auditor.',
      },
    ],
    [
      '200 with an error and no tables',
      { body: { error: { code: 'PartialError', message: 'Nothing could be read.' } } },
      { reason: 'invalid' },
    ],
    ['200 with neither', { body: {} }, { reason: 'invalid' }],
    [
      'a table that does not exist',
      {
        status: 400,
        body: {
          error: {
            message: 'The request had some invalid properties',
            code: 'BadArgumentError',
            correlationId: 'c',
            innererror: {
              code: 'SemanticError',
              message: 'A semantic error occurred.',
              innererror: {
                code: 'SEM0100',
                message: "'where' operator: Failed to resolve table or column expression named 'AKSAudit'",
                line: 1,
                pos: 0,
              },
            },
          },
        },
      },
      {
        reason: 'notCollected',
        detail:
          'The workspace law-1 has no table AKSAudit: no row of that kind ever arrived, or the auditor may not see it.',
        remedy:
          'Check the diagnostic settings of its clusters, and that the role of the auditor covers the table; the first rows take some minutes to arrive.',
      },
    ],
    [
      'a column that does not exist is a fault, not a lack of data',
      {
        status: 400,
        body: {
          error: {
            code: 'BadArgumentError',
            message: 'The request had some invalid properties',
            innererror: {
              code: 'SemanticError',
              message: "'extend' operator: Failed to resolve scalar expression named 'Verbb'",
            },
          },
        },
      },
      {
        reason: 'invalid',
        detail:
          "Log Analytics does not accept the request for the table AKSAudit in the workspace law-1 (400): 'extend' operator: Failed to resolve scalar expression named 'Verbb'.",
      },
    ],
    [
      'an answer that is too large',
      { status: 400, body: { error: { code: 'ResponseSizeError', message: 'too large' } } },
      {
        reason: 'truncated',
        detail:
          'Log Analytics finds the answer about the table AKSAudit in the workspace law-1 too large to give.',
      },
    ],
    [
      '403 names workspace and role',
      {
        status: 403,
        body: {
          error: {
            code: 'InsufficientAccessError',
            message: 'The provided credentials have insufficient access to perform the requested operation',
          },
        },
      },
      {
        reason: 'forbidden',
        detail:
          'The auditor may not read the table AKSAudit in the workspace law-1 (403): The provided credentials have insufficient access to perform the requested operation.',
        remedy: `Assign the role Log Analytics Data Reader to the identity of the auditor at ${workspaceId}.`,
      },
    ],
    [
      '429 with a body',
      {
        status: 429,
        headers: { 'retry-after': '1' },
        body: { error: { code: 'ThrottledError', message: 'Too many.' } },
      },
      {
        reason: 'throttled',
        detail:
          'Log Analytics throttles the auditor at the table AKSAudit in the workspace law-1 (429): Too many.',
      },
    ],
    [
      '429 without a body',
      { status: 429 },
      {
        reason: 'throttled',
        detail: 'Log Analytics throttles the auditor at the table AKSAudit in the workspace law-1 (429).',
      },
    ],
    [
      '504: the query took too long',
      { status: 504, body: { error: { code: 'GatewayTimeout', message: 'The query timed out.' } } },
      { reason: 'timeout' },
    ],
    ['503 without a body', { status: 503 }, { reason: 'unreachable' }],
    ['a cut connection', { cut: true }, { reason: 'unreachable' }],
  ];
  test.each(refusals)('%s', async (_, reply, expected) => {
    const azure = await startAzure(() => reply);
    expect(await failureOf(run(azure, { plan }))).toMatchObject(expected);
  });

  test('a query whose time is over', async () => {
    const over = new AbortController();
    const azure = await startAzure(() => {
      over.abort();
      return { body: { tables } };
    });
    expect(await failureOf(run(azure, { plan, signal: over.signal }))).toMatchObject({
      reason: 'timeout',
      detail:
        'The time for the table AKSAudit in the workspace law-1 was over before Log Analytics answered.',
    });
  });

  test('a refusal that heals', async () => {
    const azure = await startAzure((_, number) =>
      number === 1 ? { status: 429, headers: { 'retry-after': '4' } } : { body: { tables } },
    );
    expect(await run(azure, { plan })).toMatchObject({ rows });
    expect(azure.waits).toEqual([4000]);
  });
});

const notOnQuery = {
  status: 400,
  body: {
    error: {
      code: 'BadArgumentError',
      message: 'The request had some invalid properties',
      innererror: {
        code: 'UnsupportedApiQueryValidationError',
        message: "Query of Basic Logs table is not supported with the API '…/query'.",
      },
    },
  },
};

test('a table that turns out to be on the Basic plan is searched', async () => {
  const azure = await startAzure(({ path }) =>
    path.includes('/search') ? { body: { tables } } : notOnQuery,
  );
  expect(await run(azure)).toMatchObject({ rows });
  expect(azure.asked.map(({ path }) => path.split('?')[0])).toEqual([
    `/v1/workspaces/${guid}/query`,
    `/v1/workspaces/${guid}/search`,
  ]);
});

describe('several tables in one query', () => {
  const several = { kql: 'union (AKSAudit), (AzureDiagnostics)', tables: ['AKSAudit', 'AzureDiagnostics'] };
  const unresolved = (kind: string, name: string): Reply => ({
    status: 400,
    body: {
      error: {
        code: 'BadArgumentError',
        message: 'The request had some invalid properties',
        innererror: {
          code: 'SemanticError',
          message: 'A semantic error occurred.',
          innererror: {
            code: 'SEM0100',
            message: `'where' operator: Failed to resolve ${kind} expression named '${name}'`,
          },
        },
      },
    },
  });
  // The error itself, for those who look at its cause.
  const failure = async (reply: Reply): Promise<unknown> =>
    run(await startAzure(() => reply), several).catch((error: unknown) => error);

  test.each(['AKSAudit', 'AzureDiagnostics'])('without the table %s', async (name) => {
    const error = await failure(unresolved('table or column', name));
    expect(error).toMatchObject({
      reason: 'notCollected',
      detail: `The workspace law-1 has no table ${name}: no row of that kind ever arrived, or the auditor may not see it.`,
    });
    expect(missingTable(error)).toBe(name);
  });

  test.each([
    ['another name that cannot be resolved', unresolved('table or column', 'Verbb')],
    ['a column that does not exist', unresolved('scalar', 'AKSAudit')],
    ['a workspace without any data', { status: 204 }],
    ['a workspace that does not exist', { status: 404 }],
    ['a table on another plan', notOnQuery],
  ])('%s is no missing table', async (_, reply) => {
    expect(missingTable(await failure(reply))).toBeNull();
  });

  test('are named together', async () => {
    expect(await failure({ status: 403 })).toMatchObject({
      detail:
        'The auditor may not read the tables AKSAudit and AzureDiagnostics in the workspace law-1 (403).',
    });
  });

  test('of which one turns out to be on the Basic plan are not searched: each has to be asked alone', async () => {
    const azure = await startAzure(() => notOnQuery);
    const error: unknown = await run(azure, several).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      reason: 'unsupported',
      detail:
        'One query cannot ask the tables AKSAudit and AzureDiagnostics in the workspace law-1: not all of it is on the Analytics plan.',
      remedy: `Assign the role Reader to the identity of the auditor at ${workspaceId}, so that it knows the plan of each table.`,
    });
    expect(wantsTablesAlone(error)).toBe(true);
    expect(azure.asked).toHaveLength(1);
  });

  test('may be asked together after other refusals', async () => {
    expect(wantsTablesAlone(await failure({ status: 403 }))).toBe(false);
  });

  test('two categories of one table are one table', async () => {
    const azure = await startAzure(() => ({ status: 403 }));
    const twice = { tables: ['AzureDiagnostics', 'AzureDiagnostics'] };
    expect(await failureOf(run(azure, twice))).toMatchObject({
      detail: 'The auditor may not read the table AzureDiagnostics in the workspace law-1 (403).',
    });
  });
});

test.each([
  ['Analytics', 5],
  ['Basic', 2],
] as const)('queries of one identity at a time on the %s plan: %i', async (plan, most) => {
  let full = (): void => {};
  const filled = new Promise<void>((done) => (full = done));
  const azure = await startAzure(async (_, number) => {
    if (number === most) full();
    await filled;
    // Time for one too many to come.
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    return { body: { tables } };
  });
  const logs = createLogAnalytics(azure.connection);
  await Promise.all(Array.from({ length: 12 }, () => logs.runQuery(request({ plan }))));
  expect(azure.peak()).toBe(most);
});

test('half a million rows may not be all there are', async () => {
  const many = Array.from({ length: 500_000 }, () => []);
  const azure = await startAzure(() => ({
    body: { tables: [{ name: 'PrimaryResult', columns: [], rows: many }] },
  }));
  expect((await run(azure)).partial).toEqual({
    ok: false,
    reason: 'truncated',
    detail:
      'Log Analytics gives at most 500,000 rows of the table AKSAudit in the workspace law-1, and there may be more.',
    remedy: 'Audit more often, so that each query covers less time.',
  });
});
