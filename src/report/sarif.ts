/**
 * The report as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), with what GitHub code
 * scanning asks for beyond it (https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
 *
 * Findings are of kind `fail`; their level is `error` for critical and high ones, `warning` for medium, `note` for low and
 * info, and `properties.severity` has our own word. Findings out of sight are of kind `open`, which has no level. What was
 * resolved has the baseline state `absent`. Clusters that were not audited and checks that are unknown are notifications.
 */
import { productVersion } from '../shared/product.ts';
import type { AuditReport, ReportCluster } from './audit-report.ts';
import type { ReportRule } from './rule.ts';
import { notificationKinds, notificationsOf } from './sarif/notifications.ts';
import { earlierResult, findingResult } from './sarif/results.ts';
import { ruleOf } from './sarif/rules.ts';

/** The report as the text of a SARIF log of one run. */
export function sarifReport(report: AuditReport, catalogue: readonly ReportRule[]): string {
  const { sweep, clusters } = report;
  const indexes = new Map(catalogue.map(({ id }, index) => [id, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'AKS Fleet Auditor',
            version: productVersion,
            semanticVersion: productVersion,
            rules: catalogue.map(ruleOf),
            notifications: notificationKinds,
          },
        },
        // Up to the last slash it is the category: a later upload replaces the results of the one before.
        automationDetails: { id: `aks-fleet-auditor/${sweep.id}` },
        invocations: [
          {
            executionSuccessful: sweep.complete,
            startTimeUtc: sweep.startedAt,
            endTimeUtc: sweep.closedAt,
            toolExecutionNotifications: notificationsOf(report, indexes),
          },
        ],
        results: clusters.flatMap((cluster) => resultsOf(cluster, report, indexes)),
        properties: {
          score: sweep.score,
          scoreUnsuppressed: sweep.unsuppressed,
          coverage: sweep.coverage,
        },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultsOf(
  cluster: ReportCluster,
  { comparedWith }: AuditReport,
  indexes: ReadonlyMap<string, number>,
): readonly object[] {
  // The baseline states of a run are all there or all absent.
  const results = [
    ...cluster.findings.map((finding) => findingResult(cluster, finding, indexes)),
    ...cluster.outOfSight.map((finding) => earlierResult(cluster, finding, 'open', indexes)),
    ...cluster.resolved.map((finding) => earlierResult(cluster, finding, 'absent', indexes)),
  ];
  return comparedWith.kind === 'nothing'
    ? results.map(({ baselineState: _state, ...result }) => result)
    : results;
}
