/** `tostring`, `tolong` and the other casts: what cannot be read gives null. */
import { textArgument, toDynamic, type Evaluate, type Expression } from '../expression.ts';
import { parseDatetime, parseTimespan } from '../time.ts';
import { long, longOfReal, type Bag, type Value } from '../value.ts';
import { argumentAt, ofOne, type ScalarFunction } from './define.ts';

/** Casts a value to a type as the function `to…` does; `typeof(…)` arguments use it too. */
export function cast(expression: Expression, type: string): Evaluate | undefined {
  if (type === 'string') return textArgument(expression);
  const convert = casts[type];
  if (convert === undefined) return undefined;
  const { evaluate, type: from } = expression;
  return (row) => {
    const value = evaluate(row);
    return value === null ? null : convert(value, from);
  };
}

const casts: Readonly<Record<string, (value: NonNullable<Value>, from: string) => Value>> = {
  long: toLong,
  int: (value) => {
    const whole = toLong(value);
    return whole === null || BigInt.asIntN(32, whole) !== whole ? null : whole;
  },
  real: toReal,
  bool: toBool,
  datetime: (value, from) =>
    from === 'datetime' ? value : typeof value === 'string' ? parseDatetime(value) : null,
  timespan: (value, from) =>
    from === 'timespan' ? value : typeof value === 'string' ? parseTimespan(value) : null,
  dynamic: toDynamic,
};

function toLong(value: Value): bigint | null {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return longOfReal(value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+|0x[\da-f]+)\s*$/i.test(value)) return null;
  const parsed = BigInt(value.trim().replace(/^\+/, ''));
  return long(parsed) === parsed ? parsed : null;
}

function toReal(value: Value): number | null {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string' || value.trim() === '') return null;
  const parsed = Number(value);
  return Number.isNaN(parsed) && value.trim().toLowerCase() !== 'nan' ? null : parsed;
}

function toBool(value: Value): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value) !== 0;
  if (typeof value !== 'string') return null;
  const text = value.trim().toLowerCase();
  if (['true', '1'].includes(text)) return true;
  return ['false', '0'].includes(text) ? false : null;
}

/** Text that is no JSON becomes a dynamic string: https://learn.microsoft.com/en-us/kusto/query/parse-json-function. */
function parseJson(value: NonNullable<Value>, type: string): Value {
  if (typeof value !== 'string' || type !== 'string') return toDynamic(value, type);
  const known = parsed.get(value);
  if (known !== undefined) return known;
  const result = parsedJson(value);
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(value, result);
  return result;
}

// Every query of a table that has events as text reads the same texts again.
const parsed = new Map<string, Value>();
const mostParsed = 5_000;

function parsedJson(text: string): Value {
  if (text.trim() === '') return null;
  try {
    return jsonValue(text);
  } catch {
    return text;
  }
}

/** Longs that a double cannot hold keep their digits; looking for them first keeps everything else fast. */
function jsonValue(text: string): Value {
  // What JSON.parse returns is made of the very types that a dynamic is made of.
  if (!/\d{16}/.test(text)) return JSON.parse(text) as Value;
  return JSON.parse(text, exactNumber) as Value;
}

function exactNumber(this: Bag, _name: string, value: Value, context?: { readonly source?: string }): Value {
  const source = context?.source;
  return typeof value === 'number' && source !== undefined && /^-?\d{16,19}$/.test(source)
    ? BigInt(source)
    : value;
}

const toType = (type: string): ScalarFunction => {
  return (args, call) => cast(argumentAt(args, 0, call), type) ?? call.unsupported(`${call.name}()`);
};

export const conversions: Readonly<Record<string, ScalarFunction>> = {
  tostring: toType('string'),
  tolong: toType('long'),
  toint: toType('int'),
  todouble: toType('real'),
  toreal: toType('real'),
  tobool: toType('bool'),
  toboolean: toType('bool'),
  todatetime: toType('datetime'),
  totimespan: toType('timespan'),
  parse_json: ofOne(parseJson),
  todynamic: ofOne(parseJson),
};
