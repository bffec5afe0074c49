/**
 * Runs KQL on tables in memory: the tree of the official language service, executed.
 *
 * It knows the operators and functions listed in `operators/`, `functions/` and `aggregates/`, and throws an
 * `UnsupportedQueryError` that names whatever else a query uses, with its place.
 */
import { refuseFaulty } from './errors.ts';
import { unsupported } from './expression.ts';
import { parseAndBind } from './language-service.ts';
import { scanned, type Table } from './scan.ts';
import { compileScalar, field } from './scalar.ts';
import type { LetValue, Query, Relation } from './scope.ts';
import { operators } from './operators/index.ts';
import { scopeOf, type Context } from './operators/define.ts';
import { datatable, print, range } from './operators/sources.ts';
import { union } from './operators/combining.ts';
import type { SyntaxNode } from './syntax.ts';
import { ticksOfDate } from './time.ts';
import { plainCell, type QueryResult } from './wire.ts';

/** Runs one query; faulty ones throw a `KustoError` as the service would refuse them. */
export function runQuery(text: string, tables: readonly Table[], now: Date): QueryResult {
  const bound = parseAndBind(text, tables);
  refuseFaulty(bound);
  const query: Query = {
    text,
    now: ticksOfDate(now),
    lets: new Map<string, LetValue>(),
    table: scanned(tables, bound),
  };
  const context: Context = { query, relation: (node, implied) => relationOf(node, context, implied) };
  const { columns, rows } = statements(bound.tree, context);
  const cells = columns.map(({ type }) => plainCell(type));
  return { columns, rows: Array.from(rows(), (row) => cells.map((cell, index) => cell(row[index] ?? null))) };
}

/** `let` statements first, and the one expression that is the answer. */
function statements(tree: SyntaxNode, context: Context): Relation {
  let result: Relation | undefined;
  for (const statement of field(tree, 'Statements').items) {
    if (statement.kind === 'LetStatement') declare(statement, context);
    else if (statement.kind === 'ExpressionStatement' && result === undefined) {
      result = relationOf(field(statement, 'Expression'), context);
    } else unsupported(context.query.text, statement, `${statement.kind} in this place`);
  }
  return result ?? unsupported(context.query.text, tree, 'a query without a tabular expression');
}

function declare(statement: SyntaxNode, context: Context): void {
  const value = field(statement, 'Expression');
  if (value.kind === 'FunctionDeclaration') unsupported(context.query.text, value, 'functions made by let');
  const nothing: Relation = { columns: [], rows: () => [] };
  const declared = isTabular(value)
    ? { tabular: value }
    : { scalar: compileScalar(value, scopeOf(nothing, context)) };
  context.query.lets.set(field(statement, 'Name').text, declared);
}

function isTabular(node: SyntaxNode): boolean {
  return node.columns.length > 0;
}

/** A table, or a pipe of operators; `implied` is what a subquery reads without naming it. */
function relationOf(node: SyntaxNode, context: Context, implied?: Relation): Relation {
  const { text } = context.query;
  switch (node.kind) {
    case 'PipeExpression': {
      const input = relationOf(field(node, 'Expression'), context, implied);
      return piped(field(node, 'Operator'), input, context);
    }
    case 'ParenthesizedExpression':
      return relationOf(field(node, 'Expression'), context, implied);
    case 'NameReference':
      return tableOf(node, context);
    case 'DataTableExpression':
      return datatable(node, context);
    case 'PrintOperator':
      return print(node, context);
    case 'RangeOperator':
      return range(node, context);
    case 'UnionOperator':
      return union(node, implied ?? null, context);
    default:
      if (implied !== undefined) return piped(node, implied, context);
      return unsupported(text, node, `${node.kind} ("${text.slice(node.start, node.end)}")`);
  }
}

function piped(node: SyntaxNode, input: Relation, context: Context): Relation {
  const operator = operators.get(node.kind);
  if (operator !== undefined) return operator(node, input, context);
  const [keyword] = node.fields.values();
  return unsupported(context.query.text, node, `the operator ${keyword?.text ?? node.kind}`);
}

function tableOf(node: SyntaxNode, context: Context): Relation {
  const value = context.query.lets.get(node.text);
  if (value !== undefined && 'tabular' in value) return relationOf(value.tabular, context);
  return context.query.table(node.text) ?? unsupported(context.query.text, node, `the table ${node.text}`);
}
