/** Runs queries for the tests of the interpreter. */
import { runQuery } from '../../../local/kusto/interpreter.ts';
import type { Table } from '../../../local/kusto/scan.ts';

export const now = new Date('2026-01-02T03:04:05.678Z');

/** The rows of the answer, in order. */
export function rows(query: string, ...tables: readonly Table[]): readonly (readonly unknown[])[] {
  return runQuery(query, tables, now).rows;
}

/** The values of scalar expressions, all computed by one query. */
export function values(...expressions: readonly string[]): readonly unknown[] {
  return (
    rows(`print ${expressions.map((expression, index) => `v${index} = ${expression}`).join(', ')}`)[0] ?? []
  );
}

/** What the keys evaluate to, to be compared with the values that are expected: `{ '1 + 1': 2 }`. */
export function computed(expected: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const answers = values(...Object.keys(expected));
  return Object.fromEntries(Object.keys(expected).map((expression, index) => [expression, answers[index]]));
}
