/** What becomes of a delivery after a try. */
import type { Delivery, DeliveryAttempt } from '../../notification.ts';
import type { NotifyContext } from '../context.ts';
import type { Sent } from '../receivers/receiver.ts';
import { nextTry } from './backoff.ts';
import { noteHealth } from './health.ts';
import { queueDelivery, secondsTo } from './queue-delivery.ts';
import { traceOf } from './trace.ts';

/** Kept with a delivery. */
const mostAttempts = 20;

/** Marks what became of the try; when it is to be tried again, the message for that is sent first. */
export async function settle(
  context: NotifyContext,
  delivery: Delivery,
  sent: Sent,
  startedAt: Date,
): Promise<void> {
  const { id, triedSince, attempts, receiver, claim } = delivery;
  const { history, now, queues, random } = context;
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
  tell(context, delivery, sent, next);
}

function tell({ log, metrics, now }: NotifyContext, delivery: Delivery, sent: Sent, next: Date | null): void {
  const { sweepId, decisionId, deliveryId, receiver, receiverKind } = traceOf(delivery);
  const { status, detail } = sent;
  const outcome = sent.ok ? 'sent' : next === null ? 'givenUp' : 'again';
  metrics.record('auditor.delivery.tries', 1, { outcome, receiverKind });
  if (sent.ok) {
    const seconds = (now().getTime() - Date.parse(delivery.createdAt)) / 1000;
    metrics.record('auditor.delivery.seconds', seconds, { receiverKind });
    log.info('Message sent', { sweepId, decisionId, deliveryId, receiver, status, detail });
  } else if (next === null) {
    log.warn('Message given up', { sweepId, decisionId, deliveryId, receiver, status, detail });
  } else {
    const nextAt = next.toISOString();
    log.warn('Message not sent', { sweepId, decisionId, deliveryId, receiver, status, detail, nextAt });
  }
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
  { history, now, log, metrics }: Pick<NotifyContext, 'history' | 'now' | 'log' | 'metrics'>,
  id: string,
  detail: string,
): Promise<void> {
  const attempt = { at: now().toISOString(), milliseconds: 0, ok: false, status: null, detail };
  const given = await history.changeDelivery(id, (before) =>
    before.status === 'pending' ? { ...withTry(atRest(before), attempt), status: 'dead' } : null,
  );
  if (given?.changed !== true) return;
  const { sweepId, decisionId, deliveryId, receiver, receiverKind } = traceOf(given.value);
  metrics.record('auditor.delivery.tries', 1, { outcome: 'givenUp', receiverKind });
  log.warn('Message given up', { sweepId, decisionId, deliveryId, receiver, status: null, detail });
}
