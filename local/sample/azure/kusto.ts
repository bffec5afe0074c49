/** Runs the queries of the simulated services by the interpreter, which executes their very text. */
import { KustoError } from '../../kusto/errors.ts';
import { runQuery } from '../../kusto/interpreter.ts';
import { logAnalyticsRows } from '../../kusto/wire.ts';
import { QueryRefused } from './query.ts';
import type { RunQuery } from './query.ts';

/** With cells as Resource Graph writes them: what is dynamic is JSON. */
export const runGraphQuery: RunQuery = (query, tables, now) => {
  try {
    return runQuery(query, tables, now);
  } catch (error) {
    if (!(error instanceof KustoError)) throw error;
    throw new QueryRefused(error.kind, error.message, error);
  }
};

/** With cells as Log Analytics writes them: what is dynamic is JSON in a text. */
export const runLogQuery: RunQuery = (query, tables, now) => {
  const answer = runGraphQuery(query, tables, now);
  return { columns: answer.columns, rows: logAnalyticsRows(answer) };
};
