/** Histories on tables that no other test sees, clients that die or repeat themselves, and rows that somebody broke. */
import type { TableClient } from '@azure/data-tables';
import type { UnreadableRow } from '../../src/store/codec.ts';
import type { History } from '../../src/store/history.ts';
import { tableHistory } from '../../src/store/table-history.ts';
import { testStorage } from '../support/azurite.ts';

export type Open = (name: string) => Promise<TableClient>;

/** Starts the emulator for the test file that calls it; each call of what it answers opens a store of its own. */
export function testTables(): () => Open {
  const storage = testStorage();
  return () => {
    const account = storage.account();
    const prefix = storage.unusedName();
    return (name) => account.table(`${prefix}${name}`);
  };
}

/** `report` gets what is said of damaged rows. */
export function historyOn(openTable: Open, report: (message: string) => void = () => undefined): History {
  return tableHistory({ openTable, onUnreadable: ({ message }: UnreadableRow) => report(message) });
}

export interface Faults {
  readonly write: number;
  readonly moment: 'before' | 'after';
  seen: number;
}

const writing = new Set([
  'createEntity',
  'upsertEntity',
  'updateEntity',
  'deleteEntity',
  'submitTransaction',
]);

/** A client whose process is killed around its n-th write. */
export function dyingClient(client: TableClient, faults: Faults): TableClient {
  return withWrites(client, async (write) => {
    faults.seen += 1;
    if (faults.seen !== faults.write) return write();
    if (faults.moment === 'after') await write();
    throw new Error('killed');
  });
}

/** A client that sends each write again, as one does when the answer got lost on the way. */
export function sendingTwice(client: TableClient): TableClient {
  return withWrites(client, async (write) => {
    await write();
    return write();
  });
}

export function withWrites(
  client: TableClient,
  around: (write: () => Promise<unknown>) => Promise<unknown>,
): TableClient {
  return new Proxy(client, {
    get(target, name: string) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      const call = (...args: unknown[]): unknown => Reflect.apply(member, target, args);
      if (!writing.has(name)) return call;
      // Every writing method of the client is async.
      return (...args: unknown[]) => around(() => call(...args) as Promise<unknown>);
    },
  });
}

export async function damageAll(open: Open, table: string, change: object): Promise<void> {
  const client = await open(table);
  for await (const { partitionKey = '', rowKey = '' } of client.listEntities()) {
    await client.updateEntity({ partitionKey, rowKey, ...change }, 'Merge');
  }
}

export async function damageFirst(open: Open, table: string, change: object): Promise<void> {
  const client = await open(table);
  for await (const { partitionKey = '', rowKey = '' } of client.listEntities()) {
    await client.updateEntity({ partitionKey, rowKey, ...change }, 'Merge');
    return;
  }
}

export async function rowCount(open: Open, table: string): Promise<number> {
  const client = await open(table);
  await client.createTable();
  let count = 0;
  for await (const _row of client.listEntities()) count += 1;
  return count;
}
