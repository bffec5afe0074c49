/** The saved queries about the auditor itself: bound to the tables by the language service, and run on what it really told. */
import { describe, expect, test } from 'vitest';
import { parseAndBind } from '../../local/kusto/language-service.ts';
import { runQuery } from '../../local/kusto/interpreter.ts';
import {
  eventsFile,
  eventsFunction,
  healthQueries,
  healthQuery,
  runnable,
} from '../support/health-queries.ts';
import { healthWorkbook, sections, workspacePlaceholder } from '../support/health-workbook.ts';
import { type InsightsRow, type InsightsTable, insightsSchemas } from '../support/insights-tables.ts';
import { toldSweeps } from '../support/told-sweeps.ts';

const { rows } = await toldSweeps();
const sweepId = '20261124T070000000Z';
const earlierId = '20261124T060000000Z';
const now = new Date('2026-11-24T08:00:00.000Z');

/** Made by the host and not by us, so as its documentation has them. */
const ofHost: Readonly<Partial<Record<InsightsTable, readonly InsightsRow[]>>> = {
  AppTraces: [
    trace('Host.Function.Console', 'Stored row cannot be read {"message":"The row is damaged."}', 3),
    trace('Host.Startup', 'Loading functions metadata', 1),
    trace('Function.audit-cluster', "Executing 'Functions.audit-cluster' {not ours}", 1),
  ],
  AppRequests: [
    { OperationName: 'audit-cluster', DurationMs: 1500, ItemCount: 2, Success: true },
    { OperationName: 'audit-cluster', DurationMs: 90_000, ItemCount: 1, Success: false },
    { OperationName: 'deliver', DurationMs: 250, ItemCount: 1, Success: true },
  ].map((row) => ({ TimeGenerated: now, Type: 'AppRequests', _BilledSize: 800, ...row })),
  AppExceptions: [
    {
      TimeGenerated: now,
      OperationName: 'audit-cluster',
      ProblemId: 'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException at …',
      OuterMessage: 'Result: Failure',
      ItemCount: 3,
      Type: 'AppExceptions',
      _BilledSize: 2000,
    },
  ],
};

function trace(category: string, Message: string, SeverityLevel: number): InsightsRow {
  return {
    TimeGenerated: now,
    Message,
    SeverityLevel,
    Properties: { Category: category },
    ItemCount: 1,
    Type: 'AppTraces',
    _BilledSize: 1000,
  };
}

const told: Readonly<Partial<Record<InsightsTable, readonly InsightsRow[]>>> = rows;
const tables = insightsSchemas.map((schema) => ({
  ...schema,
  rows: [...(told[schema.name] ?? []), ...(ofHost[schema.name] ?? [])],
}));

/** Rows by column. */
function answer(name: string, all = tables): readonly Readonly<Record<string, unknown>>[] {
  const { columns, rows: cells } = runQuery(runnable(healthQuery(name), sweepId), all, now);
  return cells.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index]])));
}

describe.each(healthQueries)('$name', (query) => {
  test('says what it answers, and is faultless for the language service', () => {
    expect(query.title).toMatch(/^\S.*[.?]/u);
    const text = runnable(query, sweepId);
    const faults = parseAndBind(text, insightsSchemas).diagnostics.map(
      ({ severity, message, start, length }) => ({
        severity,
        message,
        at: text.slice(start, start + length),
      }),
    );
    expect(faults).toEqual([]);
  });
});

test('every line becomes its message, its fields and its ids; lines of the host are left out', () => {
  const events = answer(eventsFile);
  expect(events).toHaveLength(rows.AppTraces.length + 1);
  expect(events.find(({ Event }) => Event === 'Message given up')).toEqual({
    TimeGenerated: '2026-11-24T06:00:30Z',
    Level: 'warn',
    Event: 'Message given up',
    SweepId: earlierId,
    ClusterKey: '',
    DecisionId: '20261124T060030000Z',
    DeliveryId: '20261124T060030000Z-0c8c6293affea306',
    Receiver: 'teams',
    Fields: {
      sweepId: earlierId,
      decisionId: '20261124T060030000Z',
      deliveryId: '20261124T060030000Z-0c8c6293affea306',
      receiver: 'teams',
      status: 400,
      detail: 'It answers 400.',
    },
    Function: 'test',
    InvocationId: 'an-invocation',
    OperationId: 'an-operation',
    AppRoleName: 'func-auditor',
  });
  expect(events.at(-1)).toMatchObject({
    Level: 'error',
    Event: 'Stored row cannot be read',
    Fields: { message: 'The row is damaged.' },
  });
});

