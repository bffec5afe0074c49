/**
 * What a table takes, counted before it is asked: the service counts what it stores and the emulator what is sent, so
 * the larger of both counts here.
 * https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
 */
import type { Property, Row } from './codec.ts';

const largestRow = 1024 * 1024;
/** Includes partition key, row key and timestamp. */
const mostProperties = 255;
/** 64 KiB of UTF-16. */
const longestText = 32 * 1024;

/** The row cannot be stored: it is larger than the table takes. */
export class RowTooLarge extends Error {
  override readonly name = 'RowTooLarge';
}

/** Bytes of a row, stored or sent, whichever is more. */
export function sizeOf(row: Row): number {
  let size = 0;
  for (const [name, value] of Object.entries(row)) {
    if (value !== undefined) size += nameBytes(name) + valueBytes(value);
  }
  return size;
}

/** Throws `RowTooLarge` for a row that the service would refuse. */
export function requireFits(table: string, row: Row): void {
  const problem = problemOf(row);
  if (problem !== null) {
    throw new RowTooLarge(`The row ${table}/${row.partitionKey}/${row.rowKey} cannot be stored: ${problem}`);
  }
}

/** Whether the service would take the row. */
export function fits(row: Row): boolean {
  return problemOf(row) === null;
}

function problemOf(row: Row): string | null {
  const size = sizeOf(row);
  if (size > largestRow) return `it has ${size} bytes; a row has at most ${largestRow}.`;
  const count = Object.values(row).filter((value) => value !== undefined).length + 1;
  if (count > mostProperties) return `it has ${count} properties; a row has at most ${mostProperties}.`;
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === 'string' && value.length > longestText) {
      return `${name} has ${value.length} characters; a property has at most ${longestText}.`;
    }
  }
  return null;
}

/** Sent twice, the second time with its type: "name":…,"name@odata.type":"Edm.DateTime", */
function nameBytes(name: string): number {
  return 2 * name.length + '"":,"@odata.type":"Edm.DateTime",'.length;
}

function valueBytes(value: NonNullable<Property>): number {
  // Stored in UTF-16, sent as JSON in UTF-8.
  if (typeof value === 'string') return Math.max(2 * value.length, Buffer.byteLength(JSON.stringify(value)));
  // Sent in base64.
  if (value instanceof Uint8Array) return 4 * Math.ceil(value.byteLength / 3) + 2;
  return 26;
}
