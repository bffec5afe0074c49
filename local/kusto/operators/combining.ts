/** `union` and `partition`. */
import { unsupported } from '../expression.ts';
import { compileScalar, field } from '../scalar.ts';
import type { Relation } from '../scope.ts';
import type { Column, SyntaxNode } from '../syntax.ts';
import { keyOf, type Row } from '../value.ts';
import { chosen, list, refuseParameters, scopeOf, type Context, type Operator } from './define.ts';

/**
 * The rows of several subqueries in parentheses, one after the other, all with the same columns. What the service would
 * fill in or rename where columns differ is left to it.
 */
export function union(node: SyntaxNode, input: Relation | null, context: Context): Relation {
  const { text } = context.query;
  refuseParameters(node, context);
  if (input !== null) return unsupported(text, node, 'union after a pipe');
  const parts = list(node, 'Expressions').map((part) => {
    if (part.kind !== 'ParenthesizedExpression') return unsupported(text, part, 'union without ( … )');
    const relation = context.relation(part);
    if (!sameColumns(relation.columns, node.columns)) {
      return unsupported(text, part, 'union of subqueries with different columns');
    }
    return chosen(node.columns, relation);
  });
  return {
    columns: node.columns,
    *rows() {
      for (const part of parts) yield* part.rows();
    },
  };
}

/** In any order. Columns of one name and different types have another name in the union. */
function sameColumns(part: readonly Column[], all: readonly Column[]): boolean {
  return (
    part.length === all.length &&
    part.every(({ name, type }) => all.some((column) => column.name === name && column.type === type))
  );
}

/** Runs the subquery once for the rows of each value. */
export const partition: Operator = (node, input, context) => {
  refuseParameters(node, context);
  const operand = field(node, 'Operand');
  if (operand.kind !== 'PartitionSubquery')
    return unsupported(context.query.text, operand, 'partition without ( … )');
  const key = compileScalar(field(node, 'ByExpression'), scopeOf(input, context)).evaluate;
  let part: readonly Row[] = [];
  const result = context.relation(field(operand, 'Subquery'), { columns: input.columns, rows: () => part });
  return {
    columns: result.columns,
    *rows() {
      const parts = Map.groupBy(input.rows(), (row) => keyOf(key(row)));
      for (const rows of parts.values()) {
        part = rows;
        yield* result.rows();
      }
    },
  };
};
