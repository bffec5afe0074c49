/** Operators that work row by row: `where`, `extend`, `project` and their kin. */
import { textOf, unsupported } from '../expression.ts';
import { compileScalar, field } from '../scalar.ts';
import { columnsByName } from '../scope.ts';
import {
  chosen,
  compileNamed,
  freshWindow,
  list,
  refuseParameters,
  rowsWith,
  scopeOf,
  type Operator,
} from './define.ts';

/** Null counts as false: https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/null-values. */
const where: Operator = (node, input, context) => {
  refuseParameters(node, context);
  const window = freshWindow();
  const { evaluate } = compileScalar(field(node, 'Condition'), scopeOf(input, context, { window }));
  return {
    columns: input.columns,
    rows: rowsWith(input, window, (row) => (evaluate(row) === true ? row : null)),
  };
};

/** New columns go where the binder puts them; all expressions see the columns that come in. */
const extend: Operator = (node, input, context) => {
  const window = freshWindow();
  const scope = scopeOf(input, context, { window });
  const named = list(node, 'Expressions').map((item) => compileNamed(item, scope));
  const before = columnsByName(input.columns);
  const madeUp = node.columns.map(({ name }) => name).filter((name) => isMadeUp(name, before, named));
  const made = new Map(
    named.map(({ name, expression }) => [name || (madeUp.shift() ?? ''), expression.evaluate]),
  );
  const places = node.columns.map(({ name }) => before.get(name)?.index ?? -1);
  const cells = node.columns.flatMap(({ name }, index) => {
    const evaluate = made.get(name);
    return evaluate === undefined ? [] : [{ index, evaluate }];
  });
  // Usually the new columns stand behind the old ones, whose cells can then be copied as they are.
  const isBehind = input.columns.every((_, index) => places[index] === index);
  return {
    columns: node.columns,
    rows: rowsWith(input, window, (row) => {
      const extended = isBehind ? row.slice() : places.map((place) => row[place] ?? null);
      for (const { index, evaluate } of cells) extended[index] = evaluate(row);
      return extended;
    }),
  };
};

function isMadeUp(
  name: string,
  before: ReturnType<typeof columnsByName>,
  named: readonly { name: string }[],
): boolean {
  return !before.has(name) && named.every((item) => item.name !== name);
}

const project: Operator = (node, input, context) => {
  const window = freshWindow();
  const scope = scopeOf(input, context, { window });
  const cells = list(node, 'Expressions').map((item) => compileNamed(item, scope).expression.evaluate);
  if (cells.length !== node.columns.length) {
    return unsupported(context.query.text, node, 'an expression that gives several columns');
  }
  return { columns: node.columns, rows: rowsWith(input, window, (row) => cells.map((cell) => cell(row))) };
};

/** `project-away`, `project-keep` and `project-reorder`: the binder has resolved wildcards and order. */
const choose: Operator = (node, input) => chosen(node.columns, input);

/** Columns keep their places. */
const rename: Operator = (node, input) => ({ columns: node.columns, rows: input.rows });

const distinct: Operator = (node, input, context) => {
  refuseParameters(node, context);
  const expressions = list(node, 'Expressions');
  const star = expressions.length === 1 && expressions[0]?.kind === 'StarExpression';
  const scope = scopeOf(input, context);
  const cells = star ? null : expressions.map((item) => compileNamed(item, scope).expression.evaluate);
  return {
    columns: node.columns,
    *rows() {
      const seen = new Set<string>();
      for (const row of input.rows()) {
        const values = cells === null ? row : cells.map((cell) => cell(row));
        const key = JSON.stringify(values.map((value) => [typeof value, textOf(value, 'dynamic')]));
        if (seen.has(key)) continue;
        seen.add(key);
        yield values;
      }
    },
  };
};

/** The rows as they come: the service promises no order without `sort`. */
const take: Operator = (node, input, context) => {
  const most = Number(compileScalar(field(node, 'Expression'), scopeOf(input, context)).evaluate([]));
  return {
    columns: input.columns,
    *rows() {
      let left = most;
      if (left <= 0) return;
      for (const row of input.rows()) {
        yield row;
        left -= 1;
        if (left <= 0) return;
      }
    },
  };
};

const count: Operator = (node, input) => ({
  columns: node.columns,
  *rows() {
    let rows = 0n;
    for (const _ of input.rows()) rows += 1n;
    yield [rows];
  },
});

/** Says that the order of rows counts; with expressions it is `extend`. */
const serialize: Operator = (node, input, context) => {
  return list(node, 'Expressions').length === 0 ? input : extend(node, input, context);
};

export const rowOperators: Readonly<Record<string, Operator>> = {
  FilterOperator: where,
  ExtendOperator: extend,
  ProjectOperator: project,
  ProjectAwayOperator: choose,
  ProjectKeepOperator: choose,
  ProjectReorderOperator: choose,
  ProjectRenameOperator: rename,
  DistinctOperator: distinct,
  TakeOperator: take,
  CountOperator: count,
  SerializeOperator: serialize,
};
