import type { StoredRow } from '../codec.ts';
import { readRow } from '../codec.ts';
import type { History, Rollup } from '../history.ts';
import { fleetOwner } from '../history.ts';
import {
  dayPartition,
  isKey,
  rollupPartition,
  rollupRowKey,
  rollupRowKeysBetween,
  startOfRollup,
} from '../keys.ts';
import { columnsOfFigures, figureColumns, figuresIn } from './figure-columns.ts';
import type { OnUnreadable } from './readable.ts';
import { readableOnly } from './readable.ts';
import type { Rows } from './rows.ts';
import { quoted } from './rows.ts';

const rowVersion = 1;

type Names = readonly string[] | undefined;

/**
 * Hours and days: a partition for each owner and grain, oldest first. The day of a cluster is there a second time, in a
 * partition for the day, so that a day of all clusters is one query.
 */
export function tableRollups(
  rows: Rows,
  onUnreadable: OnUnreadable,
): Pick<History, 'saveRollup' | 'rollups' | 'dayOfFleet'> {
  return {
    async saveRollup(owner, grain, { at, figures }) {
      const start = new Date(at);
      const columns = { v: rowVersion, ...figureColumns(figures) };
      await rows.upsert({
        partitionKey: rollupPartition(owner, grain),
        rowKey: rollupRowKey(start),
        ...columns,
      });
      if (grain === 'hour' || owner === fleetOwner) return;
      await rows.upsert({ partitionKey: dayPartition(start), rowKey: owner, ...columns });
    },
    async rollups(owner, grain, { from, to }, figures) {
      if (!isKey(owner) || from > to) return [];
      const [first, last] = rollupRowKeysBetween(from, to);
      const where = [`RowKey ge ${quoted(first)}`, `RowKey le ${quoted(last)}`];
      const read = readableOnly((row) => rollupIn(row, startIn, figures), onUnreadable);
      const partitionKey = rollupPartition(owner, grain);
      const found: Rollup[] = [];
      for await (const row of rows.list({ partitionKey, where, select: selectionOf(figures) })) {
        found.push(...read(row));
      }
      return found;
    },
    async dayOfFleet(day, figures) {
      const at = `${day.toISOString().slice(0, 10)}T00:00:00.000Z`;
      const read = readableOnly((row) => rollupIn(row, () => at, figures), onUnreadable);
      const found = new Map<string, Rollup>();
      const list = rows.list({ partitionKey: dayPartition(day), select: selectionOf(figures) });
      for await (const row of list) for (const rollup of read(row)) found.set(row.rowKey, rollup);
      return found;
    },
  };

  function rollupIn(row: StoredRow, atOf: (row: StoredRow) => string, names: Names): Rollup {
    return readRow(rows.table, row, {
      1: (properties) => ({ at: atOf(row), figures: figuresIn(properties, names) }),
    });
  }
}

function selectionOf(names: Names): readonly string[] {
  return ['PartitionKey', 'RowKey', 'v', ...columnsOfFigures(names)];
}

function startIn({ rowKey }: StoredRow): string {
  const start = startOfRollup(rowKey);
  if (start === null) throw new TypeError(`${rowKey} is not the start of an hour or a day.`);
  return start;
}
