/** What the API does with notifications beside reading what is stored. */
import type { Delivery } from '../notification.ts';
import type { Guard } from './guard/guard.ts';
import { redeliver, sendTest } from './delivery/by-hand.ts';
import type { NotifyContext } from './context.ts';
import { handshake } from './receivers/handshake.ts';
import type { Sealer } from './secrets.ts';
import type { NotifySettings } from './settings/notify-settings.ts';

export interface NotifyPort {
  readonly settings: NotifySettings;
  /** Null when WEBHOOK_SECRET_KEY is not set: nothing can be subscribed then. */
  readonly sealer: Sealer | null;
  readonly guard: Guard;
  /** The handshake of CloudEvents: null when the receiver agrees to be sent to, else why not, a sentence. */
  handshake(url: string): Promise<string | null>;
  /** Makes a test message for a receiver of the file or a subscription, by id, and sends it on its way; null when there is no such receiver. */
  sendTest(receiver: string): Promise<Delivery | null>;
  /** Sends a delivery again, whatever became of it, under the same id; null when there is none. */
  redeliver(deliveryId: string): Promise<Delivery | null>;
}

export function notifyPort(context: NotifyContext, guard: Guard, origin: string | null): NotifyPort {
  return {
    settings: context.settings,
    sealer: context.sealer,
    guard,
    handshake: async (url) =>
      origin === null
        ? 'The app does not know its own name to ask by. Set PUBLIC_URL, or leave the handshake out.'
        : handshake(guard, url, origin),
    sendTest: (receiver) => sendTest(context, receiver),
    redeliver: (deliveryId) => redeliver(context, deliveryId),
  };
}
