import type { BaselineEntry } from '../../model.ts';
import type { Row, StoredRow } from '../codec.ts';
import { bodyOf, checked, readRow, valueIn } from '../codec.ts';
import type { History } from '../history.ts';
import { isKey } from '../keys.ts';
import { baselineEntry } from '../schemas.ts';
import { batchesOf } from './batches.ts';
import type { Rows } from './rows.ts';

const rowVersion = 1;

/**
 * The life of every finding: a partition for each cluster. A row that cannot be read stops the comparison: without it
 * an old finding would be told as a new one, or a resolved one never.
 */
export function tableFindings(rows: Rows): Pick<History, 'baseline' | 'saveBaseline'> {
  return {
    async baseline(clusterKey) {
      if (!isKey(clusterKey)) return [];
      const entries: BaselineEntry[] = [];
      for await (const row of rows.list({ partitionKey: clusterKey })) {
        entries.push(entryIn(rows, row));
      }
      return entries;
    },
    async saveBaseline(clusterKey: string, entries: readonly BaselineEntry[]) {
      // One transaction may hold each row once.
      const last = new Map(entries.map((entry) => [entry.fingerprint, rowOf(clusterKey, entry)]));
      for (const batch of batchesOf([...last.values()])) {
        const done = await rows.transact(batch.map((upsert) => ({ upsert })));
        if (!done) throw new Error(`The findings of ${clusterKey} could not be written.`);
      }
    },
  };
}

export function entryIn({ table }: Rows, row: StoredRow): BaselineEntry {
  return readRow(table, row, { 1: (properties) => checked(baselineEntry, valueIn('entry', properties)) });
}

function rowOf(clusterKey: string, entry: BaselineEntry): Row {
  return {
    partitionKey: clusterKey,
    rowKey: entry.fingerprint,
    v: rowVersion,
    check: entry.check,
    severity: entry.severity,
    state: entry.state,
    ...bodyOf('entry', entry),
  };
}
