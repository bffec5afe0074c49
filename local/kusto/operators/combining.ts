/** `union` and `partition`. */
import { unsupported } from '../expression.ts';
import { compileScalar, field } from '../scalar.ts';
import { columnsByName, type Relation } from '../scope.ts';
import type { Column, SyntaxNode } from '../syntax.ts';
import { absent, keyOf, type Row, type Value } from '../value.ts';
import { list, parameter, refuseParameters, scopeOf, type Context, type Operator } from './define.ts';

/** The rows of several tables, one after the other; columns that one does not have are null there. */
export function union(node: SyntaxNode, input: Relation | null, context: Context): Relation {
  refuseParameters(node, context, ['kind', 'withsource']);
  const source = parameter(node, 'withsource');
  const named = list(node, 'Expressions').map((item) => ({
    name: item.text,
    relation: context.relation(item),
  }));
  const all = input === null ? named : [{ name: 'union_arg0', relation: input }, ...named];
  const parts = all.map(({ name, relation }) => ({
    relation,
    cells: node.columns.map((column) => cellOf(column, relation, column.name === source ? name : undefined)),
  }));
  if (!parts.every(({ relation }) => relation.columns.every((column) => isKept(column, node)))) {
    return unsupported(context.query.text, node, 'union of columns of one name and different types');
  }
  return {
    columns: node.columns,
    *rows() {
      for (const { relation, cells } of parts) {
        for (const row of relation.rows()) yield cells.map((cell) => cell(row));
      }
    },
  };
}

function cellOf(column: Column, relation: Relation, source: string | undefined): (row: Row) => Value {
  if (source !== undefined) return () => source;
  const place = columnsByName(relation.columns).get(column.name);
  const missing = absent(column.type);
  return place === undefined ? () => missing : (row) => row[place.index] ?? missing;
}

/** With `kind=inner` a column that not all have is left out; the same name with another type gets a new name. */
function isKept({ name, type }: Column, node: SyntaxNode): boolean {
  const kept = node.columns.find((column) => column.name === name);
  return kept === undefined ? parameter(node, 'kind') === 'inner' : kept.type === type;
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
