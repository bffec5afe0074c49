import type { QueueClient } from '@azure/storage-queue';
import { remembered } from '../shared/remembered.ts';
import { messageText } from './message-text.ts';
import type { QueueName, Queues } from './queues.ts';
import { queueNames } from './queues.ts';
import { atStorage, codeOf } from './storage-error.ts';

/** https://learn.microsoft.com/rest/api/storageservices/put-message: a delay must be shorter than a message lives. */
const longestDelaySeconds = 7 * 24 * 3600 - 1;

/** The client limits its tries but not the wait for an answer; a small message is stored in milliseconds. */
const usualPatienceMs = 30_000;

/** Queues in Azure Queue Storage. A queue is created by the first message sent to it. */
export function storageQueues(
  openQueue: (name: QueueName) => Promise<QueueClient>,
  patienceMs = usualPatienceMs,
): Queues {
  const clients = new Map(
    queueNames.map((name) => [
      name,
      remembered(async () => {
        const opened = await openQueue(name);
        await opened.createIfNotExists({ abortSignal: AbortSignal.timeout(patienceMs) });
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
          (await client.get()).sendMessage(text, {
            visibilityTimeout,
            abortSignal: AbortSignal.timeout(patienceMs),
          }),
        );
      } catch (error) {
        // Deleted while we run: the next try creates it again.
        if (codeOf(error) === 'QueueNotFound') client.forget();
        throw error;
      }
    },
  };
}
