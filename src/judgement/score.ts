import type { CheckVerdict, Score, Severity } from '../model.ts';
import { severities } from '../model.ts';

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

/** Below this coverage a score would say more about what was not seen than about the cluster (DESIGN §6). */
const minimumCoverage = 0.5;

/**
 * Score and coverage of one cluster.
 * Every applicable check can earn the weight of its severity; a failed one loses the weight of its worst finding, and
 * `unknown` earns nothing, so that 100 means "all was seen and all is well". Checks that do not apply count for nothing.
 */
export function scoreOf(verdicts: readonly CheckVerdict[], severityOf: (check: string) => Severity): Score {
  let possible = 0;
  let seen = 0;
  let earned = 0;
  let ceiling = 100;
  for (const verdict of verdicts) {
    if (verdict.outcome === 'notApplicable') continue;
    const weight = weights[severityOf(verdict.check)];
    possible += weight;
    if (verdict.outcome === 'unknown') continue;
    seen += weight;
    if (verdict.outcome === 'pass') {
      earned += weight;
      continue;
    }
    const worst = worstOf(verdict.findings);
    earned += Math.max(0, weight - weights[worst]);
    ceiling = Math.min(ceiling, ceilings[worst]);
  }
  // Nothing applies, so nothing was seen: no score rather than a perfect one.
  if (possible === 0) return { value: null, coverage: 0 };
  const coverage = seen / possible;
  if (coverage < minimumCoverage) return { value: null, coverage };
  return { value: Math.min(ceiling, Math.round((100 * earned) / possible)), coverage };
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
