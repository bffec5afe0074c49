import type { Sweep } from '../model.ts';
import { messageOf } from '../shared/errors.ts';
import { sweepIdOf } from '../store/keys.ts';
import type { SweepContext } from './context.ts';
import type { AuditClusterMessage, CloseSweepMessage } from './messages.ts';

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
  const { opened, sweep } = await context.history.openSweep({
    id: sweepIdOf(startedAt),
    trigger,
    status: 'planning',
    startedAt: startedAt.toISOString(),
    deadline: new Date(startedAt.getTime() + context.options.deadlineMinutes * 60_000).toISOString(),
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

/** Lists the fleet, writes the ledger and sends one message a cluster; doing it again adds only what is missing. */
async function planSweep(context: SweepContext, sweep: Sweep): Promise<void> {
  const clusters = await context.discover();
  await context.history.planClusters(sweep.id, clusters);
  for (const { cluster, state } of await context.history.ledger(sweep.id)) {
    if (state !== 'planned') continue;
    await context.queues.send('audit-cluster', auditMessage(sweep.id, cluster.key));
  }
  await context.history.markSweep(sweep.id, { status: 'running' });
  context.log.info('Sweep planned', { sweepId: sweep.id, clusters: clusters.length });
}

/** Like `planSweep`, but a failure is noted on the sweep and left for the next look at the ledger to try again. */
export async function planOrNote(context: SweepContext, sweep: Sweep): Promise<boolean> {
  try {
    await planSweep(context, sweep);
    return true;
  } catch (error) {
    const problem = messageOf(error);
    context.log.error('Sweep could not be planned', { sweepId: sweep.id, problem });
    await context.history.markSweep(sweep.id, { status: 'planning', problem });
    return false;
  }
}

export async function sendCloseSweep(context: SweepContext, sweepId: string): Promise<void> {
  const message: CloseSweepMessage = { schemaVersion: 1, sweepId };
  await context.queues.send('close-sweep', message, context.options.closeCheckSeconds);
}

function auditMessage(sweepId: string, clusterKey: string): AuditClusterMessage {
  return { schemaVersion: 1, sweepId, clusterKey };
}
