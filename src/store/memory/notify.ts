import type { Delivery, Subscription } from '../../notification.ts';
import { summaryOf } from '../decision-summary.ts';
import {
  decisionRowKey,
  deliveryKeysSince,
  deliveryRowKey,
  receiverKey,
  requiredDecisionRowKey,
  requiredDeliveryRowKey,
  subscriptionRowKey,
} from '../keys.ts';
import type { Changed, DeliveryFilter, NotifyStore } from '../notify-store.ts';
import { byReceiver, deliveryListOf, oldestFirst } from '../notify-order.ts';
import { inKeyOrder, pageIn } from './rows.ts';
import type { MemoryTables } from './tables.ts';

/** What is remembered of notifications, for as long as the process lives. */
export function memoryNotify({
  decisions,
  deliveries,
  subscriptions,
  receiverHealth,
}: MemoryTables): NotifyStore {
  return {
    async addDecision(decision) {
      const key = requiredDecisionRowKey(decision.id);
      const others = [...decisions.values()];
      return !others.some(({ after }) => after === decision.after) && add(decisions, key, decision);
    },
    async decision(id) {
      return decisions.get(decisionRowKey(id) ?? '') ?? null;
    },
    async newestDecision() {
      const [newest] = inKeyOrder(decisions);
      return newest?.[1] ?? null;
    },
    async decisions(page) {
      return pageIn('decisions', decisions, page, summaryOf);
    },

    async addDelivery(delivery) {
      return add(deliveries, requiredDeliveryRowKey(delivery.id), delivery);
    },
    async delivery(id) {
      return deliveries.get(deliveryRowKey(id) ?? '') ?? null;
    },
    async changeDelivery(id, change: (before: Delivery) => Delivery | null) {
      return changeIn(deliveries, deliveryRowKey(id) ?? '', change);
    },
    async deliveries(filter, page) {
      const wanted = new Map([...deliveries].filter(([key, delivery]) => isWanted(key, delivery, filter)));
      return pageIn(deliveryListOf(filter), wanted, page, (delivery) => delivery);
    },

    async subscriptions() {
      return oldestFirst([...subscriptions.values()]);
    },
    async subscription(id) {
      return subscriptions.get(subscriptionRowKey(id)) ?? null;
    },
    async addSubscription(subscription) {
      return add(subscriptions, subscriptionRowKey(subscription.id), subscription);
    },
    async changeSubscription(id, change: (before: Subscription) => Subscription | null) {
      return changeIn(subscriptions, subscriptionRowKey(id), change);
    },
    async removeSubscription(id) {
      return subscriptions.delete(subscriptionRowKey(id));
    },

    async receiverHealth() {
      return byReceiver([...receiverHealth.values()]);
    },
    async changeReceiverHealth(receiver, change) {
      const key = receiverKey(receiver);
      const after = change(receiverHealth.get(key) ?? null);
      if (after !== null) receiverHealth.set(key, after);
    },
  };
}

function add<T>(rows: Map<string, T>, key: string, row: T): boolean {
  if (rows.has(key)) return false;
  rows.set(key, row);
  return true;
}

function changeIn<T>(rows: Map<string, T>, key: string, change: (before: T) => T | null): Changed<T> | null {
  const before = rows.get(key);
  if (before === undefined) return null;
  const after = change(before);
  if (after === null) return { value: before, changed: false };
  rows.set(key, after);
  return { value: after, changed: true };
}

function isWanted(key: string, delivery: Delivery, { receiver, status, since }: DeliveryFilter): boolean {
  return (
    (since === undefined || key < deliveryKeysSince(since)) &&
    (receiver === undefined || delivery.receiver === receiver) &&
    (status === undefined || delivery.status === status)
  );
}
