/** A compiled scalar expression: the tree is walked once, rows only run closures. */
import { KustoError, placeOf, UnsupportedQueryError } from './errors.ts';
import type { SyntaxNode } from './syntax.ts';
import { jsonOf, type Row, type Value } from './value.ts';
import { formatDatetime, formatTimespan } from './time.ts';

export type Evaluate = (row: Row) => Value;

export type Expression = {
  readonly type: string;
  readonly evaluate: Evaluate;
  /** The value, when it is the same for every row. */
  readonly constant: { readonly value: Value } | null;
  readonly node: SyntaxNode;
};

/** What a function or an aggregate may know of the call it is compiled for. */
export type Call = {
  readonly name: string;
  /** The type that the binder gives the result. */
  readonly type: string;
  /** `now()` of the query, in ticks. */
  readonly now: bigint;
  readonly unsupported: (what: string) => never;
  readonly semanticError: (message: string) => never;
};

export function callOf(text: string, node: SyntaxNode, name: string, now: bigint): Call {
  return {
    name,
    type: node.type,
    now,
    unsupported: (what) => unsupported(text, node, what),
    semanticError: (message) => {
      throw new KustoError('SemanticError', 'SEM0001', message, placeOf(text, node.start));
    },
  };
}

export function unsupported(text: string, node: SyntaxNode, what: string): never {
  throw new UnsupportedQueryError(what, placeOf(text, node.start));
}

export function constantOf(expression: Expression | undefined, call: Call): Value {
  if (expression?.constant) return expression.constant.value;
  return call.unsupported(`${call.name}() with an argument that is not a constant`);
}

/** What `tostring` makes of a value of this static type; null is the empty string. */
export function textOf(value: Value, type: string): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'bigint' && type === 'datetime') return formatDatetime(value);
  if (typeof value === 'bigint' && type === 'timespan') return formatTimespan(value);
  if (typeof value === 'number' && type === 'real') return realText(value);
  return typeof value === 'object' ? jsonOf(value) : String(value);
}

/** A real is told from a long by its point. */
function realText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value);
}

/** The text of an argument, for functions that read strings. */
export function textArgument(argument: Expression): (row: Row) => string {
  const { evaluate, type } = argument;
  return (row) => {
    const value = evaluate(row);
    return typeof value === 'string' ? value : textOf(value, type);
  };
}

/** The form a value takes inside a dynamic: JSON has no datetime and no timespan. */
export function toDynamic(value: Value, type: string): Value {
  return type === 'datetime' || type === 'timespan' ? (value === null ? null : textOf(value, type)) : value;
}

/** Brings a value to the type of the branch or column it goes to. */
export function fit(expression: Expression, type: string): Evaluate {
  const { evaluate, type: from } = expression;
  if (from === type) return evaluate;
  if (type === 'real') {
    return (row) => {
      const value = evaluate(row);
      return typeof value === 'bigint' ? Number(value) : value;
    };
  }
  if (type === 'dynamic') return (row) => toDynamic(evaluate(row), from);
  if (type === 'string') return textArgument(expression);
  return evaluate;
}
