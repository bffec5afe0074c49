import { isActive } from '../judgement/suppress.ts';
import { notifyMessage } from '../notify/messages.ts';
import type { LedgerEntry, Sweep } from '../model.ts';
import { notAuditedStates } from '../model.ts';
import type { SweepContext } from './context.ts';
import { isUnfinished, summaryOf } from './ledger.ts';
import type { CloseSweepMessage } from './messages.ts';
import { planOrNote, sendCloseSweep } from './plan.ts';
import { recordClosed } from './record-closed.ts';
import { rememberFleet } from './remember-fleet.ts';
import { rollUpFleet } from './roll-up.ts';

/**
 * A plan that has shown nothing for this many looks at the ledger, or for eight minutes, has died and is done again:
 * finding a fleet and asking Azure about it may take less (fleet/). Two plans at once would do no harm but to audit
 * clusters twice.
 */
const looksBeforeReplanning = 16;
const secondsBeforeReplanning = 480;

/**
 * Looks at the ledger of a sweep: closes it when every cluster is done or the deadline has passed, else looks again
 * later. Clusters that did not finish are recorded as not audited; none disappears.
 */
export async function closeSweep(context: SweepContext, { sweepId }: CloseSweepMessage): Promise<void> {
  const sweep = await context.history.sweep(sweepId);
  if (sweep === null) throw new Error(`There is no sweep ${sweepId}.`);
  // Whoever closed it may have died before the last steps; doing them again does no harm.
  if (sweep.status === 'closed') return afterClosing(context, sweep);

  const late = context.now() >= new Date(sweep.deadline);
  if (sweep.status === 'planning' && !late) {
    if (planHasDied(context, sweep)) await planOrNote(context, sweep);
    return sendCloseSweep(context, sweepId);
  }
  const ledger = await context.history.ledger(sweepId);
  if (ledger.some(isUnfinished) && !late) return sendCloseSweep(context, sweepId);
  await close(context, sweep, ledger);
}

function planHasDied({ now, options }: SweepContext, sweep: Sweep): boolean {
  const seconds = (now().getTime() - Date.parse(sweep.startedAt)) / 1000;
  return seconds > Math.min(looksBeforeReplanning * options.closeCheckSeconds, secondsBeforeReplanning);
}

async function close(context: SweepContext, sweep: Sweep, ledger: readonly LedgerEntry[]): Promise<void> {
  const { history, now, log, metrics } = context;
  const closedAt = now().toISOString();
  for (const { cluster } of ledger.filter(isUnfinished)) {
    await history.markLedger(
      sweep.id,
      cluster.key,
      'missed',
      `Not finished by the deadline, ${sweep.deadline}.`,
    );
  }
  const final = await history.ledger(sweep.id);
  for (const { cluster, state, why = 'The audit failed.' } of final) {
    // After the pass above no cluster is planned or surveyed any more; should one be, nobody audited it.
    if (state === 'audited') continue;
    const known = notAuditedStates.find((one) => one === state) ?? 'missed';
    if (known === 'failed' || known === 'missed') {
      log.warn('Cluster not audited', { sweepId: sweep.id, clusterKey: cluster.key, state: known, why });
    }
    await history.markNotAudited(cluster, { sweepId: sweep.id, at: closedAt, why, state: known });
  }
  const summary = summaryOf(sweep, final, await history.latest());
  const first = await history.closeSweep(sweep.id, closedAt, summary);
  // Also by the second that closes it: the first may have died in between.
  await afterClosing(context, (await history.sweep(sweep.id)) ?? { ...sweep, closedAt });
  if (!first) return;
  recordClosed(metrics, sweep, summary, closedAt);
  await warnOfEnded(context, sweep.id);
  log.info('Sweep closed', {
    sweepId: sweep.id,
    complete: summary.complete,
    audited: summary.clusters.audited,
    failed: summary.clusters.failed,
    missed: summary.clusters.missed,
    skipped: summary.clusters.skipped,
    vanished: summary.clusters.vanished,
    unseen: sweep.unseen?.length ?? 0,
    score: summary.score,
    coverage: summary.coverage,
    requests: summary.load.requests,
    bytes: summary.load.bytes,
    milliseconds: Date.parse(closedAt) - Date.parse(sweep.startedAt),
  });
}

/** What follows from a closed sweep; messages are decided apart from it, so that they never hold up a sweep. */
async function afterClosing(context: SweepContext, sweep: Sweep): Promise<void> {
  const { history, queues } = context;
  const { id, closedAt } = sweep;
  // First: people hear of what is wrong, whatever becomes of the figures.
  if (closedAt !== undefined) await queues.send('notify', notifyMessage(closedAt));
  await rollUpFleet(history, id);
  if (closedAt !== undefined) await rememberFleet(history, new Date(closedAt));
}

/** What they hid counts again: somebody has to decide anew. */
async function warnOfEnded({ policy, now, log }: SweepContext, sweepId: string): Promise<void> {
  const ended = (await policy()).suppressions.filter((suppression) => !isActive(suppression, now()));
  const ids = ended.map(({ id }) => id).join(' ');
  if (ended.length > 0) log.warn('Suppressions have ended', { sweepId, ids });
}
