/** What the API does with notifications, without a network: tests and redelivered messages wait in the history. */
import type { NotifyPort } from '../../src/notify/port.ts';
import { sealerOf } from '../../src/notify/secrets.ts';
import { deliveryIdOf } from '../../src/store/keys.ts';
import type { History } from '../../src/store/history.ts';
import { minute } from '../store/builders.ts';
import { exampleNotification } from '../support/notify-messages.ts';
import { aPending, noSettings } from '../store/told.ts';

export function notifyWith(history: History, change: Partial<NotifyPort> = {}): NotifyPort {
  const settings = change.settings ?? noSettings;
  return {
    settings,
    sealer: testSealer,
    guard: {
      problemOf: async (url) =>
        new URL(url).protocol === 'https:'
          ? null
          : 'It is not encrypted. Expected an address that begins with https://.',
      request: () => Promise.reject(new Error('Nothing is sent in this test.')),
      pin: () => Promise.reject(new Error('Nothing is sent in this test.')),
    },
    handshake: async (url) => (url.includes('unwilling') ? 'It answers 405 to the handshake.' : null),
    async sendTest(receiver) {
      const known = settings.receivers.find(({ id }) => id === receiver);
      if (known === undefined && (await history.subscription(receiver)) === null) return null;
      const delivery = aPending(0, {
        id: deliveryIdOf(minute(0), ['test', receiver]),
        receiver,
        receiverKind: known?.kind ?? 'webhook',
        route: null,
        group: 'test',
        message: { ...exampleNotification, reason: 'test', title: 'A test' },
        attempts: [],
        attemptsTotal: 0,
      });
      await history.addDelivery(delivery);
      return delivery;
    },
    async redeliver(id) {
      const changed = await history.changeDelivery(id, (delivery) => {
        const { sentAt: _, ...before } = delivery;
        const now = minute(0).toISOString();
        return { ...before, status: 'pending', triedSince: now, nextAt: now };
      });
      return changed?.value ?? null;
    },
    ...change,
  };
}

/** Seals by a key that is always the same. */
export const testSealer = sealerOf([Buffer.alloc(32, 7)]);
