import type { Queues } from '../../store/queues.ts';
import type { DeliverMessage } from '../messages.ts';

/** Sends a delivery on its way, now or after a pause. */
export async function queueDelivery(queues: Queues, deliveryId: string, delaySeconds = 0): Promise<void> {
  await queues.send('deliver', { schemaVersion: 1, deliveryId } satisfies DeliverMessage, delaySeconds);
}

export function secondsTo(time: Date, now: Date): number {
  return Math.max(0, (time.getTime() - now.getTime()) / 1000);
}