test('one sweep can be followed to its deliveries', () => {
  const steps = answer('one-sweep').map(({ Event, ClusterKey, Receiver }) =>
    [Event, ClusterKey, Receiver].join('|'),
  );
  expect(steps.toSorted()).toEqual([
    'Cluster audited|shop|',
    'Cluster not audited|mill|',
    'Message given up||teams',
    'Message sent||mail',
    'Message sent||mail',
    'Messages decided||',
    'Queue message given up|mill|',
    'Sweep closed||',
    'Sweep planned||',
    'Workspace surveyed||',
  ]);
});

const why = 'The audit broke at every try; the log of the function audit-cluster says why.';
const counts = { Audited: 1, Failed: 1, Missed: 0, Skipped: 1, Vanished: 0, UnseenParts: 0 };
const refused = { Receiver: 'teams', Status: 400, Why: 'It answers 400.' };

test.each<[string, readonly Readonly<Record<string, unknown>>[]]>([
  ['sweep-age', [{ TimeGenerated: '2026-11-24T07:05:00Z', Minutes: 4.5 }]],
  [
    'sweeps',
    [
      {
        TimeGenerated: '2026-11-24T07:00:30Z',
        SweepId: sweepId,
        Complete: false,
        ...counts,
        Score: 0,
        Coverage: 0.5,
        Minutes: 0.5,
      },
      {
        TimeGenerated: '2026-11-24T06:00:30Z',
        SweepId: earlierId,
        Complete: false,
        ...counts,
        Score: 100,
        Coverage: 0.5,
        Minutes: 0.5,
      },
    ],
  ],
  ['not-closed', []],
  [
    'not-audited',
    [{ ClusterKey: 'mill', Sweeps: 2, Last: '2026-11-24T07:00:30Z', State: 'failed', Why: why }],
  ],
  [
    'slowest-clusters',
    [
      {
        ClusterKey: 'shop',
        Audits: 2,
        MedianSeconds: 0,
        SlowestSeconds: 0,
        Requests: 2,
        Megabytes: 0,
        Unknown: 0,
      },
    ],
  ],
  [
    'deliveries',
    [
      { ReceiverKind: 'email', Sent: 3, TriedAgain: 0, GivenUp: 0, SlowestMinutes: 0 },
      { ReceiverKind: 'teams', Sent: 0, TriedAgain: 0, GivenUp: 2, SlowestMinutes: null },
    ],
  ],
  [
    'given-up',
    [
      {
        TimeGenerated: '2026-11-24T07:00:30Z',
        DeliveryId: '20261124T070030000Z-d5f95faf947aba1b',
        SweepId: sweepId,
        ...refused,
      },
      {
        TimeGenerated: '2026-11-24T06:00:30Z',
        DeliveryId: '20261124T060030000Z-0c8c6293affea306',
        SweepId: earlierId,
        ...refused,
      },
    ],
  ],
  ['failed-invocations', []],
  [
    'exceptions',
    [
      {
        Function: 'audit-cluster',
        ProblemId: 'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException at …',
        Exceptions: 3,
        Last: '2026-11-24T08:00:00Z',
        Example: 'Result: Failure',
      },
    ],
  ],
  [
    'work',
    [
      {
        Day: '2026-11-24T00:00:00Z',
        Sweeps: 2,
        Audits: 2,
        Requests: 4,
        Megabytes: 0,
        Surveys: 2,
        SurveyMinutes: 0,
      },
    ],
  ],
  [
    'function-time',
    [
      { Function: 'audit-cluster', Invocations: 3, Failed: 1, Minutes: 1.6, SlowestSeconds: 90 },
      { Function: 'deliver', Invocations: 1, Failed: 0, Minutes: 0, SlowestSeconds: 0.3 },
    ],
  ],
  [
    'sweep-choices',
    [
      { value: sweepId, label: sweepId },
      { value: earlierId, label: earlierId },
    ],
  ],
  ['no-sweep-closed', [{ Closed: 2 }]],
])('%s answers from what was told', (name, expected) => {
  expect(answer(name)).toEqual(expected);
});

