import type { Delivery } from '../../notification.ts';
import type { Row, StoredRow } from '../codec.ts';
import { bodyOf, checked, readRow, valueIn } from '../codec.ts';
import { deliveryKeysSince, deliveryRowKey, receiverKey, requiredDeliveryRowKey } from '../keys.ts';
import { deliveryListOf } from '../notify-order.ts';
import { delivery as deliverySchema } from '../notify-schemas.ts';
import type { DeliveryFilter, NotifyStore } from '../notify-store.ts';
import { pageOf, pageStart } from '../page-token.ts';
import { changeOwn, insertOwn } from './own-writes.ts';
import type { OnUnreadable } from './readable.ts';
import { firstRows, readableOnly } from './readable.ts';
import type { Rows } from './rows.ts';
import { quoted } from './rows.ts';

const rowVersion = 1;

export const deliveryPartition = 'delivery';
const partitionKey = deliveryPartition;

type Deliveries = Pick<NotifyStore, 'addDelivery' | 'delivery' | 'changeDelivery' | 'deliveries'>;

/** All deliveries in one partition, newest first; the service filters by receiver and status. */
export function tableDeliveries(rows: Rows, onUnreadable: OnUnreadable): Deliveries {
  const readSound = readableOnly(read, onUnreadable);

  return {
    async addDelivery(delivery) {
      return insertOwn(rows, rowOf(delivery));
    },
    async delivery(id) {
      const rowKey = deliveryRowKey(id);
      const row = rowKey === null ? null : await rows.get(partitionKey, rowKey);
      return row === null ? null : read(row);
    },
    async changeDelivery(id, change) {
      const rowKey = deliveryRowKey(id);
      if (rowKey === null) return null;
      const { value, changed } = await changeOwn(
        rows,
        { partitionKey, rowKey },
        { read, rowOf, change: (before) => (before === null ? null : change(before)) },
      );
      return value === null ? null : { value, changed };
    },
    async deliveries(filter, page) {
      const list = deliveryListOf(filter);
      const { limit, after } = pageStart(list, page);
      const where = [...(after === null ? [] : [`RowKey gt ${quoted(after)}`]), ...conditionsOf(filter)];
      const found = rows.list({ partitionKey, where, pageSize: limit + 1 });
      return pageOf(list, limit, await firstRows(found, limit + 1), ({ rowKey }) => rowKey, readSound);
    },
  };

  function read(row: StoredRow): Delivery {
    return readRow(rows.table, row, {
      1: (properties) => checked(deliverySchema, valueIn('delivery', properties)),
    });
  }
}

function conditionsOf({ receiver, status, since }: DeliveryFilter): readonly string[] {
  return [
    ...(since === undefined ? [] : [`RowKey lt ${quoted(deliveryKeysSince(since))}`]),
    ...(receiver === undefined ? [] : [`receiver eq ${quoted(receiverKey(receiver))}`]),
    ...(status === undefined ? [] : [`status eq ${quoted(status)}`]),
  ];
}

function rowOf(delivery: Delivery): Row {
  return {
    partitionKey,
    rowKey: requiredDeliveryRowKey(delivery.id),
    v: rowVersion,
    receiver: receiverKey(delivery.receiver),
    status: delivery.status,
    // For people who look into the table.
    createdAt: new Date(delivery.createdAt),
    ...bodyOf('delivery', delivery),
  };
}
