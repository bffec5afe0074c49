import type { QueueClient } from '@azure/storage-queue';
import { remembered } from '../shared/remembered.ts';
import { messageText } from './message-text.ts';
import type { QueueName, Queues } from './queues.ts';
import { queueNames } from './queues.ts';
import { atStorage, codeOf } from './storage-error.ts';

/** https://learn.microsoft.com/rest/api/storageservices/put-message: a delay must be shorter than a message lives. */
const longestDelaySeconds = 7 * 24 * 3600 - 1;

/** Queues in Azure Queue Storage. A queue is created by the first message sent to it. */
export function storageQueues(openQueue: (name: QueueName) => Promise<QueueClient>): Queues {
  const clients = new Map(
    queueNames.map((name) => [
      name,
      remembered(async () => {
        const opened = await openQueue(name);
        await opened.createIfNotExists();
        return opened;
      }),
    ]),
  );

  return {
    async send(queue, message, delaySeconds = 0) {
      const client = clients.get(queue);
      if (client === undefined) throw new TypeError(`There is no queue ${queue}.`);
      const text = messageText(queue, message);
      // Whole seconds only, and never earlier than asked for.
      const visibilityTimeout = Math.min(Math.ceil(Math.max(0, delaySeconds)), longestDelaySeconds);
      try {
        await atStorage(`queue ${queue}`, async () =>
          (await client.get()).sendMessage(text, { visibilityTimeout }),
        );
      } catch (error) {
        // Deleted while we run: the next try creates it again.
        if (codeOf(error) === 'QueueNotFound') client.forget();
        throw error;
      }
    },
  };
}
