import type { AnyCheck } from '../checks/define-check.ts';
import { type CollectOutput, kindsNeeded } from '../evidence/collect.ts';
import type { Collected } from '../evidence/index.ts';
import { clientActivity } from '../judgement/client-activity.ts';
import { clusterFacts } from '../judgement/cluster-facts.ts';
import { compare, currentEntries, isOpenBefore } from '../judgement/compare.ts';
import { evaluate } from '../judgement/evaluate.ts';
import { headlineOf } from '../judgement/headline.ts';
import { observationOf } from '../judgement/observation.ts';
import { scoreOf } from '../judgement/score.ts';
import { suppress, suppressUnseen } from '../judgement/suppress.ts';
import { boundsFor } from '../judgement/thresholds.ts';
import type { AuditResult, ClusterRef, Severity } from '../model.ts';
import type { Observation } from '../observation.ts';
import { messageOf } from '../shared/errors.ts';
import { fingerprintOf } from '../store/keys.ts';
import type { SweepContext } from './context.ts';
import { clusterHistory, withHistory } from './cluster-history.ts';
import type { AuditClusterMessage } from './messages.ts';
import { rollUpCluster } from './roll-up.ts';

/**
 * Audits one cluster for a sweep: collect, evaluate, score, compare, store.
 * The ledger is marked last, so a step that died is done again; doing it twice stores the same rows.
 */
export async function auditCluster(context: SweepContext, message: AuditClusterMessage): Promise<void> {
  const { sweepId, clusterKey } = message;
  const entry = await context.history.ledgerEntry(sweepId, clusterKey);
  if (entry === null) {
    throw new Error(`Sweep ${sweepId} has no cluster ${clusterKey} in its ledger.`);
  }
  // Delivered twice, or after the sweep gave it up and told people so: an answer now would contradict what is stored.
  if (entry.state !== 'planned' && entry.state !== 'surveyed') {
    context.log.info('Audit skipped', { sweepId, clusterKey, state: entry.state });
    return;
  }
  const { audit, observation } = await auditOf(context, sweepId, entry.cluster);
  await context.history.saveAudit(audit, observation);
  await rollUpCluster(context.history, audit);
  await context.history.markLedger(sweepId, clusterKey, 'audited');
  logAudit(context, audit);
}

async function auditOf(
  context: SweepContext,
  sweepId: string,
  cluster: ClusterRef,
): Promise<{ readonly audit: AuditResult; readonly observation: Observation }> {
  const startedAt = context.now();
  const collected = await collectAll(context, sweepId, cluster);
  const policy = await context.policy();
  const finishedAt = context.now();
  const facts = clusterFacts(collected.evidence);
  const judged = { name: cluster.name, facts };
  const before = await context.history.baseline(cluster.key);
  const found = evaluate(context.checks, collected.evidence, {
    now: finishedAt,
    fingerprint: (check, resource) => fingerprintOf(cluster.key, check, resource),
    outOfScope: (kind) => context.outOfScope(cluster, kind),
    thresholds: (check) => boundsFor(check, judged, policy.thresholds),
    open: (check) => before.filter((entry) => entry.check === check && isOpenBefore(entry, sweepId)),
    onFault: (check, error) =>
      context.log.error('Check broke', {
        sweepId,
        clusterKey: cluster.key,
        check,
        error: messageOf(error),
      }),
  });
  const verdicts = suppress(found, judged, policy.suppressions, finishedAt);
  const compared = compare(before, verdicts, {
    sweepId,
    at: finishedAt.toISOString(),
  });
  const baseline = suppressUnseen(compared, judged, policy.suppressions, finishedAt);
  await context.history.saveBaseline(cluster.key, baseline);
  const score = scoreOf(verdicts, severityIn(context.checks));
  const audit: AuditResult = {
    schemaVersion: 2,
    sweepId,
    cluster,
    facts,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    score,
    headline: headlineOf(score, verdicts, collected.evidence, collected.load),
    verdicts,
    baseline: currentEntries(baseline, sweepId),
    evidence: collected.status,
    clients: clientActivity(collected.evidence),
    load: collected.load,
  };
  context.onAudit?.(audit, collected.evidence);
  return { audit, observation: observationOf(collected.evidence, audit.finishedAt) };
}

/** The evidence that the checks need: what stages before this one kept, what the cluster says, and its past. */
async function collectAll(
  context: SweepContext,
  sweepId: string,
  cluster: ClusterRef,
): Promise<CollectOutput> {
  const kinds = kindsNeeded(context.checks);
  // Kept by the stages before this one under the kind that it is.
  const known = (await context.history.evidence(sweepId, cluster.key)) as Collected;
  const collected = await context.collect(cluster, kinds, known);
  // A recording has the past as it was then.
  if (!kinds.includes('history') || collected.evidence.history !== undefined) return collected;
  const past = await clusterHistory(context.history, cluster.key, sweepId);
  return withHistory(collected, past, context.now());
}

function severityIn(checks: readonly AnyCheck[]): (id: string) => Severity {
  const bySeverity = new Map(checks.map(({ id, severity }) => [id, severity]));
  return (id) => bySeverity.get(id) ?? 'info';
}

function logAudit({ log }: SweepContext, audit: AuditResult): void {
  const counted = (outcome: string): number =>
    audit.verdicts.filter((verdict) => verdict.outcome === outcome).length;
  log.info('Cluster audited', {
    sweepId: audit.sweepId,
    clusterKey: audit.cluster.key,
    score: audit.score.value,
    coverage: audit.score.coverage,
    pass: counted('pass'),
    fail: counted('fail'),
    unknown: counted('unknown'),
    requests: audit.load.requests,
    bytes: audit.load.bytes,
    milliseconds: Date.parse(audit.finishedAt) - Date.parse(audit.startedAt),
  });
}
