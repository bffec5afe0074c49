/** Bodies that are read without the rest of their row: a query names their columns, so there can only be so many. */
import type { Property } from './codec.ts';
import { bodyOf } from './codec.ts';
import { RowTooLarge } from './row-size.ts';

/** 256 KiB when packed. */
const mostChunks = 4;

/** The columns that a body may have, to select them. */
export function bodyColumns(name: string): readonly string[] {
  return [name, ...Array.from({ length: mostChunks }, (_, index) => `${name}${index}`)];
}

/** `bodyOf`, or null for what would not come back whole by its columns. */
export function selectableBodyOrNull(name: string, value: unknown): Record<string, Property> | null {
  const body = bodyOf(name, value);
  return Object.keys(body).length > mostChunks ? null : body;
}

/** `bodyOf` for what has to come back whole by its columns. Throws `RowTooLarge` when it would not. */
export function selectableBodyOf(name: string, value: unknown): Record<string, Property> {
  const body = selectableBodyOrNull(name, value);
  if (body === null)
    throw new RowTooLarge(`${name} is too large to store: it takes more than ${mostChunks} columns.`);
  return body;
}
