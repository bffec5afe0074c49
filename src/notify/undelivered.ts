/** Messages that never arrived have told nobody anything. */
import type { Delivery, NotifyState, ReceiverHealth } from '../notification.ts';
import { dayMs } from '../shared/durations.ts';
import type { NotifyContext } from './context.ts';
import { takeBack } from './decide/told.ts';

/** Older ones are history. */
const lookedForMs = 7 * dayMs;
const mostAtOnce = 200;

/**
 * The state in which what was lost counts as not told, so that it is told again if it is still so. Only once the receiver
 * takes messages again: until then it would be lost anew after every sweep.
 */
export async function withoutUndelivered(
  { history }: Pick<NotifyContext, 'history'>,
  state: NotifyState,
  health: readonly ReceiverHealth[],
  at: Date,
): Promise<NotifyState> {
  const since = new Date(at.getTime() - lookedForMs);
  const dead = await history.deliveries({ status: 'dead', since }, { limit: mostAtOnce });
  const lost = dead.items.filter(
    (delivery) => !state.takenBack.includes(delivery.id) && worksSince(health, delivery),
  );
  const told = lost.reduce(
    (before, { receiver, route, tells }) =>
      route === null ? before : takeBack(before, receiver, route, tells),
    state.told,
  );
  const known = new Set(dead.items.map(({ id }) => id));
  const takenBack = [...state.takenBack.filter((id) => known.has(id)), ...lost.map(({ id }) => id)];
  return { ...state, told, takenBack };
}

function worksSince(health: readonly ReceiverHealth[], { receiver, createdAt }: Delivery): boolean {
  const { lastSentAt, failingSince } = health.find((one) => one.receiver === receiver) ?? {};
  return failingSince === undefined && lastSentAt !== undefined && lastSentAt > createdAt;
}
