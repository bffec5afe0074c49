/**
 * How values of Kusto are held while a query runs: long, datetime and timespan as bigint (the latter two in ticks of
 * 100 ns, which a double cannot hold), real as number, string as string and never null, dynamic as JSON.
 *
 * Inside a dynamic, a whole number is a long: the difference between 1 and 1.0 in JSON text is not kept.
 */

export type Bag = { readonly [name: string]: Value };
export type Value = string | number | bigint | boolean | null | readonly Value[] | Bag;

/** A row of the table that is being worked on, in the order of its columns. */
export type Row = readonly Value[];

/** What an absent value of this type is: strings are empty, all others are null. */
export function absent(type: string): Value {
  return type === 'string' ? '' : null;
}

export function isBag(value: Value): value is Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Compact JSON, where a bigint is a plain number. */
export function jsonOf(value: Value): string {
  if (typeof value === 'bigint') return String(value);
  if (isArray(value)) return `[${value.map(jsonOf).join(',')}]`;
  if (isBag(value)) {
    const pairs = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${jsonOf(member)}`);
    return `{${pairs.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/**
 * Orders two values that are not null and of comparable types; NaN is below all numbers.
 *
 * Numbers may be mixed: a long and a real compare by their exact value.
 */
export function compareValues(left: Value, right: Value): number {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  const [a, b] = [numberLike(left), numberLike(right)];
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a < b ? -1 : a > b ? 1 : 0;
}

function numberLike(value: Value): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return typeof value === 'boolean' ? Number(value) : Number.NaN;
}

/** Something that is equal for equal values and can be the key of a Map. */
export function keyOf(value: Value): Value {
  return typeof value === 'object' && value !== null ? jsonOf(value) : value;
}

/** The long that 64 bits hold, wrapped around as the service does. */
export function long(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** A real cut to a long, or null where there is none. */
export function longOfReal(value: number): bigint | null {
  return Number.isFinite(value) ? long(BigInt(Math.trunc(value))) : null;
}
