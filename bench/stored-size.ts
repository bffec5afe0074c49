/** What rows take in a table, as the service bills it. */
import type { TableClient } from '@azure/data-tables';

/**
 * Bytes of all rows.
 * https://learn.microsoft.com/archive/blogs/avkashchauhan/how-the-size-of-an-entity-is-caclulated-in-windows-azure-table-storage
 */
export async function storedBytes(table: TableClient): Promise<number> {
  let bytes = 0;
  for await (const { etag: _etag, timestamp: _timestamp, ...row } of table.listEntities()) {
    bytes += rowBytes(row);
  }
  return bytes;
}

function rowBytes({ partitionKey = '', rowKey = '', ...properties }: Record<string, unknown>): number {
  const keys = 4 + 2 * `${String(partitionKey)}${String(rowKey)}`.length;
  return Object.entries(properties).reduce(
    (sum, [name, value]) => sum + 8 + 2 * name.length + valueBytes(value),
    keys,
  );
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return 4 + 2 * value.length;
  if (value instanceof Uint8Array) return 4 + value.byteLength;
  // Numbers and times; Int32 and Boolean are smaller.
  return 8;
}
