/** `summarize`: rows in groups, and what the aggregates make of each. */
import { aggregateFor } from '../aggregates/index.ts';
import type { Accumulator, Aggregator } from '../aggregates/aggregator.ts';
import { callOf, unsupported, type Evaluate, type Expression } from '../expression.ts';
import { compileScalar, field } from '../scalar.ts';
import type { Relation, Scope } from '../scope.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isArray, type Row, type Value } from '../value.ts';
import { list, refuseParameters, scopeOf, type Operator } from './define.ts';

export const summarize: Operator = (node, input, context) => {
  refuseParameters(node, context);
  const scope = scopeOf(input, context);
  const byClause = node.fields.get('ByClause');
  const keys = (byClause === undefined ? [] : list(byClause, 'Expressions')).map(
    (item) => compileScalar(item, scope).evaluate,
  );
  const aggregators: Aggregator[] = [];
  const cells = list(node, 'Aggregates').flatMap((item) =>
    cellsOf(item, { ...scope, aggregates: aggregators }),
  );
  if (keys.length + cells.length !== node.columns.length) {
    return unsupported(context.query.text, node, 'an aggregate that gives several columns');
  }
  return {
    columns: node.columns,
    *rows() {
      const groups = grouped(input, keys, aggregators);
      // Without rows there is no group, yet without `by` there is one row all the same.
      if (groups.length === 0 && byClause === undefined)
        groups.push({ keys: [], accumulators: aggregators.map((make) => make()) });
      for (const group of groups) {
        const results = group.accumulators.map((accumulator) => accumulator.result());
        yield [...group.keys, ...cells.map((cell) => cell(results))];
      }
    },
  };
};

/** One closure over the results for each column of one aggregate expression. */
function cellsOf(node: SyntaxNode, scope: Scope): Evaluate[] {
  const expression = node.kind.endsWith('NamedExpression') ? field(node, 'Expression') : node;
  const names = expression.columns;
  if (names.length === 0) return [compileScalar(expression, scope).evaluate];
  if (node.kind === 'SimpleNamedExpression' || scope.aggregates === null) {
    return unsupported(scope.query.text, node, 'one name for several columns');
  }
  const slot = scope.aggregates.push(severalColumns(expression, scope)) - 1;
  return names.map((_, index) => (results) => valueAt(results[slot] ?? null, index));
}

function valueAt(values: Value, index: number): Value {
  return isArray(values) ? (values[index] ?? null) : values;
}

/** `arg_max(x, *)` and the like: the star stands for the columns that the binder lists after the first. */
function severalColumns(node: SyntaxNode, scope: Scope): Aggregator {
  const name = node.fields.get('Name')?.text ?? node.kind;
  const call = callOf(scope.query.text, node, name, scope.query.now);
  const build = aggregateFor(name);
  if (build === undefined) return call.unsupported(`the aggregate ${name}()`);
  const inner = { ...scope, aggregates: null };
  const items = field(field(node, 'ArgumentList'), 'Expressions').items;
  const star = items.findIndex((item) => item.kind === 'StarExpression');
  if (star < 0)
    return build(
      items.map((item) => compileScalar(item, inner)),
      call,
    );
  if (star !== 1 || items.length !== 2) return call.unsupported(`${name}() with a star in this place`);
  const [ranked] = items;
  const first = ranked === undefined ? [] : [compileScalar(ranked, inner)];
  return build(
    [...first, ...node.columns.slice(1).map((column) => columnExpression(node, column.name, inner))],
    call,
  );
}

function columnExpression(node: SyntaxNode, name: string, scope: Scope): Expression {
  const column = scope.columns.get(name);
  if (column === undefined) return unsupported(scope.query.text, node, `the column ${name} of a star`);
  return { type: column.type, evaluate: (row) => row[column.index] ?? null, constant: null, node };
}

type Group = { readonly keys: Row; readonly accumulators: readonly Accumulator[] };
type Level = Map<Value, Level | Group>;

/** Groups in the order of their first row. Keys of one row lead through nested maps, which costs no text per row. */
function grouped(input: Relation, keys: readonly Evaluate[], aggregators: readonly Aggregator[]): Group[] {
  const groups: Group[] = [];
  const root: Level = new Map();
  for (const row of input.rows()) {
    const values = keys.map((key) => key(row));
    const group = groupFor(root, values, () => {
      const made = { keys: values, accumulators: aggregators.map((make) => make()) };
      groups.push(made);
      return made;
    });
    for (const accumulator of group.accumulators) accumulator.add(row);
  }
  return groups;
}

function groupFor(root: Level, keys: Row, make: () => Group): Group {
  let level = root;
  for (let index = 0; index < keys.length - 1; index += 1) {
    const key = keys[index] ?? null;
    const next = level.get(key);
    if (next instanceof Map) {
      level = next;
    } else {
      const added: Level = new Map();
      level.set(key, added);
      level = added;
    }
  }
  const last = keys.at(-1) ?? null;
  const known = level.get(last);
  if (known !== undefined && !(known instanceof Map)) return known;
  const made = make();
  level.set(last, made);
  return made;
}
