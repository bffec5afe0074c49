import type { History } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';

/**
 * A history that stores what stays of a sweep, and keeps in memory what is only on its way from one step to the next:
 * evidence, turns, the addresses of API servers that are gone when the history is made. So a cluster that was surveyed
 * is still planned in what is stored: should the process end here, the next one surveys it again.
 */
export function passingHistory(stored: History): History {
  const passing = memoryHistory();
  return {
    ...stored,
    saveEvidence: (...given) => passing.saveEvidence(...given),
    evidence: (...given) => passing.evidence(...given),
    note: (...given) => passing.note(...given),
    keepNote: (...given) => passing.keepNote(...given),
    takeTurn: (...given) => passing.takeTurn(...given),
    endTurn: (...given) => passing.endTurn(...given),
    async markLedger(sweepId, clusterKey, state, why) {
      if (state !== 'surveyed') await stored.markLedger(sweepId, clusterKey, state, why);
    },
  };
}
