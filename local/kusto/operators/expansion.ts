/** `mv-expand`: one row for each element of an array or bag. */
import { unsupported, type Evaluate } from '../expression.ts';
import { compileScalar, field } from '../scalar.ts';
import { columnsByName, type Scope } from '../scope.ts';
import type { SyntaxNode } from '../syntax.ts';
import { parseDatetime } from '../time.ts';
import { isArray, isBag, type Value } from '../value.ts';
import { list, refuseParameters, scopeOf, type Operator } from './define.ts';

type Convert = (value: Value) => Value;
type Expansion = { readonly name: string; readonly evaluate: Evaluate; readonly convert: Convert };

/** An empty array gives no row, null gives one: https://learn.microsoft.com/en-us/kusto/query/mv-expand-operator. */
export const mvExpand: Operator = (node, input, context) => {
  refuseParameters(node, context);
  const scope = scopeOf(input, context);
  const expansions = list(node, 'Expressions').map((item) => expansionOf(item, scope));
  const limit = node.fields.get('RowLimitClause');
  const most =
    limit === undefined ? Infinity : Number(compileScalar(field(limit, 'RowLimit'), scope).evaluate([]));
  const before = columnsByName(input.columns);
  const places = node.columns.map(({ name }) => ({
    expansion: expansions.findIndex((expansion) => expansion.name === name),
    index: before.get(name)?.index ?? -1,
  }));
  return {
    columns: node.columns,
    *rows() {
      for (const row of input.rows()) {
        const lists = expansions.map(({ evaluate }) => elements(evaluate(row)));
        const length = Math.min(most, Math.max(...lists.map((values) => values.length)));
        for (let at = 0; at < length; at += 1) {
          const made = expansions.map(({ convert }, index) => convert(lists[index]?.[at] ?? null));
          yield places.map(({ expansion, index }) => (expansion >= 0 ? made[expansion] : row[index]) ?? null);
        }
      }
    },
  };
};

function expansionOf(node: SyntaxNode, scope: Scope): Expansion {
  const item = node.kind === 'MvExpandExpression' ? field(node, 'Expression') : node;
  const inner = item.kind === 'SimpleNamedExpression' ? field(item, 'Expression') : item;
  const name = item.kind === 'SimpleNamedExpression' ? field(item, 'Name').text : inner.text;
  if (name === '') return unsupported(scope.query.text, node, 'mv-expand of an expression without a name');
  const type = node.fields.get('ToTypeOf')?.fields.get('TypeOf')?.refersTo ?? 'dynamic';
  const convert = conforming[type];
  if (convert === undefined) return unsupported(scope.query.text, node, `mv-expand to typeof(${type})`);
  return { name, evaluate: compileScalar(inner, scope).evaluate, convert };
}

/** Elements of another type are not converted, says the page above: they become null, or the empty string. */
const conforming: Readonly<Record<string, Convert>> = {
  dynamic: (value) => value,
  string: (value) => (typeof value === 'string' ? value : ''),
  long: (value) => (typeof value === 'bigint' || Number.isInteger(value) ? BigInt(Number(value)) : null),
  real: (value) => (typeof value === 'bigint' || typeof value === 'number' ? Number(value) : null),
  bool: (value) => (typeof value === 'boolean' ? value : null),
  // A dynamic keeps a datetime as its text.
  datetime: (value) => (typeof value === 'string' ? parseDatetime(value) : null),
};

/** Each property of a bag becomes a bag of its own; anything else stays as it is, once. */
function elements(value: Value): readonly Value[] {
  if (isArray(value)) return value;
  if (isBag(value)) return Object.entries(value).map(([name, member]) => ({ [name]: member }));
  return [value];
}
