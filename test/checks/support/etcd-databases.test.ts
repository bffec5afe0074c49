import { expect, test } from 'vitest';
import {
  fillInWords,
  measurementsOf,
  neitherKnown,
  seenDatabases,
} from '../../../src/checks/support/etcd-databases.ts';
import type { EtcdDatabase } from '../../../src/evidence/api-metrics.ts';
import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { apiMetrics, forbidden, gathered } from '../../support/evidence.ts';

function files(first: EtcdDatabase, ...rest: readonly EtcdDatabase[]) {
  return gathered(
    apiMetrics({ etcd: { metric: 'apiserver_storage_size_bytes', databases: [first, ...rest] } }),
  );
}

function usage(...shares: readonly (readonly [percent: number | null, partition: string | null])[]) {
  const metric = 'etcd_database_usage_percentage';
  return gathered(
    platformMetrics(...shares.map(([percent, partition]) => series(metric, [percent], partition))),
  );
}

const main = { name: 'etcd-0', bytes: 100 };
const events = { name: 'etcd-1', bytes: 300 };

test('files alone have no share', () => {
  expect(seenDatabases(files(main, events), forbidden)).toEqual([
    { name: 'etcd-0', main: true, bytes: 100, share: null },
    { name: 'etcd-1', main: false, bytes: 300, share: null },
  ]);
});

test('a share alone is of the main database', () => {
  const seen = [{ name: 'etcd-0', main: true, bytes: null, share: 0.4 }];

  expect(seenDatabases(forbidden, usage([40, null]))).toEqual(seen);
  expect(seenDatabases(forbidden, usage([40, 'main']))).toEqual(seen);
});

test('shares belong to the files of their name', () => {
  expect(seenDatabases(files(main, events), usage([10, 'etcd-1'], [20, 'etcd-0']))).toEqual([
    { name: 'etcd-1', main: false, bytes: 300, share: 0.1 },
    { name: 'etcd-0', main: true, bytes: 100, share: 0.2 },
  ]);
});

test('one share belongs to the largest file', () => {
  expect(seenDatabases(files(main, events), usage([40, null]))).toEqual([
    { name: 'etcd-1', main: false, bytes: 300, share: 0.4 },
    { name: 'etcd-0', main: true, bytes: 100, share: null },
  ]);
});

test('names that do not agree stay apart', () => {
  expect(seenDatabases(files(main), usage([10, 'main'], [20, 'events']))).toEqual([
    { name: 'main', main: false, bytes: null, share: 0.1 },
    { name: 'events', main: false, bytes: null, share: 0.2 },
    { name: 'etcd-0', main: true, bytes: 100, share: null },
  ]);
});

test('neither is nothing, with the reasons of both', () => {
  const noValue = usage([null, null]);

  expect(seenDatabases(forbidden, noValue)).toEqual([]);
  expect(neitherKnown(gathered(apiMetrics({ etcd: null })), forbidden)).toMatchObject({
    reason: 'notCollected',
    detail: 'The API server shows no readable size of etcd on /metrics. Reading is forbidden.',
  });
});

test.each([
  [1_024, 0.5, '1 KiB, 50 % of its quota'],
  [1_024, null, '1 KiB, 25 % of the quota of 4 KiB'],
  [null, 0.5, 'filled 50 % of its quota'],
])('%j bytes and a share of %j', (bytes, share, expected) => {
  const database = { name: 'etcd-0', main: true, bytes, share };

  expect(fillInWords(database, 4_096)).toBe(expected);
  expect(measurementsOf(database, files(main))).toHaveLength(bytes !== null && share !== null ? 2 : 1);
});
