import type { Subscription } from '../../notification.ts';
import type { Row, StoredRow } from '../codec.ts';
import { bodyOf, checked, readRow, valueIn } from '../codec.ts';
import { subscriptionRowKey } from '../keys.ts';
import { oldestFirst } from '../notify-order.ts';
import { subscription as subscriptionSchema } from '../notify-schemas.ts';
import type { NotifyStore } from '../notify-store.ts';
import { changeOwn, insertOwn } from './own-writes.ts';
import type { OnUnreadable } from './readable.ts';
import { readableOnly } from './readable.ts';
import type { Rows } from './rows.ts';

const rowVersion = 1;

const partitionKey = 'webhook';

type Subscriptions = Pick<
  NotifyStore,
  'subscriptions' | 'subscription' | 'addSubscription' | 'changeSubscription' | 'removeSubscription'
>;

/** Webhooks that were subscribed over the API, a row for each. */
export function tableSubscriptions(rows: Rows, onUnreadable: OnUnreadable): Subscriptions {
  const readSound = readableOnly(read, onUnreadable);

  return {
    async subscriptions() {
      const all: Subscription[] = [];
      for await (const row of rows.list({ partitionKey })) all.push(...readSound(row));
      return oldestFirst(all);
    },
    async subscription(id) {
      const row = await rows.get(partitionKey, subscriptionRowKey(id));
      return row === null ? null : read(row);
    },
    async addSubscription(subscription) {
      return insertOwn(rows, rowOf(subscription));
    },
    async changeSubscription(id, change) {
      const { value, changed } = await changeOwn(
        rows,
        { partitionKey, rowKey: subscriptionRowKey(id) },
        { read, rowOf, change: (before) => (before === null ? null : change(before)) },
      );
      return value === null ? null : { value, changed };
    },
    async removeSubscription(id) {
      return rows.remove({ partitionKey, rowKey: subscriptionRowKey(id) });
    },
  };

  function read(row: StoredRow): Subscription {
    return readRow(rows.table, row, {
      1: (properties) => checked(subscriptionSchema, valueIn('subscription', properties)),
    });
  }
}

function rowOf(subscription: Subscription): Row {
  return {
    partitionKey,
    rowKey: subscriptionRowKey(subscription.id),
    v: rowVersion,
    ...bodyOf('subscription', subscription),
  };
}
