/** Deliveries as they begin: made, kept, and sent on their way. */
import type { Delivery } from '../../notification.ts';
import type { NotifyContext } from '../context.ts';
import { queueDelivery } from './queue-delivery.ts';

type Made = Pick<Delivery, 'id' | 'receiver' | 'receiverKind' | 'route' | 'group' | 'message' | 'tells'>;

/** One that was not tried yet. */
export function newDelivery(made: Made, createdAt: string): Delivery {
  return {
    ...made,
    status: 'pending',
    attempts: [],
    attemptsTotal: 0,
    createdAt,
    triedSince: createdAt,
  };
}

/** Keeps a delivery and sends it on its way; done twice, it does what is missing. */
export async function handOver(
  { history, queues }: Pick<NotifyContext, 'history' | 'queues'>,
  delivery: Delivery,
): Promise<void> {
  const added = await history.addDelivery(delivery);
  const stored = added ? delivery : await history.delivery(delivery.id);
  // One that was tried already has a message of its own under way.
  if (stored?.status === 'pending' && stored.attemptsTotal === 0) await queueDelivery(queues, delivery.id);
}
