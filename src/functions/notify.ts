import type { StorageQueueHandler } from '@azure/functions';
import type { NotifyContext } from '../notify/context.ts';
import { parseNotify } from '../notify/messages.ts';
import { notify } from '../notify/notify.ts';
import type { Logger } from '../shared/logger.ts';
import { loggerTo } from '../shared/logger.ts';

/** Queue: decides who is told what. */
export function notifyHandler(contextFor: (log: Logger) => NotifyContext): StorageQueueHandler {
  return async function notifyMessage(item, invocation) {
    await notify(contextFor(loggerTo(invocation)), parseNotify(item));
  };
}
