import { afterAll, beforeAll, expect, test } from 'vitest';
import { insufficientAccess, partial } from '../../../local/sample/azure/log-errors.ts';
import { limited } from '../../../local/sample/azure/quota.ts';
import { workspaceNamed } from '../../../local/sample/estate.ts';
import type { WorkspaceName } from '../../../local/sample/estate.ts';
import { noAuditLogs } from '../../../local/sample/stories/no-audit-logs.ts';
import { writesOnly } from '../../../local/sample/stories/writes-only.ts';
import { privateCluster } from '../../../local/sample/stories/private-cluster.ts';
import { healthy } from '../../../local/sample/stories/healthy.ts';
import { startSampleAzure } from '../../support/sample-azure.ts';
import type { SampleAzure } from '../../support/sample-azure.ts';
import { anyOf, containing, matching } from '../../support/matchers.ts';

const told = [healthy, noAuditLogs, writesOnly, privateCluster];
let sample: SampleAzure;
beforeAll(async () => {
  sample = await startSampleAzure({ stories: told });
});
afterAll(() => sample.stop());

const tenMinutes = '2026-11-24T03:00:00Z/2026-11-24T03:10:00Z';

interface Asked {
  readonly workspace?: WorkspaceName;
  readonly api?: 'query' | 'search';
  readonly timespan?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly search?: string;
  readonly of?: SampleAzure;
}

function ask(query: string, asked: Asked = {}) {
  const { workspace = 'law-fleet-weu', api = 'query', search = '', of = sample } = asked;
  const timespan = 'timespan' in asked ? asked.timespan : tenMinutes;
  const guid = workspaceNamed(workspace).customerId;
  return of.ask(`${of.azure.urls.logs}/v1/workspaces/${guid}/${api}${search}`, {
    body: { query, ...(timespan === undefined ? {} : { timespan }) },
    ...(asked.headers === undefined ? {} : { headers: asked.headers }),
  });
}

test('an answer is a table of columns and rows', async () => {
  const { status, body } = await ask(
    'AKSAudit | where UserAgent startswith "kube-probe" | summarize Requests = count(), Status = take_any(ResponseStatus) by Verb',
  );
  expect(status).toBe(200);
  expect(body).toEqual({
    tables: [
      {
        name: 'PrimaryResult',
        columns: [
          { name: 'Verb', type: 'string' },
          { name: 'Requests', type: 'long' },
          { name: 'Status', type: 'dynamic' },
        ],
        rows: [['get', 60, '{"metadata":{},"code":200}']],
      },
    ],
  });
});

test('only rows in every time span that was said are read', async () => {
  const count = async (asked: Asked): Promise<unknown> => {
    const { body } = await ask('AKSAudit | where UserAgent startswith "kube-probe" | count', asked);
    return (body as { tables: { rows: unknown[][] }[] }).tables[0]?.rows[0]?.[0];
  };
  expect([
    await count({}),
    await count({ timespan: undefined, search: '?timespan=2026-11-24T03:00:00Z/PT5M' }),
    await count({ search: '?timespan=2026-11-24T03:05:00Z/2026-11-24T03:20:00Z' }),
  ]).toEqual([60, 30, 30]);
});

test('what happened in the last minutes has not arrived yet', async () => {
  const { body } = await ask('AKSAudit | summarize Newest = max(TimeGenerated)', { timespan: 'PT15M' });
  expect(JSON.stringify(body)).toMatch(/2026-11-24T03:55:5\d\.\d+Z/);
});

test('a table that nothing was ever sent to is a semantic error, not an empty table', async () => {
  const { status, body } = await ask('AzureDiagnostics | count', { workspace: 'law-data-frc' });
  expect(status).toBe(400);
  expect(body).toEqual({
    error: {
      message: 'The request had some invalid properties',
      code: 'BadArgumentError',
      correlationId: anyOf(String),
      innererror: {
        code: 'SemanticError',
        message: 'A semantic error occurred.',
        innererror: {
          code: 'SEM0100',
          message: containing("Failed to resolve table or column expression named 'AzureDiagnostics'"),
          line: 1,
          pos: 1,
        },
      },
    },
  });
});

