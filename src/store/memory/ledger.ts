import type { ClusterRef, LedgerEntry, LedgerState } from '../../model.ts';
import type { History } from '../history.ts';
import { isStepForward } from '../ledger-order.ts';
import { inKeyOrder, partition } from './rows.ts';

/** The ledgers of one process, by sweep. */
export function memoryLedger(): Pick<History, 'planClusters' | 'ledger' | 'ledgerEntry' | 'markLedger'> {
  const ledgers = new Map<string, Map<string, LedgerEntry>>();

  return {
    async planClusters(sweepId: string, clusters: readonly ClusterRef[]) {
      const ledger = partition(ledgers, sweepId);
      for (const cluster of clusters) {
        if (!ledger.has(cluster.key)) ledger.set(cluster.key, { sweepId, cluster, state: 'planned' });
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
