import type { Severity } from '../../src/model.ts';
import { severities } from '../../src/model.ts';
import type { AuditReport } from '../../src/report/audit-report.ts';
import { isNewOrWorse } from '../../src/report/compare-reports.ts';

/**
 * 3 when a cluster could not be audited, else 1 when a finding is at or over the bound, else 0. Suppressed findings do not
 * count, nor those that the report it is compared with has as bad.
 */
export function exitCodeOf(
  { sweep, clusters, comparedWith }: AuditReport,
  failOn: Severity | null,
): 0 | 1 | 3 {
  if (!sweep.complete) return 3;
  if (failOn === null) return 0;
  const bound = severities.indexOf(failOn);
  const bad = clusters
    .flatMap(({ findings }) => findings)
    .filter(({ suppression }) => suppression === undefined)
    .filter((finding) => comparedWith.kind !== 'report' || isNewOrWorse(finding))
    .some(({ severity }) => severities.indexOf(severity) <= bound);
  return bad ? 1 : 0;
}
