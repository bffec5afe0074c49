import type { BaselineEntry, CheckVerdict, Finding, SeenAt } from '../model.ts';
import { findingsIn } from '../model.ts';

/**
 * The life of every finding after one more audit.
 * Only a check that ran and saw everything can resolve its findings; else what was open stays open in state `unknown`.
 * Running it twice for one sweep gives the same answer, because each entry remembers the sweep that changed it.
 */
export function compare(
  before: readonly BaselineEntry[],
  verdicts: readonly CheckVerdict[],
  seen: SeenAt,
): readonly BaselineEntry[] {
  const findings = new Map(findingsIn(verdicts).map((finding) => [finding.fingerprint, finding]));
  const sawAll = new Set(verdicts.filter(inspectedEverything).map(({ check }) => check));
  const known = new Map(before.map((entry) => [entry.fingerprint, entry]));

  const open = [...findings.values()].map((finding) =>
    stillOpen(known.get(finding.fingerprint), finding, seen),
  );
  const gone = before
    .filter((entry) => !findings.has(entry.fingerprint))
    .map((entry) => notFound(entry, sawAll.has(entry.check), seen));
  return [...open, ...gone];
}

/** Entries worth showing with an audit: what is open, and what this very sweep resolved. */
export function currentEntries(entries: readonly BaselineEntry[], sweepId: string): readonly BaselineEntry[] {
  return entries.filter((entry) => isOpenBefore(entry, sweepId));
}

/** Whether a finding was open when a sweep began: what this very sweep resolved was, when it is judged twice. */
export function isOpenBefore({ resolved }: BaselineEntry, sweepId: string): boolean {
  return resolved === undefined || resolved.sweepId === sweepId;
}

function inspectedEverything(verdict: CheckVerdict): boolean {
  return verdict.outcome !== 'unknown' && !(verdict.outcome === 'fail' && verdict.unseen !== undefined);
}

function stillOpen(before: BaselineEntry | undefined, finding: Finding, seen: SeenAt): BaselineEntry {
  const firstSeen = goesOn(before, seen) ? before.firstSeen : seen;
  const { fingerprint, check, severity, summary, confidence, resource, culprit, suppression } = finding;
  return {
    fingerprint,
    check,
    severity,
    summary,
    confidence,
    resource,
    ...(culprit === undefined ? {} : { culprit }),
    ...(suppression === undefined ? {} : { suppression }),
    state: firstSeen.sweepId === seen.sweepId ? 'new' : 'unchanged',
    firstSeen,
    lastSeen: seen,
  };
}

/**
 * Whether this is the old finding still open. One that comes back after it was resolved is news again; one that this
 * very sweep resolved was only judged twice.
 */
function goesOn(before: BaselineEntry | undefined, seen: SeenAt): before is BaselineEntry {
  return before !== undefined && isOpenBefore(before, seen.sweepId);
}

function notFound(before: BaselineEntry, sawAll: boolean, seen: SeenAt): BaselineEntry {
  if (before.resolved !== undefined) return before;
  return sawAll ? { ...before, state: 'resolved', resolved: seen } : { ...before, state: 'unknown' };
}
