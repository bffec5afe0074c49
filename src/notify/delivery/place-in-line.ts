import type { Delivery } from '../../notification.ts';
import type { History } from '../../store/history.ts';
import { triedForMs } from './backoff.ts';

/** More than wait for one receiver at a time. */
const mostWaiting = 200;
const shortPauseMs = 15_000;

/**
 * When a delivery may be tried that an older one of its group has to go before: what is resolved is not told before it
 * was opened. Null when it is first in line.
 */
export async function placeInLine(
  history: Pick<History, 'deliveries'>,
  { id, receiver, group }: Delivery,
  now: Date,
): Promise<Date | null> {
  // Those that are older are not tried any more.
  const since = new Date(now.getTime() - 2 * triedForMs);
  const waiting = await history.deliveries({ receiver, status: 'pending', since }, { limit: mostWaiting });
  const older = waiting.items.find((other) => other.group === group && other.id < id && isTried(other, now));
  if (older === undefined) return null;
  const itsTime = older.nextAt === undefined ? 0 : Date.parse(older.nextAt);
  return new Date(Math.max(itsTime, now.getTime()) + shortPauseMs);
}

/** Older ones than that are not tried any more, whatever they say. */
function isTried({ triedSince }: Delivery, now: Date): boolean {
  return now.getTime() - Date.parse(triedSince) < triedForMs;
}
