/** The query API of Log Analytics: `/query` for tables on the Analytics plan, `/search` for all others. */
import pLimit from 'p-limit';
import { workspaces } from '../estate.ts';
import type { Workspace } from '../estate.ts';
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { failure, ok, throttled } from './answer.ts';
import type { AzureAnswer } from './answer.ts';
import { logFailure, partial, refusal } from './log-errors.ts';
import { requestIn } from './log-request.ts';
import type { LogRequest } from './log-request.ts';
import { quietLogs, wholeLogs } from './log-source.ts';
import type { LogSource, Source } from './log-source.ts';
import { QueryRefused } from './query.ts';
import type { RunQuery } from './query.ts';
import type { Take } from './quota.ts';
import { startService, withoutToken } from './service.ts';
import type { AzureRequest, Service, ServiceOptions } from './service.ts';
import { overlap, spanOf } from './timespan.ts';
import type { Span } from './timespan.ts';

export interface LogsOptions extends ServiceOptions {
  readonly stories: readonly Story[];
  readonly moment: () => Moment;
  readonly runQuery: RunQuery;
  readonly take: Take;
  readonly logs: LogVolume;
}

/** `quiet` is for those who do not look into the logs: see `quietLogs`. */
export type LogVolume = 'whole' | 'quiet';

// Queries of one identity at a time: https://learn.microsoft.com/azure/azure-monitor/service-limits#la-query-api
const atOnce = { query: 5, search: 2 } as const;

export function startLogs(options: LogsOptions): Promise<Service> {
  const source = options.logs === 'quiet' ? quietLogs(options.stories) : wholeLogs(options.stories);
  const turns = { query: pLimit(atOnce.query), search: pLimit(atOnce.search) };
  return startService(
    {
      scheme: 'https',
      routes: (['query', 'search'] as const).map((api) => ({
        kind: api === 'query' ? 'logQuery' : 'logSearch',
        method: 'POST',
        path: new RegExp(`^/v1/workspaces/([^/]+)/${api}$`, 'i'),
        answer(request: AzureRequest, guid = '') {
          const wait = options.take('logQueries', 'identity');
          if (wait > 0) return throttled(wait, 'ThrottledError');
          const workspace = workspaces.find(({ customerId }) => customerId === guid.toLowerCase());
          if (workspace === undefined) {
            return logFailure(404, 'PathNotFoundError', 'The requested path does not exist');
          }
          return turns[api](async () => {
            // Others may be served between two queries, each of which keeps the process busy.
            await new Promise(setImmediate);
            return answerTo(request, { api, workspace, source, ...options });
          });
        },
      })),
      refuse: withoutToken(
        options.token,
        failure(403, 'InvalidAuthenticationToken', 'The access token is invalid.'),
      ),
      notFound: logFailure(404, 'PathNotFoundError', 'The requested path does not exist'),
    },
    options,
  );
}

interface Context extends LogsOptions {
  readonly api: 'query' | 'search';
  readonly workspace: Workspace;
  readonly source: LogSource;
}

function answerTo(request: AzureRequest, context: Context): AzureAnswer {
  const asked = requestIn(request);
  // The service does not complain about a body that it cannot read.
  if (asked === null) return { status: 200 };
  const moment = context.moment();
  const span = visibleSpan(asked, moment.now);
  if (span === null) return refusal('InvalidTimespanError', 'The timespan is not valid.');
  const { api, workspace } = context;
  const basic = workspace.basicTables.filter((name) => mentions(asked.query, name));
  if (api === 'query' && basic.length > 0) return refusal('UnsupportedApiQueryValidationError', useSearch);
  if (api === 'search') {
    const problem = searchProblem(asked, basic);
    if (problem !== null) return refusal('QueryValidationError', problem);
  }
  const source = context.source({ query: asked.query, workspace, moment, window: span });
  // A workspace that nothing was ever sent to has no answer.
  if (source.tables.length === 0) return { status: 204 };
  // So long a time would not be read in the ten minutes that a query has.
  if (span.to - span.from > longestSpan) {
    return logFailure(504, 'GatewayTimeout', 'The query did not complete in time.');
  }
  return result(asked, source, context.runQuery, moment);
}

// 500,000 rows: https://learn.microsoft.com/azure/azure-monitor/service-limits#la-query-api
const mostRows = 500_000;
// Resource logs take 3 to 10 minutes: https://learn.microsoft.com/azure/azure-monitor/logs/data-ingestion-time
const ingestionMs = 4 * 60_000;
const retentionMs = 30 * 86_400_000;
const longestSpan = 24 * 3_600_000;

function result(
  asked: LogRequest,
  { query, tables }: Source,
  runQuery: RunQuery,
  { now }: Moment,
): AzureAnswer {
  const started = performance.now();
  try {
    const { columns, rows } = runQuery(query, tables, now);
    const shown = rows.slice(0, mostRows);
    const body = {
      tables: [{ name: 'PrimaryResult', columns, rows: shown }],
      ...(asked.wantsStatistics
        ? { statistics: statisticsOf((performance.now() - started) / 1000, shown.length) }
        : {}),
    };
    return shown.length < rows.length ? partial(body, tooManyRows) : ok(body);
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    return refusal(error.kind, phrases[error.kind], {
      code: error.code,
      message: error.message,
      line: error.line,
      pos: error.position,
    });
  }
}

const phrases = {
  SyntaxError: 'A recognition error occurred in the query.',
  SemanticError: 'A semantic error occurred.',
};
const tooManyRows = `Query result set has exceeded the internal record count limit ${mostRows}.`;
const useSearch =
  "Query of Basic Logs table is not supported with the API 'https://api.loganalytics.io/v1/workspaces/{workspaceId}/query'.\nYou can use 'https://api.loganalytics.io/v1/workspaces/{workspaceId}/search' instead.\nTo learn more on queries on Basic Logs table, read here: https://aka.ms/basicLogsQueryAPI.";

/** What has arrived and is still kept, of what was asked for; all of it when nothing was said. */
function visibleSpan({ timespans }: LogRequest, now: Date): Span | null {
  let visible: Span = { from: now.getTime() - retentionMs, to: now.getTime() - ingestionMs };
  for (const text of timespans) {
    const span = spanOf(text, now);
    if (span === null) return null;
    visible = overlap(visible, span);
  }
  return visible;
}

/** https://learn.microsoft.com/azure/azure-monitor/logs/basic-logs-query */
function searchProblem({ query, timespans }: LogRequest, basic: readonly string[]): string | null {
  if (timespans.length === 0) return 'The time range of a search must be set in the request.';
  const operator = /\|\s*(join|find|search|externaldata)\b/i.exec(query)?.[1];
  if (operator !== undefined) return `The operator '${operator}' is not supported on Basic Logs tables.`;
  // One Basic table may be joined by Analytics tables, and none by a Basic table.
  const [, united = ''] = /\bunion\b(.*)/is.exec(query) ?? [];
  return basic.some((name) => mentions(united, name))
    ? "The operator 'union' takes only Analytics tables in a query of Basic Logs tables."
    : null;
}

function mentions(query: string, table: string): boolean {
  return new RegExp(`\\b${table}\\b`).test(query);
}

function statisticsOf(seconds: number, rows: number): object {
  return {
    query: {
      executionTime: seconds,
      resourceUsage: { cpu: { totalCpu: `00:00:${seconds.toFixed(7).padStart(10, '0')}` } },
      datasetStatistics: [{ tableRowCount: rows }],
    },
  };
}
