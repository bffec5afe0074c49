import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Sweep, SweepSummary } from '../../model.ts';
import type { Row, StoredRow } from '../codec.ts';
import { bodyOf, checked, readRow, valueIn } from '../codec.ts';
import type { History } from '../history.ts';
import { requiredSweepRowKey, sweepRowKey, sweepRowKeysBetween } from '../keys.ts';
import { noClusters } from '../ledger-counts.ts';
import { pageOf, pageStart } from '../page-token.ts';
import { sweep as sweepSchema } from '../schemas.ts';
import { changeRow } from './change-row.ts';
import type { OnUnreadable } from './readable.ts';
import { firstRows, readableOnly } from './readable.ts';
import type { Rows } from './rows.ts';
import { quoted } from './rows.ts';

const rowVersion = 1;

/** One partition, so that a sweep and the lock change together or not at all. */
export const sweepPartition = 'sweep';
const partitionKey = sweepPartition;
/** Sorts behind the row of every sweep: those start with a digit. */
export const lockKey = 'open';

type Sweeps = Pick<
  History,
  'openSweep' | 'currentSweep' | 'markSweep' | 'closeSweep' | 'sweep' | 'sweeps' | 'sweepsBetween'
>;

/**
 * Sweeps as rows, newest first, and one row that is there while a sweep is open and names it. Sweep and lock are
 * written in one transaction, so no crash leaves one without the other.
 */
export function tableSweeps(rows: Rows, onUnreadable: OnUnreadable): Sweeps {
  const readSound = readableOnly(readSweep, onUnreadable);

  async function found(id: string): Promise<Found | null> {
    const key = sweepRowKey(id);
    const row = key === null ? null : await rows.get(partitionKey, key);
    return row === null
      ? null
      : { etag: row.etag, closing: row.properties['closing'], sweep: readSweep(row) };
  }

  async function lockAndHolder(): Promise<{
    readonly lock: StoredRow | null;
    readonly holder: Sweep | null;
  }> {
    const lock = await rows.get(partitionKey, lockKey);
    const sweep = lock === null ? null : ((await found(holderIn(lock)))?.sweep ?? null);
    return { lock, holder: sweep?.status === 'closed' ? null : sweep };
  }

  return {
    async openSweep(sweep: Sweep) {
      const insert = sweepRow(sweep);
      const newLock = { partitionKey, rowKey: lockKey, v: rowVersion, sweepId: sweep.id };
      for (;;) {
        if (await rows.transact([{ insert }, { insert: newLock }])) return { opened: true, sweep };
        const { lock, holder } = await lockAndHolder();
        if (holder !== null) return { opened: holder.id === sweep.id, sweep: holder };
        const before = await found(sweep.id);
        // It ran and ended; a second delivery does not run it again.
        if (before !== null) return { opened: false, sweep: before.sweep };
        // A lock whose sweep is closed or gone (a restored backup, a row deleted by hand) would block for ever.
        const takeOver = lock === null ? null : { replace: newLock, etag: lock.etag };
        if (takeOver !== null && (await rows.transact([{ insert }, takeOver])))
          return { opened: true, sweep };
      }
    },
    async currentSweep() {
      return (await lockAndHolder()).holder;
    },
    async markSweep(id, { status, problem, unseen }) {
      const key = sweepRowKey(id);
      if (key === null) return;
      await changeRow(rows, partitionKey, key, (before) => {
        if (before === null) return null;
        const { problem: _before, ...sweep } = readSweep(before);
        if (sweep.status === 'closed') return null;
        return sweepRow({
          ...sweep,
          status,
          ...(problem === undefined ? {} : { problem }),
          ...(unseen === undefined ? {} : { unseen }),
        });
      });
    },
    async closeSweep(id: string, closedAt: string, summary: SweepSummary) {
      // Tells our own closing from another's when the answer got lost and the client tried again.
      const closing = randomUUID();
      for (;;) {
        const before = await found(id);
        if (before === null) return false;
        if (before.sweep.status === 'closed') return before.closing === closing;
        const lock = await rows.get(partitionKey, lockKey);
        const replace = { ...sweepRow({ ...before.sweep, status: 'closed', closedAt, summary }), closing };
        const remove = { partitionKey, rowKey: lockKey };
        const unlock = lock !== null && holderIn(lock) === id ? [{ remove }] : [];
        if (await rows.transact([{ replace, etag: before.etag }, ...unlock])) return true;
      }
    },
    async sweep(id) {
      return (await found(id))?.sweep ?? null;
    },
    async sweeps(page) {
      const { limit, after } = pageStart('sweeps', page);
      const where = [`RowKey gt ${quoted(after ?? '')}`, `RowKey lt ${quoted(lockKey)}`];
      const list = rows.list({ partitionKey, where, pageSize: limit + 1 });
      return pageOf('sweeps', limit, await firstRows(list, limit + 1), ({ rowKey }) => rowKey, readSound);
    },
    async sweepsBetween(from, to) {
      if (from > to) return [];
      const [first, before] = sweepRowKeysBetween(from, to);
      const where = [`RowKey ge ${quoted(first)}`, `RowKey lt ${quoted(before)}`];
      const newestFirst: Sweep[] = [];
      for await (const row of rows.list({ partitionKey, where })) newestFirst.push(...readSound(row));
      return newestFirst.toReversed();
    },
  };

  function readSweep(row: StoredRow): Sweep {
    return readRow(rows.table, row, {
      1: (properties) => checked(sweepSchema, withAllStates(valueIn('sweep', properties))),
    });
  }
}

/** A sweep that was closed before a state was known has no cluster in it. */
function withAllStates(value: unknown): unknown {
  const sweep = closedSweep.safeParse(value);
  if (!sweep.success) return value;
  const { summary } = sweep.data;
  return { ...sweep.data, summary: { ...summary, clusters: { ...noClusters, ...summary.clusters } } };
}

const closedSweep = z.looseObject({ summary: z.looseObject({ clusters: z.record(z.string(), z.number()) }) });

interface Found {
  readonly sweep: Sweep;
  readonly etag: string;
  readonly closing: unknown;
}

function holderIn(lock: StoredRow): string {
  return String(lock.properties['sweepId']);
}

function sweepRow(sweep: Sweep): Row {
  return {
    partitionKey,
    rowKey: requiredSweepRowKey(sweep.id),
    v: rowVersion,
    // For people who look into the table; what is read back is the body.
    status: sweep.status,
    startedAt: new Date(sweep.startedAt),
    closedAt: sweep.closedAt === undefined ? undefined : new Date(sweep.closedAt),
    complete: sweep.summary?.complete,
    ...bodyOf('sweep', sweep),
  };
}
