import type { LedgerEntry, LedgerState } from '../../model.ts';

export type LedgerCounts = Readonly<Record<LedgerState, number>>;

/** Clusters that have to be audited: not those without anything to audit. */
export function wantedIn(counts: LedgerCounts): number {
  const { planned, surveyed, audited, failed, missed } = counts;
  return planned + surveyed + audited + failed + missed;
}

export function countsOf(ledger: readonly LedgerEntry[]): LedgerCounts {
  const counts = { planned: 0, surveyed: 0, audited: 0, failed: 0, missed: 0, skipped: 0, vanished: 0 };
  for (const { state } of ledger) counts[state] += 1;
  return counts;
}
