import type { CheckVerdict, Finding, Score, Severity } from '../model.ts';
import { minimumCoverage, severities } from '../model.ts';
import { sum } from '../shared/sum.ts';

/** Weight of a severity: what a check can earn, and what a finding takes away. */
const weights: Readonly<Record<Severity, number>> = { critical: 10, high: 6, medium: 3, low: 1, info: 0 };

/**
 * Highest score while a finding of a severity is open. Without it one critical finding among ten passing checks
 * would still look like a good mark.
 */
const ceilings: Readonly<Record<Severity, number>> = {
  critical: 39,
  high: 69,
  medium: 89,
  low: 99,
  info: 100,
};

/**
 * Score and coverage of one cluster.
 * Every applicable check can earn the weight of its severity; a failed one loses the weight of its worst finding, and
 * `unknown` earns nothing, so that 100 means "all was seen and all is well". Checks that do not apply count for nothing.
 * A suppressed finding costs nothing; the score as if none were suppressed is given beside it.
 */
export function scoreOf(verdicts: readonly CheckVerdict[], severityOf: (check: string) => Severity): Score {
  const applicable = verdicts.filter(({ outcome }) => outcome !== 'notApplicable');
  const weightOf = ({ check }: CheckVerdict): number => weights[severityOf(check)];
  const possible = sum(applicable.map(weightOf));
  // Nothing applies, so nothing was seen: no score rather than a perfect one.
  if (possible === 0) return { value: null, coverage: 0, unsuppressed: null };
  const seen = sum(applicable.filter(({ outcome }) => outcome !== 'unknown').map(weightOf));
  const coverage = seen / possible;
  if (coverage < minimumCoverage) return { value: null, coverage, unsuppressed: null };
  const points = (counts: (finding: Finding) => boolean): number => {
    const judged = applicable.map((verdict) => pointsOf(verdict, weightOf(verdict), counts));
    const earned = Math.round((100 * sum(judged.map(({ earned }) => earned))) / possible);
    return Math.min(earned, ...judged.map(({ ceiling }) => ceiling));
  };
  return {
    value: points(({ suppression }) => suppression === undefined),
    coverage,
    unsuppressed: points(() => true),
  };
}

/** What a verdict earns of its weight, and the highest score that it leaves. */
function pointsOf(
  verdict: CheckVerdict,
  weight: number,
  counts: (finding: Finding) => boolean,
): { readonly earned: number; readonly ceiling: number } {
  if (verdict.outcome === 'unknown') return { earned: 0, ceiling: 100 };
  const findings = verdict.outcome === 'fail' ? verdict.findings.filter(counts) : [];
  if (findings.length === 0) return { earned: weight, ceiling: 100 };
  const worst = worstOf(findings);
  return { earned: Math.max(0, weight - weights[worst]), ceiling: ceilings[worst] };
}

/** The worst severity among some findings; `info` when there are none. */
export function worstOf(findings: readonly { readonly severity: Severity }[]): Severity {
  return severities.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'info';
}

/** Number of findings by severity; only severities that occur. */
export function countBySeverity(
  findings: readonly { readonly severity: Severity }[],
): Readonly<Partial<Record<Severity, number>>> {
  const counts: Partial<Record<Severity, number>> = {};
  for (const { severity } of findings) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}
