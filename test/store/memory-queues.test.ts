import { describe, expect, it } from 'vitest';
import type { DrainOptions, MessageHandlers, QueueClock } from '../../src/store/memory-queues.ts';
import { memoryQueues } from '../../src/store/memory-queues.ts';
import { MessageTooLarge } from '../../src/store/message-text.ts';
import type { QueueName } from '../../src/store/queues.ts';

describe('memoryQueues', () => {
  it('delivers in the order sent', async () => {
    const { queues, delivered, drain } = recorded();
    await queues.send('audit-cluster', 1);
    await queues.send('close-sweep', 2);
    await queues.send('audit-cluster', 3);
    await drain();
    expect(delivered).toEqual([
      ['audit-cluster', 1, 0],
      ['close-sweep', 2, 0],
      ['audit-cluster', 3, 0],
    ]);
  });

  it('delivers a delayed message when its time has come, after what is due before', async () => {
    const { queues, delivered, drain } = recorded();
    await queues.send('close-sweep', 'late', 60);
    await queues.send('close-sweep', 'soon', 30);
    await queues.send('audit-cluster', 'now');
    await drain();
    expect(delivered).toEqual([
      ['audit-cluster', 'now', 0],
      ['close-sweep', 'soon', 30],
      ['close-sweep', 'late', 60],
    ]);
  });

  it('delivers what handlers send while it drains', async () => {
    const { queues, delivered, drain } = recorded({
      handle: async (queue, message) => {
        if (message === 'first') await queues.send(queue, 'second', 10);
      },
    });
    await queues.send('close-sweep', 'first');
    await drain();
    expect(delivered).toEqual([
      ['close-sweep', 'first', 0],
      ['close-sweep', 'second', 10],
    ]);
  });

  it('tries a message that failed again after the pause', async () => {
    let tries = 0;
    const { queues, delivered, drain, givenUp } = recorded({
      retrySeconds: 5,
      handle: async () => {
        tries += 1;
        if (tries < 3) throw new Error('not yet');
      },
    });
    await queues.send('audit-cluster', 'm');
    await drain();
    expect(delivered.map(([, , seconds]) => seconds)).toEqual([0, 5, 10]);
    expect(givenUp).toEqual([]);
  });

  it('gives a message up after its last try, and goes on with the others', async () => {
    const { queues, delivered, drain, givenUp } = recorded({
      maxDeliveries: 2,
      handle: async (_queue, message) => {
        if (message === 'bad') throw new Error('broken');
      },
    });
    await queues.send('audit-cluster', 'bad');
    await queues.send('audit-cluster', 'good');
    await drain();
    expect(delivered.map(([, message]) => message)).toEqual(['bad', 'good', 'bad']);
    expect(givenUp).toEqual([['audit-cluster', '1', 'bad', 'broken']]);
  });

  it('delivers each message as often as copies asks for', async () => {
    const { queues, delivered, drain } = recorded({ copies: 2 });
    await queues.send('audit-cluster', 'm');
    await drain();
    expect(delivered.map(([, message]) => message)).toEqual(['m', 'm']);
  });

  it('handles no more messages at a time than it may', async () => {
    let running = 0;
    let most = 0;
    const { queues, delivered, drain } = recorded({
      handle: async () => {
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
      },
    });
    for (let message = 0; message < 10; message++) await queues.send('audit-cluster', message);
    await drain(3);
    expect(most).toBe(3);
    expect(delivered).toHaveLength(10);
  });

  it('hands on what the wire would: JSON, not the object that was sent', async () => {
    const { queues, delivered, drain } = recorded();
    const message = { text: 'ümläut 🚀', gone: undefined };
    await queues.send('audit-cluster', message);
    message.text = 'changed after it was sent';
    await drain();
    expect(delivered).toEqual([['audit-cluster', { text: 'ümläut 🚀' }, 0]]);
  });

  it('refuses a message that no queue could take', async () => {
    const { queues } = recorded();
    await expect(queues.send('audit-cluster', 'x'.repeat(48 * 1024))).rejects.toThrow(MessageTooLarge);
    await expect(queues.send('audit-cluster', 'x'.repeat(48 * 1024 - 2))).resolves.toBeUndefined();
  });
});

interface Script {
  readonly copies?: number;
  readonly retrySeconds?: number;
  readonly maxDeliveries?: number;
  readonly handle?: (queue: QueueName, message: unknown) => Promise<void>;
}

/** Queues under a clock that jumps, with a list of what was delivered after how many seconds. */
function recorded({ handle, ...options }: Script = {}) {
  const start = Date.parse('2026-11-24T03:15:00Z');
  let now = start;
  const clock: QueueClock = {
    now: () => new Date(now),
    waitUntil: async (time) => {
      now = time.getTime();
    },
  };
  const queues = memoryQueues(clock, options);
  const delivered: (readonly [QueueName, unknown, number])[] = [];
  const givenUp: unknown[] = [];
  const handlerOf = (queue: QueueName) => async (message: unknown) => {
    delivered.push([queue, message, (now - start) / 1000]);
    await handle?.(queue, message);
  };
  const handlers: MessageHandlers = {
    'survey-workspace': handlerOf('survey-workspace'),
    'audit-cluster': handlerOf('audit-cluster'),
    'close-sweep': handlerOf('close-sweep'),
    notify: handlerOf('notify'),
    deliver: handlerOf('deliver'),
    'send-report': handlerOf('send-report'),
  };
  const drainOptions: DrainOptions = {
    givenUp: async (queue, id, message, error) => {
      givenUp.push([queue, id, message, error instanceof Error ? error.message : error]);
    },
  };
  const drain = (concurrency = 1) => queues.drain(handlers, { ...drainOptions, concurrency });
  return { queues, delivered, givenUp, drain };
}
