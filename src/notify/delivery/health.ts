/** How receivers fare: one that does not answer is left alone for a while, and one that never does is paused. */
import type { ReceiverHealth } from '../../notification.ts';
import { dayMs, hourMs } from '../../shared/durations.ts';
import type { NotifyContext } from '../context.ts';
import { failingTooLongMs } from '../observe/fleet-alerts.ts';
import type { Sent } from '../receivers/receiver.ts';

/** New messages wait no longer than this for a receiver, unless it asked for more. */
const longestRestMs = hourMs;

/** A receiver is not paused for less: seldom tried, two misfortunes are none of its ways. */
const fewestFailures = 10;

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
  const health: { after: ReceiverHealth | null } = { after: null };
  await context.history.changeReceiverHealth(receiver, (before) => {
    health.after = afterTry(before ?? { receiver, failures: 0 }, sent, { at, next });
    return health.after;
  });
  if (!sent.ok && health.after !== null) await pauseIfDue(context, health.after, sent);
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
    lost: (before.lost ?? 0) + (next === null ? 1 : 0),
    ...(lastSentAt === undefined ? {} : { lastSentAt }),
    lastFailedAt: now,
    lastFailure: sent.detail,
    failingSince: isOld(lastFailedAt, at) ? now : (before.failingSince ?? now),
    ...(rest === null ? {} : { retryAt: new Date(rest).toISOString() }),
  };
}

/** Nothing was tried since: what failed then says little of now. */
function isOld(lastFailedAt: string | undefined, at: Date): boolean {
  return lastFailedAt !== undefined && at.getTime() - Date.parse(lastFailedAt) > dayMs;
}

/** Subscriptions only: what the file names is paused by changing the file. */
async function pauseIfDue(
  { history, now, log }: NotifyContext,
  { receiver, failingSince, failures }: ReceiverHealth,
  sent: Extract<Sent, { readonly ok: false }>,
): Promise<void> {
  const at = now();
  const failing =
    failures >= fewestFailures &&
    failingSince !== undefined &&
    at.getTime() - Date.parse(failingSince) >= failingTooLongMs;
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
