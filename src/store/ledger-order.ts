/** The one direction in which a cluster moves through a sweep. */
import type { LedgerState } from '../model.ts';

const rank: Readonly<Record<LedgerState, number>> = {
  planned: 0,
  surveyed: 1,
  failed: 2,
  missed: 2,
  skipped: 2,
  vanished: 2,
  audited: 3,
};

/**
 * Whether a ledger row may change so. Steps arrive twice and late, so a step back is refused: an audit that was stored
 * stays `audited` although the closing step had given the cluster up a moment before.
 */
export function isStepForward(from: LedgerState, to: LedgerState): boolean {
  return rank[to] >= rank[from];
}
