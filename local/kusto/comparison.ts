/** `== != < <= > >= in between` and their case-insensitive forms. */
import { textArgument, textOf, type Call, type Evaluate, type Expression } from './expression.ts';
import { compareValues, isArray, type Row, type Value } from './value.ts';

const families: Readonly<Record<string, string>> = { int: 'number', long: 'number', real: 'number' };
const family = (type: string): string => families[type] ?? type;

/** Compiles `==`, `!=` and the four orders. */
export function comparison(operator: string, left: Expression, right: Expression, call: Call): Evaluate {
  mustCompare(left, right, call);
  const holds = relations[operator];
  if (holds === undefined) return call.unsupported(`the operator '${operator}'`);
  const onNulls = operator === '==' || operator === '!=' ? equalityOfNulls(operator) : () => null;
  return (row) => {
    const a = left.evaluate(row);
    const b = right.evaluate(row);
    if (a === null || b === null) return onNulls(a, b);
    const order = orderOf(a, b);
    // A dynamic may hold another type than it is compared with: not equal, and in no order.
    if (order === undefined) return operator === '==' ? false : operator === '!=' ? true : null;
    return holds(order);
  };
}

const relations: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Two nulls give null, one gives inequality: https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/null-values. */
function equalityOfNulls(operator: string): (a: Value, b: Value) => Value {
  return (a, b) => (a === null && b === null ? null : operator === '!=');
}

/** Types that the service does not compare without a cast. */
function mustCompare(left: Expression, right: Expression, call: Call): void {
  const [a, b] = [family(left.type), family(right.type)];
  if (a === b ? a !== 'dynamic' : a === 'dynamic' || b === 'dynamic') return;
  call.semanticError(
    `Cannot compare values of types ${left.type} and ${right.type}. Try adding explicit casts`,
  );
}

function orderOf(a: Value, b: Value): number | undefined {
  const comparable = kindOf(a) === kindOf(b) && typeof a !== 'object';
  if (!comparable) return undefined;
  // NaN equals nothing, not even itself.
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  return compareValues(a, b);
}

const kindOf = (value: Value): string => (typeof value === 'bigint' ? 'number' : typeof value);

/** Compiles `=~` and `!~`. */
export function equalityWithoutCase(operator: string, left: Expression, right: Expression): Evaluate {
  const [a, b] = [lowerText(left), lowerText(right)];
  const wanted = operator === '=~';
  return (row) => (a(row) === b(row)) === wanted;
}

function lowerText(expression: Expression): (row: Row) => string {
  const text = textArgument(expression);
  return (row) => text(row).toLowerCase();
}

/** Compiles `in`, `!in`, `in~` and `!in~` over a list of constants; a dynamic array in it counts by its elements. */
export function membership(
  operator: string,
  left: Expression,
  list: readonly Expression[],
  call: Call,
): Evaluate {
  for (const item of list) mustCompareOrList(left, item, call);
  const withCase = !operator.endsWith('~');
  const wanted = !operator.startsWith('!');
  const keyOf = (value: Value): Value => memberKey(value, withCase);
  const members = (row: Row): ReadonlySet<Value> =>
    new Set(list.flatMap((item) => elements(item.evaluate(row))).map(keyOf));
  if (!list.every((item) => item.constant !== null)) {
    return (row) => members(row).has(keyOf(left.evaluate(row))) === wanted;
  }
  const constants = members([]);
  const isWanted = (value: Value): boolean => constants.has(keyOf(value)) === wanted;
  let [last, answer] = [null as Value, isWanted(null)];
  return (row) => {
    const value = left.evaluate(row);
    // Rows of one resource come together, and its long id need not be looked up for each of them.
    if (value !== last) [last, answer] = [value, isWanted(value)];
    return answer;
  };
}

function mustCompareOrList(left: Expression, item: Expression, call: Call): void {
  if (item.type !== 'dynamic') mustCompare(left, item, call);
}

function elements(value: Value): readonly Value[] {
  return isArray(value) ? value : [value];
}

/** Longs and reals of the same value are the same member. */
function memberKey(value: Value, withCase: boolean): Value {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (typeof value === 'string') return withCase ? value : value.toLowerCase();
  return typeof value === 'object' ? textOf(value, 'dynamic') : value;
}

/** Compiles `between (a .. b)`, both ends included; after a datetime the second end may be a span. */
export function between(
  wanted: boolean,
  value: Expression,
  first: Expression,
  second: Expression,
  call: Call,
): Evaluate {
  mustCompare(value, first, call);
  const span = first.type === 'datetime' && second.type === 'timespan';
  if (!span) mustCompare(value, second, call);
  return (row) => {
    const tested = value.evaluate(row);
    const from = first.evaluate(row);
    const end = second.evaluate(row);
    if (tested === null || from === null || end === null) return null;
    const to = span && typeof from === 'bigint' && typeof end === 'bigint' ? from + end : end;
    return (compareValues(tested, from) >= 0 && compareValues(tested, to) <= 0) === wanted;
  };
}
