import type { EarlierFinding, ReportCluster, ReportFinding } from '../audit-report.ts';
import { resourceLocation } from './locations.ts';
import type { SarifMessage } from './message.ts';
import { messageOf } from './message.ts';
import type { SarifLevel } from './rules.ts';
import { levelOf, ruleReference } from './rules.ts';

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex?: number;
  readonly kind: 'fail' | 'open';
  readonly level: SarifLevel | 'none';
  readonly message: SarifMessage;
  readonly locations: readonly object[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly baselineState: 'new' | 'unchanged' | 'updated' | 'absent';
  readonly suppressions: readonly object[];
  readonly properties: Readonly<Record<string, unknown>>;
}

type Indexes = ReadonlyMap<string, number>;

export function findingResult(cluster: ReportCluster, finding: ReportFinding, indexes: Indexes): SarifResult {
  const { severity, severityBefore, confidence, summary, remediation, baselineState } = finding;
  return {
    ...shared(cluster, finding, indexes),
    kind: 'fail',
    level: levelOf[severity],
    message: messageOf(`${ended(summary)} ${remediation.summary}`),
    baselineState: severityBefore === undefined ? (baselineState === 'new' ? 'new' : 'unchanged') : 'updated',
    properties: {
      severity,
      ...(severityBefore === undefined ? {} : { severityBefore }),
      confidence,
      cluster: cluster.key,
    },
  };
}

/** A finding of an earlier audit: nobody could look again (`open`), or it is not there any more (`absent`). */
export function earlierResult(
  cluster: ReportCluster,
  finding: EarlierFinding,
  now: 'open' | 'absent',
  indexes: Indexes,
): SarifResult {
  const { severity, summary, lastSeen } = finding;
  const result = shared(cluster, finding, indexes);
  const properties = { severity, cluster: cluster.key, lastSeen };
  if (now === 'absent') {
    const level = levelOf[severity];
    return {
      ...result,
      kind: 'fail',
      level,
      message: messageOf(summary),
      baselineState: 'absent',
      properties,
    };
  }
  return {
    ...result,
    kind: 'open',
    level: 'none',
    message: messageOf(
      `${ended(summary)} It was last seen at ${lastSeen}; this audit could not look again, so it counts as open.`,
    ),
    baselineState: 'unchanged',
    properties,
  };
}

function shared(cluster: ReportCluster, finding: ReportFinding | EarlierFinding, indexes: Indexes) {
  const { check, resource, fingerprint, suppression } = finding;
  return {
    ...ruleReference(check, indexes),
    locations: [resourceLocation(cluster, resource)],
    // The second is the only one that GitHub knows a result again by.
    partialFingerprints: { 'aksFleetAuditor/v1': fingerprint, primaryLocationLineHash: fingerprint },
    // Empty is "not suppressed"; the results of a run have it all or none.
    suppressions:
      suppression === undefined
        ? []
        : [{ kind: 'external', status: 'accepted', justification: justificationOf(suppression) }],
  };
}

function justificationOf({ id, owner, reason, expires }: NonNullable<ReportFinding['suppression']>): string {
  return messageOf(`${ended(reason)} Accepted by ${owner} until ${expires} (suppression ${id}).`).text;
}

function ended(sentence: string): string {
  return /[.!?…]\s*$/u.test(sentence) ? sentence : `${sentence}.`;
}
