/** What is open stays open until its figure has passed a bound of its own, so that findings do not come and go. */
import type { BaselineEntry, Finding, Verdict } from '../model.ts';
import { findingsIn, isWorse } from '../model.ts';

/** A finding of an earlier audit that is not resolved. */
export type OpenFinding = Pick<BaselineEntry, 'fingerprint' | 'severity'>;

/**
 * The verdict by the usual bounds, and with it what was open before and is still found by the bounds at which findings
 * end: no worse than it was. Those are only asked for when it takes them. A check that cannot tell resolves nothing anyway.
 */
export function withWhatStays(
  verdict: Verdict,
  open: readonly OpenFinding[],
  byResolvingBounds: () => Verdict,
): Verdict {
  if (verdict.outcome === 'notApplicable') return verdict;
  const found = new Map(findingsOf(verdict).map((finding) => [finding.fingerprint, finding]));
  const dropped = open.filter(({ fingerprint, severity }) => {
    const now = found.get(fingerprint);
    return now === undefined || isWorse(severity, now.severity);
  });
  if (dropped.length === 0) return verdict;
  const wide = new Map(findingsOf(byResolvingBounds()).map((finding) => [finding.fingerprint, finding]));
  for (const before of dropped) {
    const still = wide.get(before.fingerprint);
    const now = found.get(before.fingerprint);
    if (still === undefined) continue;
    const severity = isWorse(still.severity, before.severity) ? before.severity : still.severity;
    if (now === undefined || isWorse(severity, now.severity))
      found.set(before.fingerprint, staying(still, severity));
  }
  return withFindings(verdict, [...found.values()]);
}

function staying(finding: Finding, severity: Finding['severity']): Finding {
  const value =
    'found before; it ends only past the bound that is named here, which is not the one that it began at';
  return { ...finding, severity, excerpts: [...finding.excerpts, { label: 'Stays open', value }] };
}

function withFindings(
  verdict: Exclude<Verdict, { readonly outcome: 'notApplicable' }>,
  findings: readonly Finding[],
): Verdict {
  const [first, ...rest] = findings;
  if (first === undefined) return verdict;
  if (verdict.outcome === 'fail') return { ...verdict, findings: [first, ...rest] };
  if (verdict.outcome === 'pass') {
    return { outcome: 'fail', inspected: verdict.inspected, findings: [first, ...rest] };
  }
  const { reason, detail, remedy } = verdict;
  return {
    outcome: 'fail',
    inspected: findings.length,
    findings: [first, ...rest],
    unseen: { reason, detail, remedy },
  };
}

function findingsOf(verdict: Verdict): readonly Finding[] {
  return findingsIn([{ ...verdict, check: '' }]);
}
