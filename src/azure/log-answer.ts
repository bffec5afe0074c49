/** Answers of the query API of Log Analytics: https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format */
import * as z from 'zod';
import type { Missing } from '../model.ts';
import { cleanText } from '../shared/clean-text.ts';
import { formatCount } from '../shared/format.ts';
import { azureAnswer } from './answers.ts';
import { type Asked, RefusedAnswer, azureRefusal } from './refusals.ts';
import { saidBy } from './said.ts';

export interface LogAnswer {
  /** By column name, as the service writes them: dates and dynamic values are text. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Why rows are missing; null when they are all there. */
  readonly partial: Missing | null;
  /** Time the service spent on it, where it says so. */
  readonly seconds: number | null;
}

/** Rows of one answer: https://learn.microsoft.com/azure/azure-monitor/service-limits#la-query-api */
const mostRows = 500_000;

const tableSchema = z.object({
  name: z.string(),
  columns: z.array(z.object({ name: z.string() })),
  rows: z.array(z.array(z.unknown())),
});

const answerSchema = z.object({
  tables: z.array(tableSchema).nullish(),
  error: z.unknown().optional(),
  statistics: z.object({ query: z.object({ executionTime: z.number().nullish() }).nullish() }).nullish(),
});

/** The rows of an answer with status 200, which may still be a refusal, or lack rows. */
export function logAnswer(document: unknown, asked: Asked): LogAnswer {
  const { tables, error, statistics } = azureAnswer(answerSchema, document, asked);
  const failed = error !== undefined && error !== null;
  if (!tables) {
    if (failed) throw azureRefusal(new RefusedAnswer(200, JSON.stringify({ error })), asked);
    azureAnswer(z.object({ tables: z.array(tableSchema) }), document, asked);
  }
  const table = tables?.find(({ name }) => name === 'PrimaryResult') ?? tables?.[0];
  const names = table?.columns.map(({ name }) => name) ?? [];
  const rows = (table?.rows ?? []).map((cells) =>
    Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null])),
  );
  return {
    rows,
    partial: failed ? partialBy(error, asked) : cutAt(rows.length, asked),
    seconds: statistics?.query?.executionTime ?? null,
  };
}

/** A query that failed in part has its error beside the tables. */
function partialBy(error: unknown, { service, what }: Asked): Missing {
  const said = saidBy(error);
  const words = said.findLast(({ message }) => message !== '')?.message ?? 'it does not say why';
  const all = said.map(({ code, message }) => `${code} ${message}`).join(' ');
  const late = /time[ -]?d?[ -]?out|timeout|E_QUERY_TIMEOUT/iu.test(all);
  return {
    ok: false,
    reason: late ? 'timeout' : 'truncated',
    detail: `${service} gives only a part of ${what}: ${cleanText(words, 300).replace(/\.$/u, '')}.`,
    remedy: 'Audit more often, so that each query covers less time; the next sweep asks again.',
  };
}

function cutAt(rows: number, { service, what }: Asked): Missing | null {
  if (rows < mostRows) return null;
  return {
    ok: false,
    reason: 'truncated',
    detail: `${service} gives at most ${formatCount(mostRows)} rows of ${what}, and there may be more.`,
    remedy: 'Audit more often, so that each query covers less time.',
  };
}
