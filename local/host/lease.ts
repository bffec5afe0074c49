/** The hold on a message while a function runs: short, so that a killed host gives it back soon, and renewed. */
import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import { messageOf } from '../../src/shared/errors.ts';
import type { HostLog } from './host-log.ts';

/** How long a message of a killed host stays away. */
export const usualLeaseSeconds = 30;

export interface Lease {
  /** Deletes the message: its work is done. */
  complete(): Promise<void>;
  /** Gives the message back, to be seen again after the pause. */
  release(visibilitySeconds: number): Promise<void>;
}

/** Holds a received message until it is completed or released. */
export function holdMessage(
  queue: QueueClient,
  message: DequeuedMessageItem,
  leaseSeconds: number,
  log: HostLog,
): Lease {
  const { messageId } = message;
  let { popReceipt } = message;
  let renewal: Promise<void> = Promise.resolve();
  const timer = setInterval(
    () => {
      renewal = renewal.then(renew);
      // Two renewals may fail before the message is seen elsewhere.
    },
    (leaseSeconds * 1000) / 3,
  );

  async function renew(): Promise<void> {
    try {
      // Without a text the message keeps the one it has.
      const renewed = await queue.updateMessage(messageId, popReceipt, undefined, leaseSeconds);
      popReceipt = renewed.popReceipt ?? popReceipt;
    } catch (error) {
      log.write(
        'warning',
        'host',
        `message ${messageId} of ${queue.name} was not renewed: ${messageOf(error)}`,
      );
    }
  }

  async function finish(act: () => Promise<unknown>): Promise<void> {
    clearInterval(timer);
    await renewal;
    try {
      await act();
    } catch (error) {
      // It comes back when the lease ends; every function may run twice.
      log.write(
        'warning',
        'host',
        `message ${messageId} of ${queue.name} was not settled: ${messageOf(error)}`,
      );
    }
  }

  return {
    complete: () => finish(() => queue.deleteMessage(messageId, popReceipt)),
    release: (seconds) => finish(() => queue.updateMessage(messageId, popReceipt, undefined, seconds)),
  };
}
