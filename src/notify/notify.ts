/** One decision: the fleet is observed, messages are decided and written, all of it is committed, and then sent on its way. */
import type { Decision, LeftOut } from '../notification.ts';
import { decisionIdOf, deliveryIdOf } from '../store/keys.ts';
import type { NotifyContext } from './context.ts';
import { decide, nothingTold } from './decide.ts';
import { handOver } from './delivery/hand-over.ts';
import { secondsTo } from './delivery/queue-delivery.ts';
import type { NotifyMessage } from './messages.ts';
import { notifyMessage } from './messages.ts';
import { newestClosed } from '../report/load-report.ts';
import type { Logger } from '../shared/logger.ts';
import { observe } from './observe.ts';
import { recipientsOf } from './recipients.ts';
import { withoutUndelivered } from './undelivered.ts';
import { deliveriesOf } from './write-deliveries.ts';

/** Each lost race means that another decision was made meanwhile. */
const mostTries = 10;

/** A clock of another machine may be so much behind. */
const earlySeconds = 5;

/**
 * Decides who is told what at a moment, once: a second time it only sends on what was decided. Nothing that was committed
 * is lost, and nothing that was not has been sent.
 */
export async function notify(context: NotifyContext, message: NotifyMessage): Promise<void> {
  const at = new Date(message.at);
  const early = secondsTo(at, context.now());
  // Queues hide nothing for longer than a week, and a decision is never made about what is to come.
  if (early > earlySeconds) return context.queues.send('notify', message, early);
  const decision = await decisionAt(context, at);
  if (decision !== null) await dispatch(context, decision);
}

/**
 * The decision of a moment, made now if it is not there; null when a later one has taken everything into account. Of two
 * that go on from the same state only one is kept, and the other is made anew: else both would tell the same.
 */
async function decisionAt(context: NotifyContext, moment: Date): Promise<Decision | null> {
  const { history, log } = context;
  let at = moment;
  for (let tries = 0; tries < mostTries; tries++) {
    const made = await history.decision(decisionIdOf(at));
    if (made !== null) return made;
    const newest = await history.newestDecision();
    if (newest !== null && newest.id > decisionIdOf(at)) {
      const sweep = await newestClosed(history);
      if (newest.sweepId === (sweep?.id ?? null)) {
        log.info('Decision superseded', { decisionId: decisionIdOf(at), by: newest.id });
        return null;
      }
      // It was made while the sweep was being closed, and has not seen it.
      at = new Date(Date.parse(newest.at) + 1);
      continue;
    }
    // Whoever made it may have died before all of it was sent on.
    if (newest !== null) await dispatch(context, newest);
    const decision = await decisionOf(context, at, newest);
    await sendNext(context, decision, newest);
    if (!(await history.addDecision(decision))) continue;
    logDecision(log, decision);
    return decision;
  }
  throw new Error(`Decision ${decisionIdOf(at)} lost ${mostTries} races against others.`);
}

function logDecision(log: Logger, { id, sweepId, deliveries, leftOut, nextAt }: Decision): void {
  log.info('Messages decided', {
    sweepId,
    decisionId: id,
    messages: deliveries.length,
    leftOut: leftOut.length,
    nextAt,
  });
}

/** What is held back is looked at again when it falls due; once for each time, and before the decision is kept. */
async function sendNext(
  { queues, now }: NotifyContext,
  { nextAt }: Decision,
  before: Decision | null,
): Promise<void> {
  if (nextAt === null || nextAt === before?.nextAt) return;
  await queues.send('notify', notifyMessage(nextAt), secondsTo(new Date(nextAt), now()));
}

async function decisionOf(context: NotifyContext, at: Date, newest: Decision | null): Promise<Decision> {
  const { history, settings } = context;
  const [subscriptions, health] = await Promise.all([history.subscriptions(), history.receiverHealth()]);
  const before = await withoutUndelivered(context, newest?.state ?? nothingTold, health, at);
  const observation = await observe(context, at, before, { subscriptions, health });
  const recipients = recipientsOf(settings, subscriptions);
  const decided = decide(observation, before, { ...recipients, maintenance: settings.maintenance });
  return {
    id: decisionIdOf(at),
    after: newest?.id ?? null,
    at: at.toISOString(),
    sweepId: observation.sweepId,
    deliveries: await deliveriesOf(context, decided, { at, sweepId: observation.sweepId }),
    leftOut: decided.leftOut.map((entry) => withDelivery(entry, at)),
    state: decided.state,
    nextAt: decided.nextAt,
  };
}

/** What was put together is in a delivery, which people can open. */
function withDelivery(entry: LeftOut, at: Date): LeftOut {
  const { reason, receiver, route, into } = entry;
  if (reason !== 'grouped into' || receiver === null || into === undefined) return entry;
  return { ...entry, into: deliveryIdOf(at, [receiver, route, into]) };
}

/** Sends the deliveries of a decision on their way; done twice, it does what is missing. */
async function dispatch(context: NotifyContext, { deliveries }: Decision): Promise<void> {
  for (const delivery of deliveries) await handOver(context, delivery);
}
