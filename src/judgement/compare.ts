import type { BaselineEntry, CheckVerdict, Finding, SeenAt } from '../model.ts';

/**
 * The life of every finding after one more audit.
 * Only a check that ran can resolve its findings: where it was `unknown`, what was open stays open in state `unknown`.
 * Running it twice for one sweep gives the same answer, because each entry remembers the sweep that changed it.
 */
export function compare(
  before: readonly BaselineEntry[],
  verdicts: readonly CheckVerdict[],
  seen: SeenAt,
): readonly BaselineEntry[] {
  const findings = new Map(verdicts.flatMap(findingsOf).map((finding) => [finding.fingerprint, finding]));
  const outcomes = new Map(verdicts.map(({ check, outcome }) => [check, outcome]));
  const known = new Map(before.map((entry) => [entry.fingerprint, entry]));

  const open = [...findings.values()].map((finding) => stillOpen(known.get(finding.fingerprint), finding, seen));
  const gone = before
    .filter((entry) => !findings.has(entry.fingerprint))
    .map((entry) => notFound(entry, outcomes.get(entry.check), seen));
  return [...open, ...gone];
}

/** Entries worth showing with an audit: what is open, and what this very sweep resolved. */
export function currentEntries(entries: readonly BaselineEntry[], sweepId: string): readonly BaselineEntry[] {
  return entries.filter(({ resolved }) => resolved === undefined || resolved.sweepId === sweepId);
}

function findingsOf(verdict: CheckVerdict): readonly Finding[] {
  return verdict.outcome === 'fail' ? verdict.findings : [];
}

function stillOpen(before: BaselineEntry | undefined, finding: Finding, seen: SeenAt): BaselineEntry {
  // A finding that comes back after it was resolved is news again, not the old one gone on.
  const goesOn = before !== undefined && before.resolved === undefined;
  const firstSeen = goesOn ? before.firstSeen : seen;
  return {
    fingerprint: finding.fingerprint,
    check: finding.check,
    severity: finding.severity,
    summary: finding.summary,
    state: firstSeen.sweepId === seen.sweepId ? 'new' : 'unchanged',
    firstSeen,
    lastSeen: seen,
  };
}

function notFound(
  before: BaselineEntry,
  outcome: CheckVerdict['outcome'] | undefined,
  seen: SeenAt,
): BaselineEntry {
  if (before.resolved !== undefined) return before;
  const ran = outcome === 'pass' || outcome === 'fail' || outcome === 'notApplicable';
  return ran ? { ...before, state: 'resolved', resolved: seen } : { ...before, state: 'unknown' };
}
