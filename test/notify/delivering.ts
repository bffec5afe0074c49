/** Messages on their way to receivers that answer as a test tells them to, by a clock that nobody waits for. */
import type { Delivery, Subscription } from '../../src/notification.ts';
import type { NotifyContext } from '../../src/notify/context.ts';
import { deliver } from '../../src/notify/delivery/deliver.ts';
import { queueDelivery } from '../../src/notify/delivery/queue-delivery.ts';
import type { Outgoing, Receiver, Sent } from '../../src/notify/receivers/receiver.ts';
import { sealerOf } from '../../src/notify/secrets.ts';
import type { NotifySettings, ReceiverSettings } from '../../src/notify/settings/notify-settings.ts';
import { purposes } from '../../src/notify/subscriptions.ts';
import { deliveryIdOf } from '../../src/store/keys.ts';
import { exampleNotification } from '../support/notify-messages.ts';
import { start, worldOf, type World } from '../support/sweep-world.ts';
import { aSubscription } from '../store/told.ts';
import { aRoute } from './deciding.ts';

export const arrived: Sent = { ok: true, status: 202, detail: 'It took it.' };
export const failed: Sent = { ok: false, status: 503, detail: 'It answers 503.', retry: true };
export const refused: Sent = { ok: false, status: 400, detail: 'It answers 400.', retry: false };
export const gone: Sent = { ok: false, status: 410, detail: 'It answers 410.', retry: false, gone: true };

export const hook = 'wh-0123456789abcdef0123';
const sealer = sealerOf([Buffer.alloc(32, 7)]);

const settings: NotifySettings = {
  receivers: [
    { id: 'mail', kind: 'email', to: ['fleet@example.com'], cc: [] },
    { id: 'teams', kind: 'teams', url: 'https://teams.example.com/' },
  ],
  routes: [aRoute({ receivers: ['mail'] })],
  maintenance: [],
  reports: [],
  mail: null,
};

interface Delivering {
  readonly world: World;
  readonly context: NotifyContext;
  /** What receivers got, in its order: when, who, of which group, and what came of it. */
  readonly got: string[];
  /** Makes a message and sends it on its way. */
  readonly add: (receiver: string, group?: string) => Promise<string>;
  readonly delivery: (id: string) => Promise<Delivery>;
  /** A queue brings the message of a delivery. */
  readonly bring: (id: string) => Promise<void>;
  readonly subscribe: (change?: Partial<Subscription>) => Promise<void>;
}

type Script = (outgoing: Outgoing & { readonly receiver: string }, tries: number) => Sent | Promise<Sent>;

export function delivering(
  script: Script,
  wrapNotify: <T extends object>(adapter: T) => T = (same) => same,
): Delivering {
  const got: string[] = [];
  const receiverOf = ({ id, kind }: ReceiverSettings): Receiver => ({
    id,
    kind,
    async send(outgoing) {
      const at = sinceStart(world.clock.now());
      const sent = await script({ ...outgoing, receiver: id }, got.length);
      got.push(`${at} ${id} ${outgoing.group}: ${sent.ok ? 'sent' : 'failed'}`);
      return sent;
    },
  });
  const world = worldOf({ fleet: () => ({}), notify: { settings, receiverOf, sealer }, wrapNotify });
  const { history, clock, queues } = world;
  if (world.notifying === null) throw new Error('Somebody is told in this world.');
  const context = world.notifying;

  return {
    world,
    context,
    got,
    async add(receiver, group = 'a') {
      const at = clock.now().toISOString();
      const delivery = pending(deliveryIdOf(clock.now(), [receiver, group]), receiver, group, at);
      await history.addDelivery(delivery);
      await queueDelivery(queues, delivery.id);
      return delivery.id;
    },
    async delivery(id) {
      const delivery = await history.delivery(id);
      if (delivery === null) throw new Error(`There is no delivery ${id}.`);
      return delivery;
    },
    bring: (deliveryId) => deliver(context, { schemaVersion: 1, deliveryId }),
    async subscribe(change = {}) {
      const sealedUrl = sealer.seal('https://hooks.example.com/fleet', purposes.url(hook));
      await history.addSubscription(
        aSubscription({ id: hook, sealedUrl, secrets: [], match: {}, ...change }),
      );
    },
  };
}

export function pending(id: string, receiver: string, group: string, at: string): Delivery {
  return {
    id,
    receiver,
    receiverKind: receiver === 'mail' ? 'email' : receiver === 'teams' ? 'teams' : 'webhook',
    route: 'default',
    group,
    message: exampleNotification,
    tells: [],
    status: 'pending',
    attempts: [],
    attemptsTotal: 0,
    createdAt: at,
    triedSince: at,
  };
}

/** e.g. `01:42:30`, or `4d 01:42:30`. */
export function sinceStart(time: Date | string): string {
  const past = new Date(time).getTime() - start.getTime();
  const days = Math.floor(past / 86_400_000);
  return `${days === 0 ? '' : `${days}d `}${new Date(past).toISOString().slice(11, 19)}`;
}

/** The moment so many seconds after the start. */
export function after(seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000);
}
