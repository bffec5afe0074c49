/** One try to send one message: claimed, sent, and marked; what fails is tried again later, and one receiver never waits for another. */
import { randomUUID } from 'node:crypto';
import type { Delivery } from '../../notification.ts';
import { messageOf } from '../../shared/errors.ts';
import type { NotifyContext } from '../context.ts';
import type { DeliverMessage } from '../messages.ts';
import type { Sent } from '../receivers/receiver.ts';
import type { Recipient } from '../recipients.ts';
import { recipientOf } from '../recipients.ts';
import { nextTry } from './backoff.ts';
import { retryTime } from './health.ts';
import { placeInLine } from './place-in-line.ts';
import { queueDelivery, secondsTo } from './queue-delivery.ts';
import { atRest, giveUpDelivery, settle } from './settle.ts';
import { traceOf } from './trace.ts';

/** Longer than a try takes, and shorter than the host waits before it delivers the message of a dead process again. */
const claimMs = 60_000;
const sendMs = 30_000;

/** A message that is delivered this much before its time is a second copy: the one that counts comes later. */
const earlyMs = 5_000;

/** A paused receiver is looked at as often as one that has failed so many times: every half hour. */
const pausedLikeFailures = 4;

/** Another message is on its way to the same receiver: longer than most take, and longer than `earlyMs`. */
const busyMs = 8_000;

export async function deliver(context: NotifyContext, { deliveryId }: DeliverMessage): Promise<void> {
  const { history, now } = context;
  const delivery = await history.delivery(deliveryId);
  if (delivery === null) throw new Error(`There is no delivery ${deliveryId}.`);
  if (delivery.status !== 'pending' || isEarly(delivery, now())) return;
  const recipient = await recipientOf(context, delivery.receiver);
  if (recipient === null) return cancel(context, delivery);
  if (recipient.paused !== null) return waitForResume(context, delivery);
  const later = await reasonToWait(context, delivery);
  if (later !== null) return postpone(context, delivery, later);
  const holder = randomUUID();
  const turn = `deliver:${delivery.receiver}`;
  const until = new Date(now().getTime() + claimMs);
  // One at a time: what does not answer holds up nobody but itself, and what does is not flooded.
  if (!(await history.takeTurn(turn, holder, { now: now(), until }))) {
    return postpone(context, delivery, new Date(now().getTime() + busyMs));
  }
  try {
    await sendClaimed(context, delivery, recipient, { holder, until: until.toISOString() });
  } finally {
    await history.endTurn(turn, holder);
  }
}

function isEarly({ nextAt }: Delivery, now: Date): boolean {
  return nextAt !== undefined && Date.parse(nextAt) - now.getTime() > earlyMs;
}

/** When it can be tried, if not now: the receiver rests, or is to get an older message of the group first. */
async function reasonToWait({ history, now }: NotifyContext, delivery: Delivery): Promise<Date | null> {
  const rest = retryTime(await history.receiverHealth(), delivery.receiver, now());
  return rest ?? (await placeInLine(history, delivery, now()));
}

/** Looked at again for as long as it may be tried: its receiver may be resumed. */
async function waitForResume(context: NotifyContext, delivery: Delivery): Promise<void> {
  const { now, random } = context;
  const next = nextTry({
    failures: pausedLikeFailures,
    since: new Date(delivery.triedSince),
    now: now(),
    retryAfterSeconds: undefined,
    random: random(),
  });
  if (next !== null) return postpone(context, delivery, next);
  return giveUpDelivery(context, delivery.id, 'Its receiver was paused for a day.');
}

async function sendClaimed(
  context: NotifyContext,
  { id }: Delivery,
  recipient: Recipient,
  claim: NonNullable<Delivery['claim']>,
): Promise<void> {
  const { history, now } = context;
  const claimed = await history.changeDelivery(id, (before) =>
    before.status !== 'pending' || isClaimed(before, now()) || isEarly(before, now())
      ? null
      : { ...before, claim },
  );
  if (claimed === null) return;
  if (!claimed.changed) {
    const { status, claim: other } = claimed.value;
    // Should that one have died, this message is the one that comes after it.
    if (status !== 'pending' || other === undefined) return;
    return postpone(context, claimed.value, new Date(Date.parse(other.until) + earlyMs));
  }
  const startedAt = now();
  const sent = await trySend(context, claimed.value, recipient);
  await settle(context, claimed.value, sent, startedAt);
}

function isClaimed({ claim }: Delivery, now: Date): boolean {
  return claim !== undefined && new Date(claim.until) > now;
}

async function trySend(context: NotifyContext, delivery: Delivery, recipient: Recipient): Promise<Sent> {
  const { id, message, createdAt, triedSince, group } = delivery;
  try {
    const receiver = await context.receiverOf(recipient.open(), recipient.consented);
    const outgoing = { deliveryId: id, message, createdAt, triedSince, group };
    return await receiver.send(outgoing, AbortSignal.timeout(sendMs));
  } catch (error) {
    // Opening its secrets failed, or a fault of ours: trying again may help once somebody has mended it.
    return { ok: false, status: null, retry: true, detail: messageOf(error) };
  }
}

/** Its receiver does not exist any more. */
async function cancel({ history, log }: NotifyContext, delivery: Delivery): Promise<void> {
  await history.changeDelivery(delivery.id, (before) =>
    before.status === 'pending' ? { ...atRest(before), status: 'cancelled' } : null,
  );
  const { sweepId, decisionId, deliveryId, receiver } = traceOf(delivery);
  log.info('Message cancelled', { sweepId, decisionId, deliveryId, receiver });
}

async function postpone(context: NotifyContext, delivery: Delivery, until: Date): Promise<void> {
  const { history, queues, now } = context;
  await queueDelivery(queues, delivery.id, secondsTo(until, now()));
  await history.changeDelivery(delivery.id, (before) =>
    before.status === 'pending' ? { ...before, nextAt: until.toISOString() } : null,
  );
}
