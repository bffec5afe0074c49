import type { Row } from '../codec.ts';
import { sizeOf } from '../row-size.ts';

/** https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions */
const mostChanges = 100;
/** A transaction may have 4 MiB with its envelope, and binary values travel as base64, a third longer. */
const largestTransaction = 2 * 1024 * 1024;

/** Rows of one partition in portions that each fit into one transaction. */
export function* batchesOf(rows: readonly Row[]): Generator<readonly Row[]> {
  let batch: Row[] = [];
  let size = 0;
  for (const row of rows) {
    const more = sizeOf(row);
    if (batch.length === mostChanges || (batch.length > 0 && size + more > largestTransaction)) {
      yield batch;
      [batch, size] = [[], 0];
    }
    batch.push(row);
    size += more;
  }
  if (batch.length > 0) yield batch;
}
