/** What becomes of a delivery after a try. */
import type { Delivery, DeliveryAttempt } from '../../notification.ts';
import type { NotifyContext } from '../context.ts';
import type { Sent } from '../receivers/receiver.ts';
import { nextTry } from './backoff.ts';
import { noteHealth } from './health.ts';
import { queueDelivery, secondsTo } from './queue-delivery.ts';

/** Kept with a delivery. */
const mostAttempts = 20;

/** Marks what became of the try; when it is to be tried again, the message for that is sent first. */
export async function settle(
  context: NotifyContext,
  { id, triedSince, attempts, receiver, claim }: Delivery,
  sent: Sent,
  startedAt: Date,
): Promise<void> {
  const { history, now, queues, random, log } = context;
  const at = now();
  const next =
    sent.ok || !sent.retry
      ? null
      : nextTry({
          failures: attempts.filter((before) => !before.ok && before.at >= triedSince).length + 1,
          since: new Date(triedSince),
          now: at,
          retryAfterSeconds: sent.retryAfterSeconds,
          random: random(),
        });
  if (next !== null) await queueDelivery(queues, id, secondsTo(next, at));
  const attempt: DeliveryAttempt = {
    at: startedAt.toISOString(),
    milliseconds: at.getTime() - startedAt.getTime(),
    ok: sent.ok,
    status: sent.status,
    detail: sent.detail,
  };
  await history.changeDelivery(id, (stored) => {
    const tried = withTry(stored, attempt);
    // Whoever took it over meanwhile says how it goes on; that it arrived is so whoever sent it.
    if (!sent.ok && stored.claim?.holder !== claim?.holder) return tried;
    const before = atRest(tried);
    if (sent.ok) return { ...before, status: 'sent', sentAt: at.toISOString() };
    return next === null ? { ...before, status: 'dead' } : { ...before, nextAt: next.toISOString() };
  });
  await noteHealth(context, receiver, sent, next);
  const fields = { deliveryId: id, receiver, status: sent.status, detail: sent.detail };
  if (sent.ok) log.info('Message sent', fields);
  else log.warn(next === null ? 'Message given up' : 'Message not sent', fields);
}

/** In nobody's hand, and not to be tried. */
export function atRest({ claim: _claim, nextAt: _nextAt, ...delivery }: Delivery): Delivery {
  return delivery;
}

function withTry(delivery: Delivery, attempt: DeliveryAttempt): Delivery {
  return {
    ...delivery,
    attempts: [...delivery.attempts, attempt].slice(-mostAttempts),
    attemptsTotal: delivery.attemptsTotal + 1,
  };
}

/** Ends the tries for a reason that is no answer of the receiver. */
export async function giveUpDelivery(
  { history, now }: Pick<NotifyContext, 'history' | 'now'>,
  id: string,
  detail: string,
): Promise<void> {
  const attempt = { at: now().toISOString(), milliseconds: 0, ok: false, status: null, detail };
  await history.changeDelivery(id, (before) =>
    before.status === 'pending' ? { ...withTry(atRest(before), attempt), status: 'dead' } : null,
  );
}
