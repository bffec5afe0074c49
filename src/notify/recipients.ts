/** Everybody who can be told: receivers of the file, and webhooks that were subscribed over the API. */
import type { PausedReceiver, Subscription } from '../notification.ts';
import { UsageError } from '../shared/errors.ts';
import type { NotifyContext } from './context.ts';
import type { Recipients } from './decide/targets.ts';
import type { Sealer } from './secrets.ts';
import { receiverOfSubscription } from './subscriptions.ts';
import type { NotifySettings, ReceiverSettings, Route } from './settings/notify-settings.ts';

/** A receiver as it is now. */
export interface Recipient {
  readonly id: string;
  readonly kind: ReceiverSettings['kind'];
  readonly paused: PausedReceiver | null;
  /** Whether it agreed to be sent to by the handshake of CloudEvents. */
  readonly consented: boolean;
  /** Opens its secrets, which may fail; only to send. */
  readonly open: () => ReceiverSettings;
}

type Context = Pick<NotifyContext, 'history' | 'settings' | 'sealer' | 'now'>;

/** The receiver of an id; null when there is none. */
export async function recipientOf(context: Context, id: string): Promise<Recipient | null> {
  const ofFile = context.settings.receivers.find((receiver) => receiver.id === id);
  if (ofFile !== undefined) {
    return { id, kind: ofFile.kind, paused: null, consented: false, open: () => ofFile };
  }
  const subscription = await context.history.subscription(id);
  if (subscription === null) return null;
  const { paused = null, consented } = subscription;
  return {
    id,
    kind: 'webhook',
    paused,
    consented,
    open: () => receiverOfSubscription(subscription, required(context.sealer), context.now()),
  };
}

function required(sealer: NotifyContext['sealer']): Sealer {
  if (sealer !== null) return sealer;
  throw new UsageError([
    'WEBHOOK_SECRET_KEY is not set, so the address and the secrets of this webhook cannot be opened. Set the key that they were sealed with.',
  ]);
}

/** By which routes whom something may come to. */
export function recipientsOf(settings: NotifySettings, subscriptions: readonly Subscription[]): Recipients {
  return {
    routes: settings.routes,
    subscriptions: subscriptions.map(routeOf),
    paused: new Set(subscriptions.filter(({ paused }) => paused !== undefined).map(({ id }) => id)),
    programs: new Set(
      [...settings.receivers.filter(({ kind }) => kind === 'webhook'), ...subscriptions].map(({ id }) => id),
    ),
  };
}

/** Programs want every change once, at once, and no reminders. */
function routeOf({ id, match, events }: Subscription): Route {
  return {
    name: `subscription ${id}`,
    match,
    receivers: [id],
    continue: true,
    minSeverity: match.severity ?? 'info',
    ...(events === undefined ? {} : { events }),
    groupMinutes: 0,
    repeatHours: { critical: null, high: null, medium: null, low: null, info: null },
    quiet: null,
    openAfter: 1,
    resolveAfter: 2,
  };
}
