import { messageOf } from '../shared/errors.ts';
import type { QueueName } from '../store/queues.ts';
import type { SweepContext } from './context.ts';
import { AuditClusterMessage, parseMessage } from './messages.ts';

/** A message that the host gave up after its last try. */
export interface PoisonMessage {
  readonly queue: QueueName;
  readonly id: string;
  readonly item: unknown;
}

/** Longest message text kept with a dead letter; longer than any message of ours. */
const keptCharacters = 32 * 1024;

/**
 * Keeps a message that could not be handled, whoever wrote it; a cluster whose audit failed for good is marked in its
 * sweep's ledger, so that the sweep can close and say so.
 */
export async function giveUp(context: SweepContext, { queue, id, item }: PoisonMessage): Promise<void> {
  const { history, log, now } = context;
  const why = queue === 'audit-cluster' ? await markFailed(context, item) : 'Handling it failed every time.';
  const body = typeof item === 'string' ? item : JSON.stringify(item);
  await history.keepDeadLetter({
    queue,
    messageId: id,
    at: now().toISOString(),
    body: body.slice(0, keptCharacters),
    why,
  });
  log.error('Message given up', { queue, messageId: id, why });
}

/** Marks the cluster of the message as failed, unless it was audited after all; answers why it was given up. */
async function markFailed({ history }: SweepContext, item: unknown): Promise<string> {
  const message = parsed(item);
  if (typeof message === 'string') return message;
  const { sweepId, clusterKey } = message;
  const entry = await history.ledgerEntry(sweepId, clusterKey);
  if (entry === null) return `Sweep ${sweepId} has no cluster ${clusterKey} in its ledger.`;
  if (entry.state === 'audited') return 'The cluster was audited by another delivery of the message.';
  const why = 'The audit broke at every try; the log of the function audit-cluster says why.';
  await history.markLedger(sweepId, clusterKey, 'failed', why);
  return why;
}

/** The message, or why it is none of ours. */
function parsed(item: unknown): AuditClusterMessage | string {
  try {
    return parseMessage('audit-cluster', AuditClusterMessage, item);
  } catch (error) {
    return messageOf(error);
  }
}
