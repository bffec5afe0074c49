import type { LedgerState } from '../../model.ts';
import type { History, PlannedEntry } from '../history.ts';
import { isStepForward } from '../ledger-order.ts';
import { inKeyOrder, partition } from './rows.ts';
import type { MemoryTables } from './tables.ts';

/** The ledgers of one process, by sweep. */
export function memoryLedger({
  ledger: ledgers,
}: MemoryTables): Pick<History, 'planClusters' | 'ledger' | 'ledgerEntry' | 'markLedger'> {
  return {
    async planClusters(sweepId: string, clusters: readonly PlannedEntry[]) {
      const ledger = partition(ledgers, sweepId);
      for (const entry of clusters) {
        const { key } = entry.cluster;
        if (!ledger.has(key)) ledger.set(key, { sweepId, ...entry });
      }
    },
    async ledger(sweepId) {
      return inKeyOrder(ledgers.get(sweepId)).map(([, entry]) => entry);
    },
    async ledgerEntry(sweepId, clusterKey) {
      return ledgers.get(sweepId)?.get(clusterKey) ?? null;
    },
    async markLedger(sweepId: string, clusterKey: string, state: LedgerState, why?: string) {
      const entry = ledgers.get(sweepId)?.get(clusterKey);
      if (entry === undefined)
        throw new Error(`Sweep ${sweepId} has no cluster ${clusterKey} in its ledger.`);
      if (!isStepForward(entry.state, state)) return;
      const { cluster } = entry;
      partition(ledgers, sweepId).set(clusterKey, {
        sweepId,
        cluster,
        state,
        ...(why === undefined ? {} : { why }),
      });
    },
  };
}
