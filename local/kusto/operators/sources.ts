/** Tables that a query makes itself: `print`, `range` and `datatable`. */
import { unsupported } from '../expression.ts';
import { compileScalar, field } from '../scalar.ts';
import type { Relation } from '../scope.ts';
import type { SyntaxNode } from '../syntax.ts';
import { compareValues, type Row, type Value } from '../value.ts';
import { list, scopeOf, type Context } from './define.ts';

const nothing: Relation = { columns: [], rows: () => [[]] };

export function print(node: SyntaxNode, context: Context): Relation {
  const scope = scopeOf(nothing, context);
  const cells = list(node, 'Expressions').map((item) => compileScalar(item, scope).evaluate);
  return { columns: node.columns, rows: () => [cells.map((cell) => cell([]))] };
}

export function range(node: SyntaxNode, context: Context): Relation {
  const scope = scopeOf(nothing, context);
  const value = (name: string): Value => compileScalar(field(node, name), scope).evaluate([]);
  const [from, to, step] = [value('From'), value('To'), value('Step')];
  if (from === null || to === null || typeof step !== 'bigint' || step <= 0n) {
    return unsupported(context.query.text, node, 'range with such a step');
  }
  return {
    columns: node.columns,
    *rows() {
      for (let at = from; typeof at === 'bigint' && compareValues(at, to) <= 0; at += step) yield [at];
    },
  };
}

export function datatable(node: SyntaxNode, context: Context): Relation {
  const scope = scopeOf(nothing, context);
  const values = list(node, 'Values').map((item) => compileScalar(item, scope).evaluate([]));
  const width = node.columns.length;
  const rows: Row[] = [];
  for (let at = 0; at < values.length; at += width) rows.push(values.slice(at, at + width));
  return { columns: node.columns, rows: () => rows };
}
