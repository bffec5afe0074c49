import type { DeadLetter, History } from '../history.ts';
import type { StoredRow } from '../codec.ts';
import { bodyOf, checked, readRow, valueIn } from '../codec.ts';
import { deadLetterRowKey } from '../keys.ts';
import { deadLetter } from '../schemas.ts';
import type { OnUnreadable } from './readable.ts';
import { firstRows, readableOnly } from './readable.ts';
import type { Rows } from './rows.ts';

const rowVersion = 1;

export const letterPartition = 'letter';

/** Messages that could not be handled, newest first. */
export function tableDeadLetters(
  rows: Rows,
  onUnreadable: OnUnreadable,
): Pick<History, 'keepDeadLetter' | 'deadLetters'> {
  return {
    async keepDeadLetter(letter: DeadLetter) {
      const rowKey = deadLetterRowKey(letter.at, letter.queue, letter.messageId);
      const columns = { v: rowVersion, at: new Date(letter.at) };
      await rows.upsert({ partitionKey: letterPartition, rowKey, ...columns, ...bodyOf('letter', letter) });
    },
    async deadLetters(limit) {
      const found = await firstRows(rows.list({ partitionKey: letterPartition, pageSize: limit }), limit);
      return found.flatMap(readableOnly(letterIn, onUnreadable));
    },
  };

  function letterIn(row: StoredRow): DeadLetter {
    return readRow(rows.table, row, {
      1: (properties) => checked(deadLetter, valueIn('letter', properties)),
    });
  }
}
