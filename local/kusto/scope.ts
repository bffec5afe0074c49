/** What an expression or an operator can see while it is compiled. */
import type { Expression } from './expression.ts';
import type { Aggregator } from './aggregates/aggregator.ts';
import type { Column, SyntaxNode } from './syntax.ts';
import type { Row } from './value.ts';

/** A table in the making: rows come only when somebody asks for them. */
export type Relation = { readonly columns: readonly Column[]; readonly rows: () => Iterable<Row> };

/** Everything that holds for a whole query. */
export type Query = {
  readonly text: string;
  readonly now: bigint;
  readonly lets: Map<string, LetValue>;
  readonly table: (name: string) => Relation | undefined;
};

export type LetValue = { readonly scalar: Expression } | { readonly tabular: SyntaxNode };

/** Where a window function such as `prev` stands; `used` says that rows must be numbered for it. */
export type Window = { used: boolean; rows: readonly Row[]; index: number };

export type Scope = {
  readonly query: Query;
  readonly columns: ReadonlyMap<string, { readonly index: number; readonly type: string }>;
  /** Where aggregates of a `summarize` are collected; absent where none may stand. */
  readonly aggregates: Aggregator[] | null;
  readonly window: Window | null;
  /** Runs a tabular expression, for `toscalar`. */
  readonly relation: (node: SyntaxNode) => Relation;
};

export function columnsByName(columns: readonly Column[]): Scope['columns'] {
  return new Map(columns.map(({ name, type }, index) => [name, { index, type }]));
}
