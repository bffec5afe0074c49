/** Two sources that can each answer, neither of which is there. */
import type { Missing } from '../../model.ts';
import type { Unseen } from '../define-check.ts';

/** Says why of both, the one that answers better first; what is wrong with both alike is said once. */
export function bothMissing(better: Missing, other: Missing): Unseen {
  const details = [...new Set([better.detail, other.detail])];
  const remedies = [...new Set([better.remedy, other.remedy])];
  return { reason: better.reason, detail: details.join(' '), remedy: remedies.join(' Or: ') };
}