test('warnings and errors, worst first, each with what was said last', () => {
  expect(answer('errors').map(({ Level, Event, Lines }) => [Level, Event, Lines])).toEqual([
    ['error', 'Queue message given up', 2],
    ['error', 'Stored row cannot be read', 1],
    ['warn', 'Cluster not audited', 2],
    ['warn', 'Message given up', 2],
  ]);
});

test('dead letters say which cluster they are about', () => {
  expect(answer('dead-letters').map(({ Queue, ClusterKey, Why }) => [Queue, ClusterKey, Why])).toEqual([
    ['audit-cluster', 'mill', why],
    ['audit-cluster', 'mill', why],
  ]);
});

test('what telemetry weighs, by table', () => {
  expect(answer('telemetry-volume').map(({ Table, Rows }) => [Table, Rows])).toEqual([
    ['AppExceptions', 1],
    ['AppMetrics', rows.AppMetrics.length],
    ['AppRequests', 3],
    ['AppTraces', rows.AppTraces.length + 3],
  ]);
});

test('an invocation that failed and a sweep that never ended are seen', () => {
  const failed = {
    TimeGenerated: now,
    Name: 'auditor.invocation.failed',
    Sum: 2,
    ItemCount: 2,
    Properties: { function: 'close-sweep', error: 'StorageUnavailable' },
  };
  const open = trace(
    'Function.plan-sweep.User',
    'Sweep could not be planned {"sweepId":"20261124T080000000Z","problem":"Azure says 403."}',
    3,
  );
  const more = tables.map((table) => ({
    ...table,
    rows: [
      ...table.rows,
      ...(table.name === 'AppMetrics' ? [failed] : []),
      ...(table.name === 'AppTraces' ? [open] : []),
    ],
  }));
  expect(answer('failed-invocations', more)).toEqual([
    { Function: 'close-sweep', Error: 'StorageUnavailable', Failures: 2, Last: '2026-11-24T08:00:00Z' },
  ]);
  expect(answer('not-closed', more)).toEqual([
    {
      Begun: '2026-11-24T08:00:00Z',
      LastLine: '2026-11-24T08:00:00Z',
      SweepId: '20261124T080000000Z',
      Audits: 0,
      Problem: 'Azure says 403.',
    },
  ]);
});

test('an auditor that says nothing has closed no sweep, and the alert has a row to fire on', () => {
  const silent = insightsSchemas.map((schema) => ({ ...schema, rows: [] }));
  expect(answer('no-sweep-closed', silent)).toEqual([{ Closed: 0 }]);
});

test('infra/health/workbook.json is made from the saved queries', async () => {
  await expect(`${JSON.stringify(healthWorkbook(), null, 2)}\n`).toMatchFileSnapshot(
    '../../infra/health/workbook.json',
  );
});

test('the workbook names its workspace in one place, and shows every query that a person reads', () => {
  expect(JSON.stringify(healthWorkbook()).split(workspacePlaceholder)).toHaveLength(2);
  const shown = sections.flatMap(({ queries }) => queries.map(([name]) => name));
  const others = [eventsFile, 'no-sweep-closed', 'sweep-choices'];
  expect([...shown, ...others].toSorted()).toEqual(healthQueries.map(({ name }) => name));
});

test('the function is one expression, as a saved function that others call by its name must be', () => {
  const { text } = healthQuery(eventsFile);
  expect(text).not.toContain(';');
  expect(healthQueries.filter((query) => query.text.includes(eventsFunction)).length).toBeGreaterThan(5);
});
