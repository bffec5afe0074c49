/** How the lists of notifications are named and ordered, the same in every store. */
import type { ReceiverHealth, Subscription } from '../notification.ts';
import { compareText } from '../shared/compare-text.ts';
import type { DeliveryFilter } from './notify-store.ts';

/** The name of the list of deliveries that a filter makes: a token of one list is none of another. */
export function deliveryListOf({ receiver, status, since }: DeliveryFilter): string {
  return JSON.stringify(['deliveries', receiver ?? null, status ?? null, since ?? null]);
}

/** Oldest first. */
export function oldestFirst(subscriptions: readonly Subscription[]): readonly Subscription[] {
  return subscriptions.toSorted(
    (one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt) || compareText(one.id, other.id),
  );
}

export function byReceiver(health: readonly ReceiverHealth[]): readonly ReceiverHealth[] {
  return health.toSorted((one, other) => compareText(one.receiver, other.receiver));
}
