import type { StorageQueueHandler } from '@azure/functions';
import type { Logger } from '../shared/logger.ts';
import { loggerTo } from '../shared/logger.ts';
import type { QueueName } from '../store/queues.ts';
import type { SweepContext } from '../sweep/context.ts';
import { giveUp } from '../sweep/give-up.ts';

/** Queue: keeps what the host gave up after its last try, and says so in the sweep it belongs to. */
export function poisonHandler(
  queue: QueueName,
  contextFor: (log: Logger) => SweepContext,
): StorageQueueHandler {
  return async function poisonMessage(item, invocation) {
    const messageId = invocation.triggerMetadata?.['id'];
    const id = typeof messageId === 'string' ? messageId : invocation.invocationId;
    await giveUp(contextFor(loggerTo(invocation)), { queue, id, item });
  };
}
