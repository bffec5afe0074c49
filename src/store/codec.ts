/**
 * Bodies of table rows: JSON, as text while it is short and gzipped into binary chunks when it is not; every row says
 * which version of the schema wrote it.
 * Limits of properties: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { messageOf } from '../shared/errors.ts';

/** A binary property holds 64 KiB; chunks stay below. */
const chunkBytes = 64 * 1024 - 1;
/** Text up to this length is left readable; beyond it gzip pays. */
const shortText = 8 * 1024;

/** What a property of a row of ours can be; numbers that may pass 2^31 − 1 or have a fraction say so themselves. */
export type Property = string | number | boolean | Date | Uint8Array | Double | undefined;
export interface Double {
  readonly type: 'Double';
  /** Text, because that is how the wire writes it. */
  readonly value: string;
}

export interface Row {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly [property: string]: Property;
}

/** A row as it comes back. */
export interface StoredRow {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly etag: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The row was written by a later version of this product, or is not one of ours at all. */
export class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
  readonly newer: boolean;

  constructor(table: string, row: StoredRow, why: string, newer: boolean) {
    super(`The row ${table}/${row.partitionKey}/${row.rowKey} cannot be read: ${why}`);
    this.newer = newer;
  }
}

/** What is read, or null when a row of it cannot be: for those who can do without. */
export async function nullIfUnreadable<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableRow) return null;
    throw error;
  }
}

/** Any finite number, sent as Double: an untyped integer would be taken for an Int32. */
export function double(value: number): Double {
  return { type: 'Double', value: String(value) };
}

/** The properties that hold a value under a name: `name`, or `name0…` when it is long. */
export function bodyOf(name: string, value: unknown): Record<string, Property> {
  const json = JSON.stringify(value);
  if (json.length <= shortText) return { [name]: json };
  const packed = gzipSync(json);
  const count = Math.ceil(packed.byteLength / chunkBytes);
  const chunks = Array.from({ length: count }, (_, index) =>
    packed.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
  return Object.fromEntries(chunks.map((chunk, index) => [`${name}${index}`, chunk]));
}

/** The value that `bodyOf` put into a row; undefined when there is none. Throws on what is no JSON. */
export function valueIn(name: string, properties: StoredRow['properties']): unknown {
  const text = properties[name];
  if (typeof text === 'string') return JSON.parse(text);
  const chunks: Uint8Array[] = [];
  for (;;) {
    const chunk = properties[`${name}${chunks.length}`];
    if (!(chunk instanceof Uint8Array)) break;
    chunks.push(chunk);
  }
  return chunks.length === 0 ? undefined : JSON.parse(gunzipSync(Buffer.concat(chunks)).toString());
}

/**
 * What a row holds, read by the reader of the version that wrote it.
 * Throws `UnreadableRow`, which names table and keys, whatever is wrong.
 */
export function readRow<T>(table: string, row: StoredRow, readers: Readonly<Record<number, Reader<T>>>): T {
  const { v: version } = row.properties;
  const reader = typeof version === 'number' ? readers[version] : undefined;
  if (reader === undefined) {
    const newest = Math.max(...Object.keys(readers).map(Number));
    const newer = typeof version === 'number' && version > newest;
    const why = newer
      ? `it has version ${version}, and this program knows none after ${newest}. Deploy the version that wrote it.`
      : `it has no version of ours (${JSON.stringify(version)}).`;
    throw new UnreadableRow(table, row, why, newer);
  }
  try {
    return reader(row.properties, row);
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw new UnreadableRow(table, row, why, false);
  }
}

export type Reader<T> = (properties: StoredRow['properties'], row: StoredRow) => T;

/**
 * A value of ours that a schema has accepted. It is checked and not rebuilt, so what a later version adds to the body
 * without changing what is there stays in it.
 */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  schema.parse(value);
  // The schema has just accepted it as this type.
  return value as T;
}
