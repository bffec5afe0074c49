/** From what a sweep stored to its report. */
import type { AuditResult, BaselineEntry, CheckVerdict, LedgerEntry, Sweep } from '../model.ts';
import { bySeverity, findingsIn, unseenPartsOf } from '../model.ts';
import type {
  AuditReport,
  ComparedWith,
  EarlierFinding,
  ReportCluster,
  ReportFinding,
  ReportVerdict,
} from './audit-report.ts';

/** Joins a closed sweep, its ledger and its audits; clusters in the ledger's order, findings worst first. */
export function auditReport(
  sweep: Sweep,
  ledger: readonly LedgerEntry[],
  audits: readonly AuditResult[],
  comparedWith: ComparedWith = { kind: 'audits' },
): AuditReport {
  const { summary, closedAt } = sweep;
  if (summary === undefined || closedAt === undefined) throw new Error(`Sweep ${sweep.id} is not closed.`);
  const byKey = new Map(audits.map((audit) => [audit.cluster.key, audit]));
  const clusters = ledger.map((entry) => clusterOf(entry, byKey.get(entry.cluster.key)));
  return {
    schemaVersion: 1,
    sweep: {
      id: sweep.id,
      startedAt: sweep.startedAt,
      closedAt,
      complete: summary.complete && !clusters.some(({ state }) => state === 'failed' || state === 'missed'),
      unseen: [...unseenPartsOf(sweep)],
      score: summary.score,
      unsuppressed: meanOf(clusters.flatMap(({ unsuppressed }) => unsuppressed ?? [])),
      coverage: summary.coverage,
      load: summary.load,
    },
    comparedWith,
    clusters,
  };
}

/** As the fleet's score is made of those of its clusters. */
function meanOf(scores: readonly number[]): number | null {
  const sum = scores.reduce((total, score) => total + score, 0);
  return scores.length === 0 ? null : Math.round(sum / scores.length);
}

function clusterOf(entry: LedgerEntry, audit: AuditResult | undefined): ReportCluster {
  const { key, name } = entry.cluster;
  return audit === undefined
    ? { key, name, ...notAudited(entry), ...nothingSeen }
    : {
        key,
        name,
        state: entry.state,
        ...(entry.why === undefined ? {} : { why: entry.why }),
        facts: audit.facts === null ? null : { ...audit.facts, tags: { ...audit.facts.tags } },
        kubernetesVersion: audit.headline.kubernetesVersion,
        startedAt: audit.startedAt,
        finishedAt: audit.finishedAt,
        score: audit.score.value,
        unsuppressed: audit.score.unsuppressed,
        coverage: audit.score.coverage,
        verdicts: audit.verdicts.map(reportVerdict),
        findings: reportFindings(audit),
        resolved: earlierFindings(audit, 'resolved'),
        outOfSight: earlierFindings(audit, 'unknown'),
        load: audit.load,
      };
}

/** A cluster without an audit must not look like one without findings, whatever its ledger says. */
function notAudited({ state, why }: LedgerEntry): Pick<ReportCluster, 'state' | 'why'> {
  if (state === 'audited') {
    return {
      state: 'failed',
      why: 'It was audited, but the audit is not stored any more or cannot be read.',
    };
  }
  return why === undefined ? { state } : { state, why };
}

/** All that a report says of a cluster whose audit it does not have. */
export const nothingSeen = {
  facts: null,
  kubernetesVersion: null,
  startedAt: null,
  finishedAt: null,
  score: null,
  unsuppressed: null,
  coverage: 0,
  verdicts: [],
  findings: [],
  resolved: [],
  outOfSight: [],
  load: { requests: 0, bytes: 0, objects: 0 },
} satisfies Partial<ReportCluster>;

/** Findings of an audit, worst first, each with its life so far; equal ones keep the order of the checks. */
export function reportFindings({ verdicts, baseline }: AuditResult): ReportFinding[] {
  const lives = new Map(baseline.map((entry) => [entry.fingerprint, entry]));
  return findingsIn(verdicts)
    .toSorted(bySeverity)
    .map((finding) => {
      const life = lives.get(finding.fingerprint);
      return {
        ...structuredClone(finding),
        baselineState: life?.state ?? 'new',
        ...(life === undefined ? {} : { firstSeen: life.firstSeen.at }),
      } as ReportFinding; // Readonly arrays of the model are mutable ones to zod.
    });
}

function earlierFindings({ baseline }: AuditResult, state: BaselineEntry['state']): EarlierFinding[] {
  return baseline
    .filter((entry) => entry.state === state)
    .toSorted(bySeverity)
    .map(({ state: _state, resolved: _resolved, firstSeen, lastSeen, ...entry }) => ({
      ...entry,
      firstSeen: firstSeen.at,
      lastSeen: lastSeen.at,
    }));
}

/** A verdict without its findings. */
export function reportVerdict(verdict: CheckVerdict): ReportVerdict {
  if (verdict.outcome !== 'fail') return verdict;
  const { check, outcome, inspected, unseen } = verdict;
  return { check, outcome, inspected, ...unseen };
}
