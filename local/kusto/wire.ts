/** How values leave the interpreter: as the services write them into JSON. */
import { textOf } from './expression.ts';
import type { Column } from './syntax.ts';
import { formatDatetime } from './time.ts';
import { isArray, isBag, type Value } from './value.ts';

/** An answer in plain JSON values: datetimes and timespans as text, dynamics as they are. */
export type QueryResult = {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly unknown[])[];
};

/** The rows as Log Analytics sends them, where a dynamic is JSON text; Resource Graph sends it as it is. */
export function logAnalyticsRows({ columns, rows }: QueryResult): readonly (readonly unknown[])[] {
  if (columns.every(({ type }) => type !== 'dynamic')) return rows;
  return rows.map((row) =>
    row.map((cell, index) => (columns[index]?.type === 'dynamic' ? jsonText(cell) : cell)),
  );
}

/** Texts stay bare, as `tostring` has them. */
function jsonText(cell: unknown): unknown {
  return typeof cell === 'string' || cell === null ? cell : JSON.stringify(cell);
}

/** Gives the writer for the cells of a column of this type. */
export function plainCell(type: string): (value: Value) => unknown {
  if (type === 'datetime')
    return (value) => (typeof value === 'bigint' ? trimmed(formatDatetime(value)) : null);
  if (type === 'timespan') return (value) => (value === null ? null : textOf(value, type));
  return plain;
}

/** A long may have more digits than a reader of JSON keeps: here as there. JSON has no NaN and no infinity. */
function plain(value: Value): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (isArray(value)) return value.map(plain);
  if (isBag(value))
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** Zeros at the end of the fraction are left out. */
function trimmed(text: string): string {
  return text.replace(/\.?0+Z$/, 'Z');
}