test('a text that is no query is a syntax error', async () => {
  expect(await ask('AKSAudit | where (')).toMatchObject({
    status: 400,
    body: { error: { code: 'BadArgumentError', innererror: { code: 'SyntaxError' } } },
  });
});

test('what only the simulator lacks is its own fault, and says what it is', async () => {
  expect(await ask('AKSAudit | evaluate autocluster()')).toMatchObject({
    status: 500,
    body: { error: { message: matching(/does not support .*evaluate/) } },
  });
});

test('a Basic table is refused by /query, with the way to go', async () => {
  expect(await ask('AKSAuditAdmin | count', { workspace: 'law-data-frc' })).toMatchObject({
    status: 400,
    body: {
      error: {
        code: 'BadArgumentError',
        innererror: {
          code: 'UnsupportedApiQueryValidationError',
          message: containing('/search'),
        },
      },
    },
  });
});

test('a union that a Basic table is in is refused by /query too', async () => {
  const query = 'union (AKSControlPlane | project Level), (AKSAuditAdmin | project Level) | count';
  expect(await ask(query, { workspace: 'law-data-frc' })).toMatchObject({
    status: 400,
    body: { error: { innererror: { code: 'UnsupportedApiQueryValidationError' } } },
  });
});

test('a union of Analytics tables gives the rows of all, and names the one that does not exist', async () => {
  const probes = '| where TimeGenerated < datetime(2026-11-24T03:01:00Z) | project TimeGenerated';
  const counted = async (query: string): Promise<unknown> => {
    const { body } = await ask(query);
    return (body as { tables: { rows: unknown[][] }[] }).tables[0]?.rows[0]?.[0];
  };
  const [one, other] = [
    await counted(`AKSAudit ${probes} | count`),
    await counted(`AzureDiagnostics ${probes} | count`),
  ];
  expect(Math.min(Number(one), Number(other))).toBeGreaterThan(0);
  expect(await counted(`union (AKSAudit ${probes}), (AzureDiagnostics ${probes}) | count`)).toBe(
    Number(one) + Number(other),
  );
  expect(await ask(`union (AKSAudit ${probes}), (ArcK8sAudit ${probes}) | count`)).toMatchObject({
    status: 400,
    body: {
      error: {
        innererror: {
          code: 'SemanticError',
          innererror: {
            message: "'where' operator: Failed to resolve table or column expression named 'ArcK8sAudit'",
          },
        },
      },
    },
  });
});

test('/search reads it, and finds no reads in a log of writes', async () => {
  const { status, body } = await ask(
    'AKSAuditAdmin | summarize Reads = countif(Verb in ("get", "list")), Any = count() > 500',
    {
      workspace: 'law-data-frc',
      api: 'search',
    },
  );
  expect({ status, body }).toMatchObject({ status: 200, body: { tables: [{ rows: [[0, true]] }] } });
});

test.each([
  ['without a time span in the request', 'AKSAuditAdmin | count', undefined, /time range/],
  ['with a join', 'AKSAuditAdmin | join (AKSAudit) on AuditId', tenMinutes, /'join' is not supported/],
  [
    'with a union that has a Basic table',
    'union (AKSControlPlane | project Category), (AKSAuditAdmin | project Category = Level)',
    tenMinutes,
    /'union' takes only Analytics tables/,
  ],
])('/search %s is refused', async (_, query, timespan, message) => {
  expect(await ask(query, { workspace: 'law-data-frc', api: 'search', timespan })).toMatchObject({
    status: 400,
    body: {
      error: { innererror: { code: 'QueryValidationError', message: matching(message) } },
    },
  });
});

