/** How receivers fare: one that does not answer is left alone for a while, and one that never does is paused. */
import type { ReceiverHealth } from '../../notification.ts';
import { hourMs } from '../../shared/durations.ts';
import type { NotifyContext } from '../context.ts';
import { failingTooLongMs } from '../observe.ts';
import type { Sent } from '../receivers/receiver.ts';

/** New messages wait no longer than this for a receiver, unless it asked for more. */
const longestRestMs = hourMs;

/** Until when nothing is sent to a receiver; null when it may be tried. */
export function retryTime(health: readonly ReceiverHealth[], receiver: string, now: Date): Date | null {
  const { retryAt } = health.find((one) => one.receiver === receiver) ?? {};
  return retryAt === undefined || new Date(retryAt) <= now ? null : new Date(retryAt);
}

/** Takes one try into account; `next` is when the message is tried again. */
export async function noteHealth(
  context: NotifyContext,
  receiver: string,
  sent: Sent,
  next: Date | null,
): Promise<void> {
  const at = context.now();
  let failingSince: string | null = null;
  await context.history.changeReceiverHealth(receiver, (before) => {
    const after = afterTry(before ?? { receiver, failures: 0 }, sent, { at, next });
    failingSince = after.failingSince ?? null;
    return after;
  });
  if (!sent.ok) await pauseIfDue(context, receiver, sent, failingSince);
}

function afterTry(
  before: ReceiverHealth,
  sent: Sent,
  { at, next }: { readonly at: Date; readonly next: Date | null },
): ReceiverHealth {
  const { receiver, lastSentAt, lastFailedAt, lastFailure } = before;
  const now = at.toISOString();
  if (sent.ok) {
    return {
      receiver,
      failures: 0,
      lastSentAt: now,
      ...(lastFailedAt === undefined ? {} : { lastFailedAt }),
      ...(lastFailure === undefined ? {} : { lastFailure }),
    };
  }
  // One that answers, if only to refuse, is not down: other messages may be to its liking.
  const most = Math.max(longestRestMs, 1000 * (sent.retryAfterSeconds ?? 0));
  const rest = next === null ? null : Math.min(next.getTime(), at.getTime() + most);
  return {
    receiver,
    failures: before.failures + 1,
    ...(lastSentAt === undefined ? {} : { lastSentAt }),
    lastFailedAt: now,
    lastFailure: sent.detail,
    failingSince: before.failingSince ?? now,
    ...(rest === null ? {} : { retryAt: new Date(rest).toISOString() }),
  };
}

/** Subscriptions only: what the file names is paused by changing the file. */
async function pauseIfDue(
  { history, now, log }: NotifyContext,
  receiver: string,
  sent: Extract<Sent, { readonly ok: false }>,
  failingSince: string | null,
): Promise<void> {
  const at = now();
  const failing = failingSince !== null && at.getTime() - Date.parse(failingSince) >= failingTooLongMs;
  if (sent.gone !== true && !failing) return;
  const by = sent.gone === true ? 'gone' : 'failing';
  const why =
    sent.gone === true
      ? 'It answered 410: it wants no more messages.'
      : `Nothing has reached it for five days. ${sent.detail}`;
  const changed = await history.changeSubscription(receiver, (before) =>
    before.paused === undefined ? { ...before, paused: { at: at.toISOString(), by, why } } : null,
  );
  if (changed?.changed === true) log.warn('Webhook paused', { receiver, by, why });
}
