import type { StoredRow } from '../codec.ts';
import type { Cutoffs } from '../history.ts';
import type { KeySpan } from '../keys.ts';
import {
  attemptIn,
  decisionKeys,
  decisionKeysOlderThan,
  partsPartition,
  partsPartitionsBefore,
  rowKeysOlderThan,
} from '../keys.ts';
import { decisionPartition } from './decisions.ts';
import { deliveryPartition } from './deliveries.ts';
import { firstRows } from './readable.ts';
import type { Removing } from './removing.ts';
import { keysIn } from './removing.ts';
import type { RowKeys, Rows } from './rows.ts';
import { quoted } from './rows.ts';

export interface NotifyTables {
  readonly notifyState: Rows;
  readonly deliveries: Rows;
}

/**
 * Removes old deliveries that are not to be tried again, and old decisions with their parts. The newest decision stays,
 * however old: all that comes next is decided by it. Rows go before the parts that they name, so that none ever names
 * parts that are gone; parts that no row names are what a write left that died, or what pruning did.
 */
export async function pruneNotify(
  removing: Removing,
  { notifyState: rows, deliveries }: NotifyTables,
  cutoffs: Cutoffs,
): Promise<void> {
  const older = `RowKey ge ${quoted(rowKeysOlderThan(cutoffs.audits))}`;
  await removing.removeAll(deliveries, keysIn(deliveries, deliveryPartition, older, `status ne 'pending'`));

  const { heads, successions } = decisionKeysOlderThan(cutoffs.audits);
  const old = await oldDecisions(rows, within(heads));
  await removing.removeAll(rows, each(old));
  for (const attempt of attemptsOf(old))
    await removing.removeAll(rows, keysIn(rows, partsPartition(attempt)));
  await removing.removeAll(rows, keysIn(rows, decisionPartition, ...within(successions)));

  const named = new Set(attemptsOf(await decisions(rows, within(decisionKeys))));
  const begun = keysIn(rows, partsPartitionsBefore(cutoffs.evidence));
  await removing.removeAll(rows, withoutHead(begun, named));
}

function within([from, before]: KeySpan): readonly string[] {
  return [`RowKey ge ${quoted(from)}`, `RowKey lt ${quoted(before)}`];
}

async function oldDecisions(rows: Rows, older: readonly string[]): Promise<readonly StoredRow[]> {
  const [newest] = await firstRows(rows.list({ partitionKey: decisionPartition, pageSize: 1 }), 1);
  const old = await decisions(rows, older);
  return old.filter(({ rowKey }) => rowKey !== newest?.rowKey);
}

async function decisions(rows: Rows, where: readonly string[]): Promise<readonly StoredRow[]> {
  const select = ['PartitionKey', 'RowKey', 'attempt'];
  const found: StoredRow[] = [];
  for await (const row of rows.list({ partitionKey: decisionPartition, where, select })) found.push(row);
  return found;
}

/** Names of attempts whose parts are those of decisions. */
function attemptsOf(heads: readonly StoredRow[]): readonly string[] {
  return heads
    .map(({ properties }) => properties['attempt'])
    .filter((attempt) => typeof attempt === 'string');
}

async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items;
}

async function* withoutHead(
  parts: AsyncIterable<RowKeys>,
  named: ReadonlySet<string>,
): AsyncIterable<RowKeys> {
  for await (const part of parts) if (!named.has(attemptIn(part.partitionKey))) yield part;
}
