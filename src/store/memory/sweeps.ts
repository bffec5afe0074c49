import type { Sweep, SweepSummary } from '../../model.ts';
import type { History } from '../history.ts';
import { requiredSweepRowKey, sweepRowKey } from '../keys.ts';
import { inKeyOrder, pageIn } from './rows.ts';
import type { MemoryTables } from './tables.ts';

/** The sweeps of one process; at most one is open. */
export function memorySweeps({
  sweeps: byKey,
}: MemoryTables): Pick<
  History,
  'openSweep' | 'currentSweep' | 'markSweep' | 'closeSweep' | 'sweep' | 'sweeps' | 'sweepsBetween'
> {
  let open: string | null = null;
  const found = (id: string): Sweep | null => byKey.get(sweepRowKey(id) ?? '') ?? null;
  const current = (): Sweep | null => (open === null ? null : found(open));

  return {
    async openSweep(sweep: Sweep) {
      const key = requiredSweepRowKey(sweep.id);
      const holder = current() ?? byKey.get(key);
      if (holder !== undefined) return { opened: open === sweep.id, sweep: holder };
      byKey.set(key, sweep);
      open = sweep.id;
      return { opened: true, sweep };
    },
    async currentSweep() {
      return current();
    },
    async markSweep(id, { status, problem, unseen }) {
      const sweep = found(id);
      if (sweep === null || sweep.status === 'closed') return;
      const { problem: _before, ...rest } = sweep;
      byKey.set(requiredSweepRowKey(id), {
        ...rest,
        status,
        ...(problem === undefined ? {} : { problem }),
        ...(unseen === undefined ? {} : { unseen }),
      });
    },
    async closeSweep(id: string, closedAt: string, summary: SweepSummary) {
      const sweep = found(id);
      if (sweep === null || sweep.status === 'closed') return false;
      byKey.set(requiredSweepRowKey(id), { ...sweep, status: 'closed', closedAt, summary });
      open = null;
      return true;
    },
    async sweep(id) {
      return found(id);
    },
    async sweeps(page) {
      return pageIn('sweeps', byKey, page, (sweep) => sweep);
    },
    async sweepsBetween(from, to) {
      return inKeyOrder(byKey)
        .map(([, sweep]) => sweep)
        .filter(({ startedAt }) => from <= new Date(startedAt) && new Date(startedAt) <= to)
        .toReversed();
    },
  };
}
