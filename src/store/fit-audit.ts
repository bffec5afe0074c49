/** Makes an audit small enough to store: what costs space and matters least goes first, and the audit says so. */
import type { AuditResult, CheckVerdict, Finding } from '../model.ts';
import { bySeverity, findingsIn, isWorse } from '../model.ts';

/**
 * The audit as it is if it fits; else without evidence excerpts and remediation steps of its mildest findings, as few
 * as need be; else also without the mildest findings themselves; else without baseline and with all long texts cut.
 * Headline, score and the outcome of every check stay. Null when nothing helps.
 */
export function fitAudit(audit: AuditResult, fits: (audit: AuditResult) => boolean): AuditResult | null {
  if (fits(audit)) return audit;
  const mildestFirst = findingsIn(audit.verdicts).toSorted((one, other) => bySeverity(other, one));
  const bare = leastCut(mildestFirst.length, fits, (cut) => withoutDetail(audit, mildestFirst.slice(0, cut)));
  if (bare !== null) return bare;

  const allBare = withoutDetail(audit, mildestFirst);
  const fewer = leastCut(mildestFirst.length, fits, (cut) => without(allBare, mildestFirst.slice(0, cut)));
  if (fewer !== null) return fewer;

  const short = withShortTexts({ ...without(allBare, mildestFirst), baseline: [] });
  return fits(short) ? short : null;
}

/** The result of the smallest cut that fits, found by halving: a larger cut never makes a larger audit. */
function leastCut(
  most: number,
  fits: (audit: AuditResult) => boolean,
  cutBy: (count: number) => AuditResult,
): AuditResult | null {
  if (!fits(cutBy(most))) return null;
  let [tooFew, enough] = [0, most];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (fits(cutBy(middle))) enough = middle;
    else tooFew = middle;
  }
  return cutBy(enough);
}

function withoutDetail(audit: AuditResult, findings: readonly Finding[]): AuditResult {
  const cut = new Set(findings.map(({ fingerprint }) => fingerprint));
  return mapFailed(audit, (verdict) => {
    const [first, ...rest] = verdict.findings;
    const bare = (finding: Finding): Finding => (cut.has(finding.fingerprint) ? bareOf(finding) : finding);
    return { ...verdict, findings: [bare(first), ...rest.map(bare)] };
  });
}

function bareOf(finding: Finding): Finding {
  const { excerpts, remediation } = finding;
  const left = `${excerpts.length} excerpts and ${remediation.steps.length} remediation steps`;
  const bare = {
    ...finding,
    excerpts: [{ label: 'Left out', value: `${left}: the audit was too large to store whole.` }],
    remediation: { ...remediation, steps: [{ text: `Follow ${remediation.learnMore}` }] },
  };
  // One with nothing to leave out would only grow by saying so.
  return JSON.stringify(bare).length < JSON.stringify(finding).length ? bare : finding;
}

/** Drops findings and their part of the baseline; a failed check keeps at least its worst one, and is marked. */
function without(audit: AuditResult, findings: readonly Finding[]): AuditResult {
  const dropped = new Set(findings.map(({ fingerprint }) => fingerprint));
  const smaller = mapFailed(audit, (verdict) => {
    const [worst, ...others] = worstFirst(verdict.findings);
    const kept = others.filter(({ fingerprint }) => !dropped.has(fingerprint));
    if (kept.length === others.length) return verdict;
    return {
      ...verdict,
      findings: [worst, ...kept],
      unseen: {
        reason: 'truncated',
        detail: `${others.length - kept.length} more findings were left out: the audit was too large to store whole.`,
        remedy: 'Repair the findings shown; the next audit shows the others.',
      },
    };
  });
  for (const { fingerprint } of findingsIn(smaller.verdicts)) dropped.delete(fingerprint);
  return { ...smaller, baseline: smaller.baseline.filter(({ fingerprint }) => !dropped.has(fingerprint)) };
}

type Failed = Extract<CheckVerdict, { outcome: 'fail' }>;

function mapFailed(audit: AuditResult, change: (verdict: Failed) => Failed): AuditResult {
  const verdicts = audit.verdicts.map((verdict) => (verdict.outcome === 'fail' ? change(verdict) : verdict));
  return { ...audit, verdicts };
}

function worstFirst(findings: Failed['findings']): [Finding, ...Finding[]] {
  const [first, ...rest] = findings;
  const worst = rest.reduce((one, other) => (isWorse(other.severity, one.severity) ? other : one), first);
  return [worst, ...findings.filter((finding) => finding !== worst)];
}

const longText = 1000;

/** Every text of verdicts and evidence, cut: for the one name or message that is a book. */
function withShortTexts(audit: AuditResult): AuditResult {
  return { ...audit, verdicts: shortened(audit.verdicts), evidence: shortened(audit.evidence) };
}

function shortened<T>(value: T): T {
  const json = JSON.stringify(value, (_key, text: unknown) =>
    typeof text === 'string' && text.length > longText
      ? `${text.slice(0, longText)}… (${text.length} characters)`
      : text,
  );
  // Texts became shorter texts; the shape is the one it was.
  return JSON.parse(json) as T;
}
