import * as z from 'zod';
import { logKinds } from '../evidence/index.ts';
import type { Missing } from '../model.ts';
import { giveUpDelivery } from '../notify/delivery/settle.ts';
import { parseDeliver } from '../notify/messages.ts';
import { messageOf, UsageError } from '../shared/errors.ts';
import type { QueueName } from '../store/queues.ts';
import type { SweepContext } from './context.ts';
import type { SweepQueue } from './messages.ts';
import { AuditClusterMessage, SurveyWorkspaceMessage, parseMessage } from './messages.ts';
import { pendingOf, sendAudits } from './survey.ts';

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
  const { history, log, metrics, now } = context;
  const why = await consequenceOf(context, queue, item);
  const body = typeof item === 'string' ? item : JSON.stringify(item);
  await history.keepDeadLetter({
    queue,
    messageId: id,
    at: now().toISOString(),
    body: body.slice(0, keptCharacters),
    why,
  });
  metrics.record('auditor.queue.givenUp', 1, { queue });
  const { sweepId, clusterKey, deliveryId } = idsIn(item);
  log.error('Queue message given up', { sweepId, clusterKey, deliveryId, queue, messageId: id, why });
}

/** What the message was about, as far as it can be read: it may be none of ours. */
function idsIn(item: unknown): z.infer<typeof Ids> {
  const parsed = Ids.safeParse(item);
  return parsed.success ? parsed.data : {};
}

const Ids = z.object({ sweepId: z.string(), clusterKey: z.string(), deliveryId: z.string() }).partial();

/** Does what the loss of the message asks for; answers why it was given up. */
async function consequenceOf(context: SweepContext, queue: QueueName, item: unknown): Promise<string> {
  if (queue === 'audit-cluster') return markFailed(context, item);
  if (queue === 'survey-workspace') return auditUnsurveyed(context, item);
  if (queue === 'deliver') return endDelivery(context, item);
  return 'Handling it failed every time.';
}

/** The clusters are audited all the same, with the failure as evidence. */
async function auditUnsurveyed(context: SweepContext, item: unknown): Promise<string> {
  const message = parsed('survey-workspace', SurveyWorkspaceMessage, item);
  if (typeof message === 'string') return message;
  const { sweepId, clusterKeys } = message;
  if ((await context.history.sweep(sweepId)) === null) return `There is no sweep ${sweepId}.`;
  const pending = await pendingOf(context, sweepId, clusterKeys);
  const failed = Object.fromEntries(logKinds.map((kind) => [kind, brokenSurvey]));
  // Of the others the evidence is kept; only the message of their audit may never have been sent.
  const unsurveyed = pending.filter(({ state }) => state === 'planned');
  await context.history.saveEvidence(
    sweepId,
    new Map(unsurveyed.map(({ cluster }) => [cluster.key, failed])),
  );
  await sendAudits(context, sweepId, pending);
  return 'The survey broke at every try; the log of the function survey-workspace says why.';
}

const brokenSurvey: Missing = {
  ok: false,
  reason: 'invalid',
  detail: 'The survey of the audit logs broke at every try.',
  remedy: 'Look into the log of the function survey-workspace and report it as a fault of the auditor.',
};

/** Marks the cluster of the message as failed, unless it was audited after all; answers why it was given up. */
async function markFailed({ history }: SweepContext, item: unknown): Promise<string> {
  const message = parsed('audit-cluster', AuditClusterMessage, item);
  if (typeof message === 'string') return message;
  const { sweepId, clusterKey } = message;
  const entry = await history.ledgerEntry(sweepId, clusterKey);
  if (entry === null) return `Sweep ${sweepId} has no cluster ${clusterKey} in its ledger.`;
  if (entry.state === 'audited') return 'The cluster was audited by another delivery of the message.';
  const why = 'The audit broke at every try; the log of the function audit-cluster says why.';
  await history.markLedger(sweepId, clusterKey, 'failed', why);
  return why;
}

/** The message can be sent again by hand; meanwhile it says that it did not arrive. */
async function endDelivery(context: SweepContext, item: unknown): Promise<string> {
  try {
    const { deliveryId } = parseDeliver(item);
    const why = 'Sending it broke at every try; the log of the function deliver says why.';
    await giveUpDelivery(context, deliveryId, why);
    return why;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message;
  }
}

/** The message, or why it is none of ours. */
function parsed<T>(queue: SweepQueue, schema: z.ZodType<T>, item: unknown): T | string {
  try {
    return parseMessage(queue, schema, item);
  } catch (error) {
    return messageOf(error);
  }
}
