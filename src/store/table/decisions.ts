import { randomUUID } from 'node:crypto';
import type { Decision, DecisionSummary } from '../../notification.ts';
import type { Property, Row, StoredRow } from '../codec.ts';
import { bodyOf, checked, readRow, valueIn } from '../codec.ts';
import { summaryOf } from '../decision-summary.ts';
import { attemptOf, decisionKeys, decisionRowKey, requiredDecisionRowKey, successorRowKey } from '../keys.ts';
import { decision as decisionSchema, decisionSummary } from '../notify-schemas.ts';
import type { NotifyStore } from '../notify-store.ts';
import { pageOf, pageStart } from '../page-token.ts';
import { RowTooLarge, fits } from '../row-size.ts';
import { bodyColumns, selectableBodyOrNull } from '../selectable-body.ts';
import { partsOf, removeParts, storedParts, writeParts } from './decision-parts.ts';
import { insertOwn } from './own-writes.ts';
import type { OnUnreadable } from './readable.ts';
import { firstRows, readableOnly } from './readable.ts';
import type { Rows } from './rows.ts';
import { quoted } from './rows.ts';

const rowVersion = 1;

export const decisionPartition = 'decisions';
const partitionKey = decisionPartition;

/** The partition also has rows that say which decision comes after which. */
const onlyHeads = [`RowKey lt ${quoted(decisionKeys[1])}`];

const summaryColumns = ['PartitionKey', 'RowKey', 'v', ...bodyColumns('summary')];

type Decisions = Pick<NotifyStore, 'addDecision' | 'decision' | 'newestDecision' | 'decisions'>;

/**
 * Decisions, newest first. One that is larger than a row takes is written in parts before, in a partition of their own,
 * which its row then names: the insert of that row is the moment at which there is a decision.
 */
export function tableDecisions(rows: Rows, onUnreadable: OnUnreadable): Decisions {
  const readSummaries = readableOnly(summaryIn, onUnreadable);

  return {
    async addDecision(decision) {
      const head = headOf(decision);
      const body = bodyOf('decision', decision);
      const whole = { ...head, ...body };
      const succession = successionOf(decision);
      if (fits(whole)) return insertOwn(rows, whole, [succession]);

      const attempt = attemptOf(new Date(), randomUUID());
      const parts = partsOf(attempt, body);
      // What is left of an attempt that dies before its end is removed by pruning.
      await writeParts(rows, parts);
      const isFirst = await insertOwn(rows, { ...head, attempt, parts: parts.length }, [succession]);
      if (!isFirst) await removeParts(rows, parts);
      return isFirst;
    },
    async decision(id) {
      const rowKey = decisionRowKey(id);
      const row = rowKey === null ? null : await rows.get(partitionKey, rowKey);
      return row === null ? null : read(row);
    },
    async newestDecision() {
      const [newest] = await firstRows(rows.list({ partitionKey, where: onlyHeads, pageSize: 1 }), 1);
      return newest === undefined ? null : read(newest);
    },
    async decisions(page) {
      const { limit, after } = pageStart('decisions', page);
      const where = after === null ? onlyHeads : [`RowKey gt ${quoted(after)}`, ...onlyHeads];
      const found = rows.list({ partitionKey, where, select: summaryColumns, pageSize: limit + 1 });
      const first = await firstRows(found, limit + 1);
      return pageOf('decisions', limit, first, ({ rowKey }) => rowKey, readSummaries);
    },
  };

  async function read(head: StoredRow): Promise<Decision> {
    const { attempt, parts } = head.properties;
    const stored = typeof attempt === 'string' ? await storedParts(rows, attempt) : null;
    return readRow(rows.table, head, {
      1(properties) {
        if (stored !== null && stored.count !== parts) {
          throw new RangeError(`of its ${String(parts)} parts ${stored.count} are there.`);
        }
        return checked(decisionSchema, valueIn('decision', stored?.body ?? properties));
      },
    });
  }

  function summaryIn(row: StoredRow): DecisionSummary {
    return readRow(rows.table, row, {
      1: (properties) => checked(decisionSummary, valueIn('summary', properties)),
    });
  }
}

/** Two that go on from the same state would both tell what is news: the second finds this row. */
function successionOf({ id, after }: Decision): Row {
  return { partitionKey, rowKey: successorRowKey(after), v: rowVersion, by: id };
}

function headOf(decision: Decision): Row {
  return {
    partitionKey,
    rowKey: requiredDecisionRowKey(decision.id),
    v: rowVersion,
    ...summaryBody(summaryOf(decision)),
  };
}

/** As much of what was left out as fits, and how much more there is. */
function summaryBody(summary: DecisionSummary): Record<string, Property> {
  const { leftOut } = summary;
  let listed = leftOut.length;
  let body = selectableBodyOrNull('summary', summary);
  while (body === null && listed > 0) {
    listed = Math.floor(listed / 2);
    const moreLeftOut = leftOut.length - listed;
    body = selectableBodyOrNull('summary', { ...summary, leftOut: leftOut.slice(0, listed), moreLeftOut });
  }
  if (body === null) throw new RowTooLarge(`The decision ${summary.id} has too many deliveries to store.`);
  return body;
}
