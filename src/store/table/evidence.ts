import type { Gathered } from '../../model.ts';
import { bodyOf, checked, readRow, valueIn } from '../codec.ts';
import type { StoredRow } from '../codec.ts';
import type { History } from '../history.ts';
import { evidenceRowKey, evidenceRowKeysOf, isKey, kindIn } from '../keys.ts';
import { gathered } from '../schemas.ts';
import { batchesOf } from './batches.ts';
import type { Rows } from './rows.ts';
import { quoted } from './rows.ts';

const rowVersion = 1;

/** Evidence of a sweep on its way to the audits: a partition for each sweep, a row for each cluster and kind. */
export function tableEvidence(rows: Rows): Pick<History, 'saveEvidence' | 'evidence'> {
  return {
    async saveEvidence(sweepId, evidence) {
      const kept = [...evidence].flatMap(([clusterKey, kinds]) =>
        Object.entries(kinds).map(([kind, value]) => ({
          partitionKey: sweepId,
          rowKey: evidenceRowKey(clusterKey, kind),
          v: rowVersion,
          ...bodyOf('value', value),
        })),
      );
      for (const batch of batchesOf(kept)) await rows.transact(batch.map((upsert) => ({ upsert })));
    },
    async evidence(sweepId, clusterKey) {
      if (!isKey(sweepId) || !isKey(clusterKey)) return {};
      const [from, before] = evidenceRowKeysOf(clusterKey);
      const where = [`RowKey ge ${quoted(from)}`, `RowKey lt ${quoted(before)}`];
      const found: Record<string, Gathered<unknown>> = {};
      for await (const row of rows.list({ partitionKey: sweepId, where })) {
        found[kindIn(row.rowKey)] = valueOf(row);
      }
      return found;
    },
  };

  function valueOf(row: StoredRow): Gathered<unknown> {
    return readRow(rows.table, row, {
      1: (properties) => checked(gathered, valueIn('value', properties)),
    });
  }
}
