/**
 * The report as a table: one row a finding, and one for everything else that must not be read as health: clusters, those
 * not audited, checks that are unknown, findings out of sight, parts of the fleet not seen.
 */
import type {
  AuditReport,
  EarlierFinding,
  ReportCluster,
  ReportFinding,
  ReportVerdict,
} from './audit-report.ts';
import type { Row } from './csv-columns.ts';
import { csvColumns } from './csv-columns.ts';
import { insightRows } from './csv-insights.ts';
import { csvText } from './csv-text.ts';

/** The report as CSV for spreadsheets. */
export function csvReport({ sweep, clusters, insights }: AuditReport): string {
  const rows: readonly Row[] = [
    ...sweep.unseen.map((part): Row => ({ record: 'fleet-not-seen', reason: part })),
    ...clusters.flatMap(clusterRows),
    ...(insights === undefined ? [] : insightRows(insights)),
  ];
  const whole = rows.map((row) => ({ ...row, sweep_id: sweep.id, sweep_closed_at: sweep.closedAt }));
  return csvText(
    csvColumns,
    whole.map((row: Row) => csvColumns.map((column) => row[column] ?? null)),
  );
}

function clusterRows(cluster: ReportCluster): readonly Row[] {
  const { facts } = cluster;
  const about = {
    cluster: cluster.name,
    cluster_key: cluster.key,
    cluster_state: cluster.state,
    tier: facts?.tier,
    location: facts?.location,
    nodes: facts?.nodes,
    kubernetes_version: cluster.kubernetesVersion,
    tags: facts === null ? null : tagsText(facts.tags),
  };
  const audited = cluster.state === 'audited';
  const rows: readonly Row[] = [
    {
      record: audited ? 'cluster' : 'not-audited',
      reason: cluster.why,
      score: cluster.score,
      score_unsuppressed: cluster.unsuppressed,
      coverage: audited ? cluster.coverage : null,
    },
    ...cluster.findings.map(findingRow),
    ...cluster.verdicts.flatMap(unknownRows),
    ...cluster.outOfSight.map((finding) => earlierRow('out-of-sight', finding)),
    ...cluster.resolved.map((finding) => earlierRow('resolved', finding)),
  ];
  return rows.map((row) => ({ ...row, ...about }));
}

function findingRow(finding: ReportFinding): Row {
  const { observed, threshold, remediation, baselineState, since, firstSeen } = finding;
  return {
    ...rowOf(finding),
    record: 'finding',
    outcome: 'fail',
    baseline_state: baselineState,
    observed: observed.text,
    observed_value: observed.value,
    observed_unit: observed.unit,
    threshold_value: threshold?.value,
    threshold_unit: threshold?.unit,
    since,
    first_seen: firstSeen,
    remedy: remediation.summary,
    learn_more: remediation.learnMore,
  };
}

function earlierRow(record: 'resolved' | 'out-of-sight', finding: EarlierFinding): Row {
  const { firstSeen, lastSeen } = finding;
  return {
    ...rowOf(finding),
    record,
    baseline_state: record === 'resolved' ? 'resolved' : 'unknown',
    first_seen: firstSeen,
    last_seen: lastSeen,
  };
}

function rowOf(finding: ReportFinding | EarlierFinding): Omit<Row, 'record'> {
  const { check, severity, confidence, resource, summary, culprit, suppression, fingerprint } = finding;
  return {
    check,
    severity,
    confidence,
    resource_kind: resource?.kind,
    resource_namespace: resource?.namespace,
    resource_name: resource?.name,
    resource_part: resource?.part,
    summary,
    culprit_kind: culprit?.kind,
    culprit_name: culprit?.name,
    suppression_id: suppression?.id,
    suppression_owner: suppression?.owner,
    suppression_expires: suppression?.expires,
    suppression_reason: suppression?.reason,
    fingerprint,
  };
}

function unknownRows({ check, outcome, reason, detail, remedy }: ReportVerdict): readonly Row[] {
  if (reason === undefined) return [];
  const record = outcome === 'unknown' ? 'unknown' : 'partly-unknown';
  return [{ record, check, outcome, reason: `${reason}: ${detail ?? ''}`, remedy }];
}

function tagsText(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}
