import type { ReportCluster, ReportFinding } from '../../report/audit-report.ts';
import type { Severity } from '../../model.ts';
import { severities } from '../../model.ts';
import { compareText } from '../../shared/compare-text.ts';

/** Those that nobody could audit, then the lowest score, none before any: what is not known may be the worst. */
export function worstFirst(clusters: readonly ReportCluster[]): readonly ReportCluster[] {
  const rank = (cluster: ReportCluster): number => {
    if (hasNothingToAudit(cluster)) return 101;
    return cluster.state === 'audited' ? (cluster.score ?? -1) : -2;
  };
  return clusters.toSorted(
    (left, right) =>
      rank(left) - rank(right) || compareText(left.name, right.name) || compareText(left.key, right.key),
  );
}

export function hasNothingToAudit({ state }: ReportCluster): boolean {
  return state === 'skipped' || state === 'vanished';
}

export function openIn({ findings }: ReportCluster): readonly ReportFinding[] {
  return findings.filter(({ suppression }) => suppression === undefined);
}

export function suppressedIn({ findings }: ReportCluster): readonly ReportFinding[] {
  return findings.filter(({ suppression }) => suppression !== undefined);
}

export function countsOf(findings: readonly ReportFinding[]): Readonly<Partial<Record<Severity, number>>> {
  return Object.fromEntries(
    severities.flatMap((severity) => {
      const count = findings.filter((finding) => finding.severity === severity).length;
      return count === 0 ? [] : [[severity, count]];
    }),
  );
}

/** Checks of which at least a part could not be judged. */
export function unknownIn({ verdicts }: ReportCluster): ReportCluster['verdicts'] {
  return verdicts.filter(({ reason }) => reason !== undefined);
}
