import type { StorageQueueHandler } from '@azure/functions';
import type { NotifyContext } from '../notify/context.ts';
import { deliver } from '../notify/delivery/deliver.ts';
import { parseDeliver } from '../notify/messages.ts';
import type { Logger } from '../shared/logger.ts';
import { loggerTo, withFields } from '../shared/logger.ts';

/** Queue: tries to send one message to one receiver. */
export function deliverHandler(contextFor: (log: Logger) => NotifyContext): StorageQueueHandler {
  return async function deliverMessage(item, invocation) {
    const message = parseDeliver(item);
    const { deliveryId } = message;
    await deliver(contextFor(withFields(loggerTo(invocation), { deliveryId })), message);
  };
}
