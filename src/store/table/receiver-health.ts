import type { ReceiverHealth } from '../../notification.ts';
import type { Row, StoredRow } from '../codec.ts';
import { bodyOf, checked, readRow, valueIn } from '../codec.ts';
import { receiverKey } from '../keys.ts';
import { byReceiver } from '../notify-order.ts';
import { receiverHealth as healthSchema } from '../notify-schemas.ts';
import type { NotifyStore } from '../notify-store.ts';
import { changeOwn } from './own-writes.ts';
import type { OnUnreadable } from './readable.ts';
import { readableOnly } from './readable.ts';
import type { Rows } from './rows.ts';

const rowVersion = 1;

const partitionKey = 'health';

/** How each receiver fares that was ever sent to. */
export function tableReceiverHealth(
  rows: Rows,
  onUnreadable: OnUnreadable,
): Pick<NotifyStore, 'receiverHealth' | 'changeReceiverHealth'> {
  const readSound = readableOnly(read, onUnreadable);

  return {
    async receiverHealth() {
      const all: ReceiverHealth[] = [];
      for await (const row of rows.list({ partitionKey })) all.push(...readSound(row));
      return byReceiver(all);
    },
    async changeReceiverHealth(receiver, change) {
      const keys = { partitionKey, rowKey: receiverKey(receiver) };
      // A damaged row holds nothing that the next tries do not teach again: it must not keep messages from being sent.
      await changeOwn(rows, keys, { read: (row) => readSound(row)[0] ?? null, rowOf, change });
    },
  };

  function read(row: StoredRow): ReceiverHealth {
    return readRow(rows.table, row, {
      1: (properties) => checked(healthSchema, valueIn('health', properties)),
    });
  }
}

function rowOf(health: ReceiverHealth): Row {
  return {
    partitionKey,
    rowKey: receiverKey(health.receiver),
    v: rowVersion,
    ...bodyOf('health', health),
  };
}
