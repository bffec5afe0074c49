/** Log Analytics as an object: it answers what a test tells it to, and remembers what it was asked. */
import type { LogAnalytics, LogQueryRequest } from '../../src/azure/log-analytics.ts';
import { logRefusal } from '../../src/azure/log-refusal.ts';
import { RefusedAnswer } from '../../src/azure/refusals.ts';
import type { Missing } from '../../src/model.ts';

export type LogReply =
  | { readonly rows: readonly Readonly<Record<string, unknown>>[]; readonly partial?: Missing }
  /** What the service says when it refuses. */
  | { readonly status: number; readonly error: object };

export interface FakeLogs {
  readonly logs: LogAnalytics;
  readonly asked: readonly LogQueryRequest[];
}

export const noRows: LogReply = { rows: [] };

export function answering(reply: (request: LogQueryRequest) => LogReply): FakeLogs {
  const asked: LogQueryRequest[] = [];
  return {
    asked,
    logs: {
      async runQuery(request) {
        asked.push(request);
        const said = reply(request);
        if ('rows' in said) return { rows: said.rows, partial: said.partial ?? null, seconds: 0.1 };
        const { workspaceId, tables } = request;
        throw logRefusal(new RefusedAnswer(said.status, JSON.stringify({ error: said.error })), {
          service: 'Log Analytics',
          what: 'the tables',
          role: 'Log Analytics Data Reader',
          scope: workspaceId,
          workspace: 'law-1',
          tables,
        });
      },
    },
  };
}

export function refusedFor(status: number, code: string): LogReply {
  return { status, error: { code, message: 'It was refused.' } };
}

/** As the service says it: https://learn.microsoft.com/azure/azure-monitor/logs/api/errors */
export function noTable(name: string): LogReply {
  const message = `'where' operator: Failed to resolve table or column expression named '${name}'`;
  return refusedWithin('SemanticError', message);
}

export const wantsSearch: LogReply = refusedWithin(
  'UnsupportedApiQueryValidationError',
  "Query of Basic Logs table is not supported with the API '…/query'.",
);

function refusedWithin(code: string, message: string): LogReply {
  return {
    status: 400,
    error: {
      code: 'BadArgumentError',
      message: 'The request had some invalid properties',
      innererror: { code, message },
    },
  };
}
