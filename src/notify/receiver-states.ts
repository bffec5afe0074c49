/** Everybody who is told, and how they fare: receivers of the file and subscriptions, without a secret. */
import type { PausedReceiver, ReceiverHealth, ReceiverKind, Subscription } from '../notification.ts';
import type { NotifySettings, ReceiverSettings } from './settings/notify-settings.ts';

export interface ReceiverState {
  readonly id: string;
  /** What people know it by. */
  readonly name: string;
  readonly kind: ReceiverKind;
  readonly source: 'file' | 'api';
  /** Mail addresses, or scheme and host: the rest of an address of a webhook is often a secret. */
  readonly to: readonly string[];
  /** Null while it is not paused. */
  readonly paused: PausedReceiver | null;
  /** Null before anything was sent to it. */
  readonly health: Omit<ReceiverHealth, 'receiver'> | null;
  /** Names of the routes that name it; a subscription has a match of its own. */
  readonly routes: readonly string[];
  /** Names of the reports that it gets. */
  readonly reports: readonly string[];
}

/** Those of the file in its order, then subscriptions, the oldest first. */
export function receiverStates(
  { receivers, routes, reports }: NotifySettings,
  subscriptions: readonly Subscription[],
  health: readonly ReceiverHealth[],
): readonly ReceiverState[] {
  const namedIn = (
    lists: readonly { readonly name: string; readonly receivers: readonly string[] }[],
    id: string,
  ) => lists.filter((list) => list.receivers.includes(id)).map(({ name }) => name);
  return [
    ...receivers.map((receiver) => ({
      id: receiver.id,
      name: receiver.id,
      kind: receiver.kind,
      source: 'file' as const,
      to: placesOf(receiver),
      paused: null,
      health: healthOf(receiver.id, health),
      routes: namedIn(routes, receiver.id),
      reports: namedIn(reports, receiver.id),
    })),
    ...subscriptions.map(({ id, name, shownUrl, paused = null }) => ({
      id,
      name,
      kind: 'webhook' as const,
      source: 'api' as const,
      to: [shownUrl],
      paused,
      health: healthOf(id, health),
      routes: namedIn(routes, id),
      reports: namedIn(reports, id),
    })),
  ];
}

export function healthOf(receiver: string, all: readonly ReceiverHealth[]): ReceiverState['health'] {
  const found = all.find((health) => health.receiver === receiver);
  if (found === undefined) return null;
  const { receiver: _, ...health } = found;
  return health;
}

function placesOf(receiver: ReceiverSettings): readonly string[] {
  return receiver.kind === 'email' ? [...receiver.to, ...receiver.cc] : [new URL(receiver.url).origin];
}
