/** Runs the queries of the simulated services by the interpreter, which executes their very text. */
import { KustoError } from '../../kusto/errors.ts';
import { runQuery } from '../../kusto/interpreter.ts';
import { QueryRefused } from './query.ts';
import type { RunQuery } from './query.ts';

export const runKusto: RunQuery = (query, tables, now) => {
  try {
    return runQuery(query, tables, now);
  } catch (error) {
    if (!(error instanceof KustoError)) throw error;
    throw new QueryRefused(error.kind, error.message, error);
  }
};
