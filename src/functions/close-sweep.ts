import type { StorageQueueHandler } from '@azure/functions';
import type { Logger } from '../shared/logger.ts';
import { loggerTo, withFields } from '../shared/logger.ts';
import { closeSweep } from '../sweep/close.ts';
import type { SweepContext } from '../sweep/context.ts';
import { CloseSweepMessage, parseMessage } from '../sweep/messages.ts';

/** Queue: looks whether a sweep is complete, and closes it. */
export function closeSweepHandler(contextFor: (log: Logger) => SweepContext): StorageQueueHandler {
  return async function closeSweepMessage(item, invocation) {
    const message = parseMessage('close-sweep', CloseSweepMessage, item);
    const { sweepId } = message;
    await closeSweep(contextFor(withFields(loggerTo(invocation), { sweepId })), message);
  };
}
