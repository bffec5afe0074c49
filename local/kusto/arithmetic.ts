/** `+ - * / %` with the type rules of https://learn.microsoft.com/en-us/kusto/query/numerical-operators. */
import type { Call, Evaluate, Expression } from './expression.ts';
import { modulo } from './time.ts';
import { long, longOfReal, type Value } from './value.ts';

type Operation = (left: Value, right: Value) => Value;

/** Compiles one arithmetic operator; null on either side gives null. */
export function arithmetic(operator: string, left: Expression, right: Expression, call: Call): Evaluate {
  const operation = operationFor(operator, left.type, right.type);
  if (operation === undefined) {
    const types = `'${left.type}' and '${right.type}'`;
    return call.semanticError(
      `Arithmetic expression cannot be carried-out between ${types}: operator '${operator}'`,
    );
  }
  return (row) => {
    const a = left.evaluate(row);
    const b = right.evaluate(row);
    return a === null || b === null ? null : operation(a, b);
  };
}

function operationFor(operator: string, left: string, right: string): Operation | undefined {
  if (isWhole(left) && isWhole(right)) return onLongs[operator];
  if (isNumber(left) && isNumber(right)) return onReals[operator];
  if (isTime(left) && isTime(right)) return onTimes[operator];
  if (left === 'timespan' && isNumber(right)) return scaling[operator];
  if (isNumber(left) && right === 'timespan' && operator === '*') return (a, b) => scale(b, a);
  return undefined;
}

const isWhole = (type: string): boolean => type === 'int' || type === 'long';
const isNumber = (type: string): boolean => isWhole(type) || type === 'real';
const isTime = (type: string): boolean => type === 'datetime' || type === 'timespan';

const onLongs: Readonly<Record<string, Operation>> = {
  '+': onBigints((a, b) => long(a + b)),
  '-': onBigints((a, b) => long(a - b)),
  '*': onBigints((a, b) => long(a * b)),
  '/': onBigints((a, b) => (b === 0n ? null : long(a / b))),
  '%': onBigints((a, b) => (b === 0n ? null : modulo(a, b))),
};

const onReals: Readonly<Record<string, Operation>> = {
  '+': (a, b) => Number(a) + Number(b),
  '-': (a, b) => Number(a) - Number(b),
  '*': (a, b) => Number(a) * Number(b),
  '/': (a, b) => Number(a) / Number(b),
  '%': (a, b) => realModulo(Number(a), Number(b)),
};

const onTimes: Readonly<Record<string, Operation>> = {
  '+': onBigints((a, b) => a + b),
  '-': onBigints((a, b) => a - b),
  // How often one span goes into the other is a real.
  '/': (a, b) => Number(a) / Number(b),
  '%': onBigints((a, b) => (b === 0n ? null : modulo(a, b))),
};

const scaling: Readonly<Record<string, Operation>> = {
  '*': scale,
  '/': (a, b) =>
    typeof b === 'bigint' ? (b === 0n ? null : asBigint(a) / b) : longOfReal(Number(a) / Number(b)),
};

function scale(span: Value, by: Value): Value {
  return typeof by === 'bigint' ? asBigint(span) * by : longOfReal(Number(span) * Number(by));
}

function onBigints(operation: (a: bigint, b: bigint) => bigint | null): Operation {
  return (a, b) => operation(asBigint(a), asBigint(b));
}

/** The static types say that it is one; the check only convinces the compiler. */
function asBigint(value: Value): bigint {
  return typeof value === 'bigint' ? value : BigInt(Number(value));
}

/** "A small non-negative number", says the page above. */
function realModulo(value: number, by: number): number {
  const size = Math.abs(by);
  return ((value % size) + size) % size;
}
