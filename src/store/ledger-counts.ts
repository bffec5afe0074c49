import type { LedgerEntry, LedgerState } from '../model.ts';

/** No cluster in any state. */
export const noClusters: Readonly<Record<LedgerState, number>> = {
  planned: 0,
  surveyed: 0,
  audited: 0,
  failed: 0,
  missed: 0,
  skipped: 0,
  vanished: 0,
};

/** Number of clusters in each state of a ledger; every state is there. */
export function countStates(ledger: readonly LedgerEntry[]): Readonly<Record<LedgerState, number>> {
  const counts: Record<LedgerState, number> = { ...noClusters };
  for (const { state } of ledger) counts[state] += 1;
  return counts;
}
