/** Deliveries whose queue message got lost: a process died between a row and its message, or clocks differed. */
import type { Delivery } from '../../notification.ts';
import type { NotifyContext } from '../context.ts';
import { queueDelivery } from './queue-delivery.ts';

/** Whatever is under way is done within it. */
const lateMs = 10 * 60_000;
const mostAtOnce = 200;

/** Sends what is late on its way again. */
export async function sendStuck({ history, queues, now, log }: NotifyContext): Promise<void> {
  const { items } = await history.deliveries({ status: 'pending' }, { limit: mostAtOnce });
  const stuck = items.filter((delivery) => now().getTime() - dueAt(delivery) > lateMs);
  for (const { id } of stuck) await queueDelivery(queues, id);
  const [first] = stuck;
  if (first !== undefined) log.warn('Messages were stuck', { count: stuck.length, deliveryId: first.id });
}

function dueAt({ nextAt, triedSince, claim }: Delivery): number {
  return Math.max(Date.parse(nextAt ?? triedSince), claim === undefined ? 0 : Date.parse(claim.until));
}
