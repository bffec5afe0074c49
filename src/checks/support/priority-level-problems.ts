/** What can be wrong with one priority level; each problem is judged by itself. */
import type { FlowControl, PriorityLevel } from '../../evidence/flow-control.ts';
import type { FindingDraft } from '../../model.ts';
import { capBorrowing, fieldsOf, giveSeats } from '../../remediation/flow-control.ts';

/**
 * At most this many shares mean "hold it down": the smallest level of the server itself has 5, the guide gives 5, and the
 * smallest that serves anybody in earnest has 10. https://kubernetes.io/docs/concepts/cluster-administration/flow-control/
 */
const restrictiveShares = 10;

/** Whether a level looks as if it was made to hold its clients down. */
export function isRestrictive({ type, shares }: PriorityLevel): boolean {
  return type === 'Limited' && shares !== null && shares <= restrictiveShares;
}

export function uncappedLevel(level: PriorityLevel, { apiVersion }: FlowControl): readonly FindingDraft[] {
  if (!isRestrictive(level) || !fieldsOf(apiVersion).borrows || level.borrowingLimitPercent !== null)
    return [];
  const observed = `${level.shares} shares and no borrowing limit`;
  return [
    {
      severity: 'medium',
      confidence: 'inferred',
      resource: { kind: 'PriorityLevelConfiguration', name: level.name, part: 'borrowing' },
      summary: `The priority level ${level.name} has ${observed}, so it may borrow the seats of all others and is no cap; expected is borrowingLimitPercent: 0.`,
      observed: { text: observed },
      excerpts: levelExcerpts(level),
      remediation: capBorrowing(level.name),
    },
  ];
}

/** Without own seats and without borrowing nothing is ever taken from the queue. */
export function seatlessLevel(level: PriorityLevel): readonly FindingDraft[] {
  const starved =
    level.type === 'Limited' &&
    level.shares === 0 &&
    level.limitResponse === 'Queue' &&
    level.borrowingLimitPercent !== null;
  if (!starved) return [];
  const observed = '0 shares, a borrowing limit, and requests are queued';
  return [
    {
      severity: 'medium',
      confidence: 'measured',
      resource: { kind: 'PriorityLevelConfiguration', name: level.name, part: 'no-seats' },
      summary: `The priority level ${level.name} has ${observed}: each of its requests waits until it times out; expected is at least 1 share, or Reject.`,
      observed: { text: observed },
      excerpts: levelExcerpts(level),
      remediation: giveSeats(level.name),
    },
  ];
}

function levelExcerpts(level: PriorityLevel): FindingDraft['excerpts'] {
  return [
    { label: 'Shares', value: String(level.shares) },
    {
      label: 'Borrowing limit',
      value: level.borrowingLimitPercent === null ? 'none' : `${level.borrowingLimitPercent} %`,
    },
    { label: 'Over the limit', value: level.limitResponse ?? 'unknown' },
  ];
}
