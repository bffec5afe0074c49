/** How tabular operators are written down. */
import { unsupported, type Expression } from '../expression.ts';
import { compileScalar, field } from '../scalar.ts';
import { columnsByName, type Query, type Relation, type Scope, type Window } from '../scope.ts';
import type { Column, SyntaxNode } from '../syntax.ts';
import type { Row } from '../value.ts';

/** One operator after a pipe: the table that comes in gives the one that goes out. */
export type Operator = (node: SyntaxNode, input: Relation, context: Context) => Relation;

export type Context = {
  readonly query: Query;
  /** Runs a tabular expression; in a subquery, what it reads when it names no table. */
  readonly relation: (node: SyntaxNode, implied?: Relation) => Relation;
};

export function scopeOf(input: Relation, context: Context, more: Partial<Scope> = {}): Scope {
  return {
    query: context.query,
    columns: columnsByName(input.columns),
    aggregates: null,
    window: null,
    relation: context.relation,
    ...more,
  };
}

/** The elements of a list that the grammar of the operator has. */
export function list(node: SyntaxNode, name: string): readonly SyntaxNode[] {
  return node.fields.get(name)?.items ?? [];
}

/** Hints change how the service runs an operator, never what comes out; parameters that do are not known. */
export function refuseParameters(node: SyntaxNode, context: Context): void {
  for (const parameter of list(node, 'Parameters')) {
    const name = field(parameter, 'Name').text;
    if (name.startsWith('hint.')) continue;
    unsupported(
      context.query.text,
      parameter,
      `the parameter ${name} of ${node.fields.values().next().value?.text}`,
    );
  }
}

/** An expression and the name it is given, or `''` where the binder made one up. */
export type Named = { readonly name: string; readonly expression: Expression };

export function compileNamed(node: SyntaxNode, scope: Scope): Named {
  if (node.kind === 'CompoundNamedExpression') {
    return unsupported(scope.query.text, node, 'several names for one expression');
  }
  const name = node.kind === 'SimpleNamedExpression' ? field(node, 'Name').text : '';
  return { name, expression: compileScalar(node, scope) };
}

/** Runs closures over rows that may look at the rows around: these are numbered only when one does. */
export function rowsWith(
  input: Relation,
  window: Window,
  each: (row: Row) => Row | null,
): () => Iterable<Row> {
  return function* rows() {
    window.rows = window.used ? [...input.rows()] : [];
    window.index = 0;
    for (const row of window.used ? window.rows : input.rows()) {
      const made = each(row);
      window.index += 1;
      if (made !== null) yield made;
    }
  };
}

export function freshWindow(): Window {
  return { used: false, rows: [], index: 0 };
}

/** Where each of the columns stands in the input, for operators that only choose and reorder. */
export function chosen(columns: readonly Column[], input: Relation): Relation {
  const places = columnsByName(input.columns);
  const indexes = columns.map(({ name }) => places.get(name)?.index ?? -1);
  return {
    columns,
    *rows() {
      for (const row of input.rows()) yield indexes.map((index) => row[index] ?? null);
    },
  };
}
