/** The few things we do with a table, each safe to do twice, and each either done or refused whole. */
import type { TableClient, TransactionAction } from '@azure/data-tables';
import { remembered } from '../../shared/remembered.ts';
import type { Row, StoredRow } from '../codec.ts';
import type { KeySpan } from '../keys.ts';
import { requireFits } from '../row-size.ts';
import { atStorage, codeOf, statusOf } from '../storage-error.ts';

export type TableName =
  | 'Sweeps'
  | 'Ledger'
  | 'Evidence'
  | 'Latest'
  | 'Audits'
  | 'Findings'
  | 'Rollups'
  | 'Suppressions'
  | 'Thresholds'
  | 'Turns'
  | 'Notes'
  | 'DeadLetters'
  | 'NotifyState'
  | 'Deliveries'
  | 'Webhooks';

export type RowKeys = Pick<Row, 'partitionKey' | 'rowKey'>;

export interface Rows {
  readonly table: TableName;
  get(partitionKey: string, rowKey: string): Promise<StoredRow | null>;
  /** Inserts the row; false when there is one under its keys already. */
  insert(row: Row): Promise<boolean>;
  upsert(row: Row): Promise<void>;
  /** Replaces the row that has this ETag; false when it has changed or is gone. */
  replace(row: Row, etag: string): Promise<boolean>;
  /** Removes the row, with an ETag only the one that has it; false when it has changed or is gone. */
  remove(keys: RowKeys, etag?: string): Promise<boolean>;
  /** Does all of it or nothing, in one partition; false when a row was there already, changed or gone. */
  transact(changes: readonly Change[]): Promise<boolean>;
  /** Rows in key order; the page size is only how many come with one request. */
  list(query: RowQuery): AsyncIterable<StoredRow>;
}

type Change =
  | { readonly insert: Row }
  | { readonly upsert: Row }
  | { readonly replace: Row; readonly etag: string }
  | { readonly remove: RowKeys };

interface RowQuery {
  /** One partition, or all of a span of them. */
  readonly partitionKey: string | KeySpan;
  /** Further OData conditions on keys and properties; `quoted` writes the values. */
  readonly where?: readonly string[];
  readonly select?: readonly string[];
  readonly pageSize?: number;
}

/** A value in an OData filter; keys are checked before, this is for the day someone forgets. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination */
const largestPage = 1000;

/** Rows of an Azure table, which is created by the first thing done with it. */
export function rowsOf(table: TableName, open: (table: TableName) => Promise<TableClient>): Rows {
  const client = remembered(async () => {
    const opened = await open(table);
    // No error when it is there already.
    await opened.createTable();
    return opened;
  });

  async function call<T>(use: (client: TableClient) => Promise<T>): Promise<T> {
    try {
      return await atStorage(`table ${table}`, async () => use(await client.get()));
    } catch (error) {
      // Deleted while we run: the next try creates it again.
      if (isAboutTable(error)) client.forget();
      throw error;
    }
  }

  async function transact(changes: readonly Change[]): Promise<boolean> {
    for (const change of changes) if (!('remove' in change)) requireFits(table, rowIn(change));
    const actions = changes.map(actionOf);
    return call((client) => doneUnless([404, 409, 412], () => client.submitTransaction(actions)));
  }

  return {
    table,
    transact,
    get(partitionKey, rowKey) {
      return call(async (client) => {
        try {
          return stored(await client.getEntity(partitionKey, rowKey));
        } catch (error) {
          if (isRefusal(error, [404])) return null;
          throw error;
        }
      });
    },
    async insert(row) {
      requireFits(table, row);
      return call((client) => doneUnless([409], () => client.createEntity({ ...row })));
    },
    async upsert(row) {
      requireFits(table, row);
      await call((client) => client.upsertEntity({ ...row }, 'Replace'));
    },
    async replace(row, etag) {
      requireFits(table, row);
      return call((client) =>
        doneUnless([404, 412], () => client.updateEntity({ ...row }, 'Replace', { etag })),
      );
    },
    async remove({ partitionKey, rowKey }, etag = '*') {
      return call((client) =>
        doneUnless([404, 412], () => client.deleteEntity(partitionKey, rowKey, { etag })),
      );
    },
    async *list({ partitionKey, where = [], select, pageSize = largestPage }) {
      const filter = [...partitionsIn(partitionKey), ...where].join(' and ');
      const queryOptions = { filter, ...(select === undefined ? {} : { select: [...select] }) };
      const maxPageSize = Math.min(pageSize, largestPage);
      // The client goes on to the next page by itself when one is empty and not the last.
      const pages = await call(async (client) =>
        client.listEntities({ queryOptions }).byPage({ maxPageSize }),
      );
      for (;;) {
        const page = await call(() => pages.next());
        if (page.done === true) return;
        for (const entity of page.value) yield stored(entity);
      }
    },
  };
}

function partitionsIn(key: string | KeySpan): readonly string[] {
  if (typeof key === 'string') return [`PartitionKey eq ${quoted(key)}`];
  const [from, before] = key;
  return [`PartitionKey ge ${quoted(from)}`, `PartitionKey lt ${quoted(before)}`];
}

/** Whether it was done; false for the answers that mean "not as things are". */
async function doneUnless(refusals: readonly number[], act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (isRefusal(error, refusals)) return false;
    throw error;
  }
}

/** An answer about rows; one about the table (not found, being deleted) has the same status and is a fault. */
function isRefusal(error: unknown, statuses: readonly number[]): boolean {
  return statuses.includes(statusOf(error) ?? 0) && !isAboutTable(error);
}

function isAboutTable(error: unknown): boolean {
  return codeOf(error)?.startsWith('Table') === true;
}

function rowIn(change: Exclude<Change, { readonly remove: unknown }>): Row {
  if ('insert' in change) return change.insert;
  return 'replace' in change ? change.replace : change.upsert;
}

function actionOf(change: Change): TransactionAction {
  if ('insert' in change) return ['create', { ...change.insert }];
  if ('upsert' in change) return ['upsert', { ...change.upsert }, 'Replace'];
  if ('remove' in change) return ['delete', { ...change.remove }];
  return ['update', { ...change.replace }, 'Replace', { etag: change.etag }];
}

function stored(entity: Record<string, unknown>): StoredRow {
  const { partitionKey, rowKey, etag, ...properties } = entity;
  return { partitionKey: String(partitionKey), rowKey: String(rowKey), etag: String(etag), properties };
}