test('the shared table has the event as text, and cut ones are no JSON any more', async () => {
  const { body } = await ask(
    'AzureDiagnostics | where Category == "kube-audit" | extend Cut = isempty(tostring(parse_json(log_s).verb)) | summarize Some = count() > 0, Longest = max(strlen(log_s)), Readable = countif(log_s contains "\\"verb\\":") == count() by Cut | order by Cut asc',
    { timespan: '2026-11-24T02:00:00Z/2026-11-24T03:00:00Z' },
  );
  expect(body).toMatchObject({
    tables: [
      {
        rows: [
          [false, true, anyOf(Number), true],
          [true, true, 16_384, true],
        ],
      },
    ],
  });
});

test('ids of clusters are lower in _ResourceId and upper in ResourceId', async () => {
  const { body } = await ask('AzureDiagnostics | take 1 | project _ResourceId, ResourceId');
  expect(body).toMatchObject({
    tables: [
      {
        rows: [
          [
            matching(/^\/subscriptions\/[^A-Z]+\/aks-vault-neu-01$/),
            matching(/^\/SUBSCRIPTIONS\/[^a-z]+\/AKS-VAULT-NEU-01$/),
          ],
        ],
      },
    ],
  });
});

test('statistics come when they are asked for', async () => {
  const { body } = await ask('AKSAudit | count', { headers: { prefer: 'wait=30,include-statistics=true' } });
  expect(body).toMatchObject({ statistics: { query: { executionTime: anyOf(Number) } } });
});

test('a body that nobody calls JSON has an empty answer, as at the service', async () => {
  expect(await ask('AKSAudit | count', { headers: { 'content-type': 'text/plain' } })).toMatchObject({
    status: 200,
    body: undefined,
  });
});

test('a workspace without any data answers 204', async () => {
  const other = await startSampleAzure({ stories: [writesOnly] });
  try {
    expect(await ask('AKSAudit | count', { of: other })).toMatchObject({ status: 204, body: undefined });
  } finally {
    await other.stop();
  }
});

test('a workspace that does not exist is not found', async () => {
  const url = `${sample.azure.urls.logs}/v1/workspaces/00000000-0000-0000-0000-000000000000/query`;
  expect(await sample.ask(url, { body: { query: 'AKSAudit' } })).toMatchObject({
    status: 404,
    body: { error: { code: 'PathNotFoundError' } },
  });
});

test('a wrong token is 403 here, none is 401', async () => {
  const url = `${sample.azure.urls.logs}/v1/workspaces/x/query`;
  const [wrong, none] = [
    await sample.ask(url, { body: {}, token: 'bad' }),
    await sample.ask(url, { body: {}, token: null }),
  ];
  expect([wrong, none]).toMatchObject([
    { status: 403, body: { error: { code: 'InvalidAuthenticationToken' } } },
    { status: 401, body: { error: { code: 'AuthenticationFailed' } } },
  ]);
});

test('more than a day is not read in the time that a query has', async () => {
  expect(await ask('AKSAudit | count', { timespan: 'P2D' })).toMatchObject({ status: 504 });
});

test('the two hundred and first request within half a minute is turned away', async () => {
  const take = limited(() => 0);
  for (let count = 0; count < 200; count += 1) take('logQueries', 'identity');
  const other = await startSampleAzure({ stories: told, take });
  try {
    expect(await ask('AKSAudit | count', { of: other })).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1' },
      body: { error: { code: 'ThrottledError' } },
    });
  } finally {
    await other.stop();
  }
});

test.each([
  ['the identity has no role', insufficientAccess(), 403, 'InsufficientAccessError'],
  [
    'the answer lacks something',
    partial({ tables: [{ name: 'PrimaryResult', columns: [], rows: [] }] }, 'Out of memory'),
    200,
    'PartialError',
  ],
])('a test may say that %s', async (_, answer, status, code) => {
  const other = await startSampleAzure({ stories: told, fault: () => answer });
  try {
    expect(await ask('AKSAudit | count', { of: other })).toMatchObject({ status, body: { error: { code } } });
  } finally {
    await other.stop();
  }
});
