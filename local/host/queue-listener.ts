/** Queue triggers: polls one queue, runs the function for each message, and settles it. */
import {
  RestError,
  type DequeuedMessageItem,
  type QueueClient,
  type QueueServiceClient,
} from '@azure/storage-queue';
import { messageOf } from '../../src/shared/errors.ts';
import { backoff } from './backoff.ts';
import type { RegisteredFunction } from './function-app.ts';
import type { HostLog } from './host-log.ts';
import type { QueueSettings } from './host-json.ts';
import type { Invoke } from './invoke.ts';
import { holdMessage, type Lease } from './lease.ts';
import { decodeMessage, queueInput } from './queue-message.ts';

export interface QueueListenerOptions {
  readonly service: QueueServiceClient;
  readonly queueName: string;
  readonly fn: RegisteredFunction;
  readonly settings: QueueSettings;
  readonly leaseSeconds: number;
  readonly invoke: Invoke;
  readonly log: HostLog;
}

export interface QueueListener {
  /** Looks at the queue at once: something may just have been sent. */
  wake(): void;
  /** Takes no more messages, and resolves when the running functions have ended. */
  stop(): Promise<void>;
}

const shortestPauseMs = 100;
const poisonSuffix = '-poison';
// A message of a poison queue whose handler fails stays unseen this long, as on Azure; there is no poison queue of it.
const poisonPauseSeconds = 600;

/** Creates the queue where it is missing and starts to poll it. */
export async function listenToQueue(options: QueueListenerOptions): Promise<QueueListener> {
  const { service, queueName, fn, settings, leaseSeconds, log } = options;
  const queue = service.getQueueClient(queueName);
  await queue.createIfNotExists();
  const pause = backoff(shortestPauseMs, Math.max(settings.maxPollingSeconds * 1000, shortestPauseMs));
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const polling = poll();

  return {
    wake: () => pause.wake(),
    stop: async () => {
      stopping.abort();
      pause.wake();
      await polling;
      await Promise.all(running);
    },
  };

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (running.size > settings.newBatchThreshold) {
        await Promise.race(running);
        continue;
      }
      const messages = await receive();
      for (const message of messages) start(message);
      if (messages.length > 0) pause.wake();
      else if (!stopping.signal.aborted) await pause.wait();
    }
  }

  /** The next messages; none while the storage does not answer, which is said and tried again. */
  async function receive(): Promise<readonly DequeuedMessageItem[]> {
    try {
      const batch = { numberOfMessages: settings.batchSize, visibilityTimeout: leaseSeconds };
      return (await queue.receiveMessages(batch)).receivedMessageItems;
    } catch (error) {
      if (stopping.signal.aborted) return [];
      log.write('warning', 'host', `queue ${queueName} cannot be read: ${messageOf(error)}`);
      if (isMissing(error)) await createAgain(queue, log);
      return [];
    }
  }

  function start(message: DequeuedMessageItem): void {
    const work = processMessage(message).finally(() => {
      running.delete(work);
    });
    running.add(work);
  }

  async function processMessage(message: DequeuedMessageItem): Promise<void> {
    const lease = holdMessage(queue, message, leaseSeconds, log);
    const text = decodeMessage(message.messageText, settings.base64);
    if (text === null) {
      log.write('warning', fn.metadata.name, `message ${message.messageId} of ${queueName} is not base64`);
      return giveUp(message, lease);
    }
    // Every earlier host was killed while it ran this message.
    if (message.dequeueCount > settings.maxDequeueCount) return giveUp(message, lease);
    try {
      await options.invoke(fn, queueInput(message, text));
    } catch {
      // The invoker logged why.
      if (message.dequeueCount >= settings.maxDequeueCount) return giveUp(message, lease);
      return lease.release(settings.visibilitySeconds);
    }
    await lease.complete();
  }

  /** Moves the message to the poison queue as it is, and only then deletes it. */
  async function giveUp(message: DequeuedMessageItem, lease: Lease): Promise<void> {
    if (queueName.endsWith(poisonSuffix)) return lease.release(poisonPauseSeconds);
    const poison = service.getQueueClient(`${queueName}${poisonSuffix}`);
    try {
      await poison.createIfNotExists();
      await poison.sendMessage(message.messageText);
    } catch (error) {
      log.write(
        'error',
        'host',
        `message ${message.messageId} cannot reach ${poison.name}: ${messageOf(error)}`,
      );
      return lease.release(leaseSeconds);
    }
    log.write(
      'warning',
      fn.metadata.name,
      `message ${message.messageId} of ${queueName} went to ${poison.name}`,
    );
    await lease.complete();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === 404;
}

/** Somebody deleted the queue under us. */
async function createAgain(queue: QueueClient, log: HostLog): Promise<void> {
  try {
    await queue.createIfNotExists();
  } catch (error) {
    log.write('warning', 'host', `queue ${queue.name} cannot be created: ${messageOf(error)}`);
  }
}
