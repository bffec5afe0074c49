/**
 * Queries to Log Analytics workspaces: by @azure/monitor-query for tables on the Analytics plan, by plain REST for Basic and
 * Auxiliary ones, which the client has no method for. The only file that knows the client.
 */
import type { LogsQueryClient } from '@azure/monitor-query';
import type { TablePlan } from '../evidence/audit-logging.ts';
import type { ReadError } from '../shared/errors.ts';
import { listInWords } from '../shared/format.ts';
import { createGate, realTiming } from '../shared/gate.ts';
import type { AzureConnection, Patience } from './connection.ts';
import { resourceName } from './arm-id.ts';
import { type LogAnswer, logAnswer } from './log-answer.ts';
import { type AskedLogs, logRefusal, wantsSearch } from './log-refusal.ts';
import { monitorOptions } from './monitor-options.ts';
import { azureJson } from './answers.ts';
import { RefusedAnswer, azureFailure } from './refusals.ts';
import { createSender } from './rest-sender.ts';

export interface LogQueryRequest {
  /** ARM id, for messages. */
  readonly workspaceId: string;
  readonly workspaceGuid: string;
  readonly plan: TablePlan;
  readonly kql: string;
  /** One for each part of the query; several only where all are on the Analytics plan. */
  readonly tables: readonly string[];
  /** Included and not included; Basic and Auxiliary tables go by this alone. */
  readonly from: Date;
  readonly to: Date;
  readonly signal: AbortSignal;
}

export interface LogAnalytics {
  /** Throws `ReadError`; an answer that lacks rows says so in `partial`. */
  runQuery(request: LogQueryRequest): Promise<LogAnswer>;
}

/** One instance a process: it keeps the limits that one identity has (https://learn.microsoft.com/azure/azure-monitor/service-limits#la-query-api). */
export function createLogAnalytics(connection: AzureConnection): LogAnalytics {
  const { environment, timing = realTiming } = connection;
  // 200 requests in 30 s for both kinds together, 5 and 2 at a time.
  const queries = createGate({ concurrent: 5, burst: 100, perSecond: 5 }, timing);
  const searches = createGate({ concurrent: 2, burst: 50, perSecond: 1.5 }, timing);
  const patienceOf = (gate: typeof queries): Patience => ({ gateOf: () => gate, timing });
  const sendSearch = createSender(connection, environment.logAnalyticsAudience, patienceOf(searches));
  let client: LogsQueryClient | null = null;

  async function query(request: LogQueryRequest): Promise<unknown> {
    const { LogsQueryClient } = await import('@azure/monitor-query');
    const { credential, options } = monitorOptions(connection, patienceOf(queries));
    client ??= new LogsQueryClient(credential, {
      ...options,
      endpoint: environment.logAnalyticsEndpoint,
      audience: environment.logAnalyticsAudience,
    });
    // As it was sent: the client makes 1970 of a date that is null, and fails over an answer without tables.
    let text: string | null = null;
    const timespan = { startTime: request.from, endTime: request.to };
    const asking = client.queryWorkspace(request.workspaceGuid, request.kql, timespan, {
      abortSignal: request.signal,
      includeQueryStatistics: true,
      onResponse: ({ bodyAsText }) => {
        text = bodyAsText ?? '';
      },
    });
    await asking.catch((error: unknown) => {
      if (text === null) throw error;
    });
    return azureJson(text ?? '', askedBy(request));
  }

  /** https://learn.microsoft.com/azure/azure-monitor/logs/basic-logs-query */
  async function search(request: LogQueryRequest): Promise<unknown> {
    const { workspaceGuid, kql, from, to, signal } = request;
    const timespan = `${from.toISOString()}/${to.toISOString()}`;
    const { status, text } = await sendSearch({
      method: 'POST',
      url: `${environment.logAnalyticsEndpoint}/v1/workspaces/${encodeURIComponent(workspaceGuid)}/search?timespan=${encodeURIComponent(timespan)}`,
      body: { query: kql },
      headers: { prefer: 'include-statistics=true' },
      signal,
    });
    if (status !== 200 || text === '') throw new RefusedAnswer(status, text);
    return azureJson(text, askedBy(request));
  }

  return {
    async runQuery(request) {
      const asked = askedBy(request);
      try {
        return logAnswer(await (request.plan === 'Analytics' ? query(request) : search(request)), asked);
      } catch (error) {
        // The role that reads rows does not read plans, so the plan may be a guess. A search takes one part alone.
        const guessed = request.plan === 'Analytics' && request.tables.length === 1;
        if (guessed && error instanceof RefusedAnswer && wantsSearch(error)) {
          return await this.runQuery({ ...request, plan: 'Basic' });
        }
        throw readError(error, asked, request.signal);
      }
    },
  };
}

function readError(error: unknown, asked: AskedLogs, signal: AbortSignal): ReadError {
  return error instanceof RefusedAnswer ? logRefusal(error, asked) : azureFailure(error, asked, signal);
}

function askedBy({ workspaceId, tables }: LogQueryRequest): AskedLogs {
  const workspace = resourceName(workspaceId);
  // A table has two parts when some clusters send it the one audit category and some the other.
  const names = [...new Set(tables)];
  return {
    service: 'Log Analytics',
    what: `the table${names.length > 1 ? 's' : ''} ${listInWords(names)} in the workspace ${workspace}`,
    role: 'Log Analytics Data Reader',
    scope: workspaceId,
    workspace,
    tables,
  };
}
