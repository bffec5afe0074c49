import { messageIn, messageText } from './message-text.ts';
import type { QueueName, Queues } from './queues.ts';

/** What handles the messages of each queue; a throw means that it could not. */
export type MessageHandlers = Readonly<Record<QueueName, (message: unknown) => Promise<void>>>;

/** Time as the queues see it: the real one, or one that tests move. */
export interface QueueClock {
  now(): Date;
  /** Ends when `now` has reached the time. */
  waitUntil(time: Date): Promise<void>;
}

export interface MemoryQueueOptions {
  /** Tries before a message is given up, as in host.json. */
  readonly maxDeliveries?: number;
  /** Pause before a message that failed is tried again. */
  readonly retrySeconds?: number;
  /** How often each message is delivered although it was handled: queues promise at least once, not once. */
  readonly copies?: number;
}

export interface DrainOptions {
  /** Messages handled at the same time. */
  readonly concurrency?: number;
  /** Told of each message that failed every time, with what it last failed of. */
  readonly givenUp: (queue: QueueName, id: string, message: unknown, error: unknown) => Promise<void>;
}

/** Queues that live as long as the process; `drain` delivers until nothing is left. */
export interface MemoryQueues extends Queues {
  /**
   * Delivers every message when it is due, first sent first among those due, until none is left. What handlers send
   * is delivered too; a message waiting for its time is looked at when no other is being handled.
   */
  drain(handlers: MessageHandlers, options: DrainOptions): Promise<void>;
}

interface Waiting {
  readonly queue: QueueName;
  readonly id: string;
  readonly text: string;
  readonly due: number;
  readonly deliveries: number;
}

/** The clock of this machine. */
const systemClock: QueueClock = {
  now: () => new Date(),
  waitUntil: (time) =>
    new Promise((resolve) => setTimeout(resolve, Math.max(0, time.getTime() - Date.now()))),
};

export function memoryQueues(
  clock: QueueClock = systemClock,
  options: MemoryQueueOptions = {},
): MemoryQueues {
  const { maxDeliveries = 5, retrySeconds = 0, copies = 1 } = options;
  const waiting: Waiting[] = [];
  let sent = 0;

  const later = (seconds: number): number => clock.now().getTime() + seconds * 1000;

  function takeDue(): Waiting | null {
    const next = earliest(waiting);
    if (next === null || next.due > clock.now().getTime()) return null;
    waiting.splice(waiting.indexOf(next), 1);
    return next;
  }

  async function deliver(message: Waiting, handlers: MessageHandlers, { givenUp }: DrainOptions) {
    const { queue, id, text } = message;
    const deliveries = message.deliveries + 1;
    try {
      await handlers[queue](messageIn(text));
    } catch (error) {
      if (deliveries >= maxDeliveries) return givenUp(queue, id, messageIn(text), error);
      waiting.push({ ...message, due: later(retrySeconds), deliveries });
    }
  }

  return {
    async send(queue, message, delaySeconds = 0) {
      const text = messageText(queue, message);
      sent += 1;
      const id = String(sent);
      for (let copy = 0; copy < copies; copy++) {
        waiting.push({ queue, id, text, due: later(delaySeconds), deliveries: 0 });
      }
    },
    async drain(handlers, drainOptions) {
      const { concurrency = 1 } = drainOptions;
      const running = new Set<Promise<void>>();
      for (;;) {
        const next = running.size < concurrency ? takeDue() : null;
        if (next !== null) {
          const delivery = deliver(next, handlers, drainOptions).finally(() => running.delete(delivery));
          running.add(delivery);
          continue;
        }
        if (running.size > 0) {
          await Promise.race(running);
          continue;
        }
        const soonest = earliest(waiting);
        if (soonest === null) return;
        await clock.waitUntil(new Date(soonest.due));
      }
    },
  };
}

/** The message due first; of several due at one time, the one sent first. */
function earliest(messages: readonly Waiting[]): Waiting | null {
  let first: Waiting | null = null;
  for (const message of messages) {
    if (first === null || message.due < first.due) first = message;
  }
  return first;
}
