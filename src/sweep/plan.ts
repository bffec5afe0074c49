import { kindsNeeded } from '../evidence/collect.ts';
import type { Sweep } from '../model.ts';
import { messageOf } from '../shared/errors.ts';
import type { EvidenceByCluster, PlannedEntry } from '../store/history.ts';
import { sweepIdOf } from '../store/keys.ts';
import type { FoundCluster, SweepContext } from './context.ts';
import { lastLogSpan, logSpanAfter } from './log-span.ts';
import { auditMessage, surveyMessage } from './messages.ts';
import type { CloseSweepMessage } from './messages.ts';
import { auditSourceOf, surveyGroups } from './survey-groups.ts';
import { vanishedFrom } from './vanished.ts';

/**
 * Starts a sweep, or hands back the one that is open: there is at most one at a time.
 * The message that closes the sweep is sent before anything else is done, and it finishes a plan that died half way; so
 * a sweep that was opened is always closed.
 */
export async function startSweep(
  context: SweepContext,
  trigger: Sweep['trigger'],
): Promise<{ readonly started: boolean; readonly sweep: Sweep }> {
  const startedAt = context.now();
  const last = await lastLogSpan(context.history);
  const { opened, sweep } = await context.history.openSweep({
    id: sweepIdOf(startedAt),
    trigger,
    status: 'planning',
    startedAt: startedAt.toISOString(),
    deadline: new Date(startedAt.getTime() + context.options.deadlineMinutes * 60_000).toISOString(),
    logSpan: logSpanAfter(last, startedAt, context.options),
  });
  // Also for a sweep that was open already: its own message may be the thing that got lost.
  await sendCloseSweep(context, sweep.id);
  if (!opened) {
    context.log.info('Sweep already open', { sweepId: sweep.id, status: sweep.status });
    return { started: false, sweep };
  }
  await planOrNote(context, sweep);
  return { started: true, sweep };
}

/**
 * Lists the fleet, writes the ledger, gathers what is asked for many clusters at once and sends the messages; doing it
 * again adds only what is missing.
 */
async function planSweep(context: SweepContext, sweep: Sweep): Promise<void> {
  const { history } = context;
  const fleet = await context.discover();
  const vanished = vanishedFrom(fleet, await history.latest());
  await history.planClusters(sweep.id, [...fleet.clusters.map(entryOf), ...vanished]);
  const audited = fleet.clusters.filter(({ skip }) => skip === null);
  const evidence = await context.gatherFleet(audited, kindsNeeded(context.checks));
  await history.saveEvidence(sweep.id, evidence);
  await sendMessages(context, sweep.id, evidence);
  await history.markSweep(sweep.id, {
    status: 'running',
    ...(fleet.unseen.length === 0 ? {} : { unseen: fleet.unseen }),
  });
  context.metrics.record('auditor.sweep.planned', audited.length, { sweepId: sweep.id });
  context.log.info('Sweep planned', {
    sweepId: sweep.id,
    clusters: audited.length,
    skipped: fleet.clusters.length - audited.length,
    vanished: vanished.length,
    unseen: fleet.unseen.length,
  });
}

function entryOf({ cluster, skip }: FoundCluster): PlannedEntry {
  return skip === null ? { cluster, state: 'planned' } : { cluster, state: 'skipped', why: skip };
}

/** One survey for the clusters of a workspace, and an audit for each cluster that has none. */
async function sendMessages(
  { history, queues }: SweepContext,
  sweepId: string,
  evidence: EvidenceByCluster,
): Promise<void> {
  const ledger = await history.ledger(sweepId);
  const planned = ledger.filter(({ state }) => state === 'planned').map(({ cluster }) => cluster.key);
  const sources = new Map(
    planned.flatMap((key) => {
      const source = auditSourceOf(evidence.get(key)?.['auditLogging']);
      return source === null ? [] : [[key, source] as const];
    }),
  );
  for (const { clusterKeys } of surveyGroups(sources)) {
    await queues.send('survey-workspace', surveyMessage(sweepId, clusterKeys));
  }
  for (const key of planned) {
    if (!sources.has(key)) await queues.send('audit-cluster', auditMessage(sweepId, key));
  }
}

/** Like `planSweep`, but a failure is noted on the sweep and left for the next look at the ledger to try again. */
export async function planOrNote(context: SweepContext, sweep: Sweep): Promise<boolean> {
  try {
    await planSweep(context, sweep);
    return true;
  } catch (error) {
    const problem = messageOf(error);
    context.log.error('Sweep could not be planned', { sweepId: sweep.id, problem });
    context.metrics.record('auditor.sweep.planFailed', 1, { sweepId: sweep.id });
    await context.history.markSweep(sweep.id, { status: 'planning', problem });
    return false;
  }
}

export async function sendCloseSweep(context: SweepContext, sweepId: string): Promise<void> {
  const message: CloseSweepMessage = { schemaVersion: 1, sweepId };
  await context.queues.send('close-sweep', message, context.options.closeCheckSeconds);
}
