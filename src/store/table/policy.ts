import type * as z from 'zod';
import type { Row, StoredRow } from '../codec.ts';
import { bodyOf, checked, readRow, valueIn } from '../codec.ts';
import type { History, PolicyEntries, PolicyKind } from '../history.ts';
import { policyRowKey } from '../keys.ts';
import { suppression, thresholdOverride } from '../schemas.ts';
import { compareText } from '../../shared/compare-text.ts';
import { insertOwn } from './own-writes.ts';
import type { Rows } from './rows.ts';

const rowVersion = 1;

const partitionKey = 'policy';

type Policy = Pick<History, 'policyEntries' | 'addPolicyEntry' | 'replacePolicyEntry' | 'removePolicyEntry'>;

const schemas: { readonly [K in PolicyKind]: z.ZodType<PolicyEntries[K]> } = {
  suppressions: suppression,
  thresholds: thresholdOverride,
};

/**
 * What people decided: a table for each kind, a row for each entry. One that cannot be read stops whoever reads them:
 * without it clusters would be judged by other bounds than people decided on.
 */
export function tablePolicy(tables: Readonly<Record<PolicyKind, Rows>>): Policy {
  return {
    async policyEntries(kind) {
      const rows = tables[kind];
      const entries: PolicyEntries[typeof kind][] = [];
      for await (const row of rows.list({ partitionKey })) entries.push(entryIn(rows.table, kind, row));
      return entries.toSorted((left, right) => compareText(left.id, right.id));
    },
    async addPolicyEntry(kind, entry) {
      return insertOwn(tables[kind], rowOf(entry));
    },
    async replacePolicyEntry(kind, entry) {
      return tables[kind].replace(rowOf(entry), '*');
    },
    async removePolicyEntry(kind, id) {
      return tables[kind].remove({ partitionKey, rowKey: policyRowKey(id) });
    },
  };
}

function entryIn<K extends PolicyKind>(table: string, kind: K, row: StoredRow): PolicyEntries[K] {
  return readRow(table, row, {
    1: (properties) => checked(schemas[kind], valueIn('entry', properties)),
  });
}

function rowOf(entry: PolicyEntries[PolicyKind]): Row {
  return { partitionKey, rowKey: policyRowKey(entry.id), v: rowVersion, ...bodyOf('entry', entry) };
}
