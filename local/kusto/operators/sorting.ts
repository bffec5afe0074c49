/** `sort` and `top`. */
import type { Evaluate } from '../expression.ts';
import { compileScalar, field } from '../scalar.ts';
import type { Scope } from '../scope.ts';
import type { SyntaxNode } from '../syntax.ts';
import { compareValues, type Row, type Value } from '../value.ts';
import { callOf } from '../expression.ts';
import { list, refuseParameters, scopeOf, type Operator } from './define.ts';

type Order = { readonly evaluate: Evaluate; readonly descending: boolean; readonly nullsFirst: boolean };

const sort: Operator = (node, input, context) => {
  refuseParameters(node, context);
  const scope = scopeOf(input, context);
  const orders = list(node, 'Expressions').map((item) => orderOf(item, scope));
  return { columns: input.columns, rows: () => sorted(input.rows(), orders) };
};

/** Among equal rows the first ones stay; the service promises nothing about them. */
const top: Operator = (node, input, context) => {
  refuseParameters(node, context);
  const scope = scopeOf(input, context);
  const orders = [orderOf(field(node, 'ByExpression'), scope)];
  const most = Number(compileScalar(field(node, 'Expression'), scope).evaluate([]));
  return { columns: input.columns, rows: () => sorted(input.rows(), orders).slice(0, most) };
};

/** Descending unless said otherwise; nulls come last when descending and first when ascending. */
function orderOf(node: SyntaxNode, scope: Scope): Order {
  const ordering = node.kind === 'OrderedExpression' ? node.fields.get('Ordering') : undefined;
  const expression = compileScalar(
    node.kind === 'OrderedExpression' ? field(node, 'Expression') : node,
    scope,
  );
  if (expression.type === 'dynamic') {
    const call = callOf(scope.query.text, node, 'sort', scope.query.now);
    call.semanticError("order operator: key can't be of dynamic type");
  }
  const descending = ordering?.fields.get('AscOrDescKeyword')?.text !== 'asc';
  const nulls = ordering?.fields.get('NullsClause')?.fields.get('FirstOrLastKeyword')?.text;
  return {
    evaluate: expression.evaluate,
    descending,
    nullsFirst: nulls === undefined ? !descending : nulls === 'first',
  };
}

function sorted(rows: Iterable<Row>, orders: readonly Order[]): Row[] {
  const keyed = Array.from(rows, (row) => ({ row, keys: orders.map(({ evaluate }) => evaluate(row)) }));
  keyed.sort((a, b) => {
    for (const [index, order] of orders.entries()) {
      const difference = compareKeys(a.keys[index] ?? null, b.keys[index] ?? null, order);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

/** Nulls at one end, NaN next to them: https://learn.microsoft.com/en-us/kusto/query/sort-operator. */
function compareKeys(a: Value, b: Value, { descending, nullsFirst }: Order): number {
  const [oddA, oddB] = [oddity(a), oddity(b)];
  if (oddA > 0 || oddB > 0) return nullsFirst ? oddB - oddA : oddA - oddB;
  return descending ? compareValues(b, a) : compareValues(a, b);
}

function oddity(value: Value): number {
  if (value === null) return 2;
  return Number.isNaN(value) ? 1 : 0;
}

export const sortOperators: Readonly<Record<string, Operator>> = { SortOperator: sort, TopOperator: top };
