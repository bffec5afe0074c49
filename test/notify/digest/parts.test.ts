/** Parts of a digest that have rules of their own: forecasts of objects, the table, links. */
import { expect, test } from 'vitest';
import { loadDigest } from '../../../src/notify/digest/load-digest.ts';
import { recordsOf } from '../../support/csv.ts';
import { digestDeps, dueAt, shop, stored, twoWeeks, weekly } from './weeks.ts';

const growing = twoWeeks
  .filter(({ cluster }) => cluster === shop)
  .map((story) => ({
    ...story,
    headline: (day: number) => ({
      etcdUsed: null,
      etcdBytes: 2 * 1024 ** 3 + (day + 13) * 100 * 1024 ** 2,
      objects: {
        'jobs.batch': 5_200 + (day + 13) * 200,
        pods: 9_000,
        'leases.coordination.k8s.io': 800 + day * 20,
      },
    }),
  }));

const short = ({
  figure,
  bound,
  at,
}: {
  readonly figure: string;
  readonly bound: string;
  readonly at: string;
}) => `${figure} reaches ${bound} on ${at.slice(0, 10)}`;

test('forecasts of a database by its size and of objects, each for the bounds ahead of it', async () => {
  const digest = await loadDigest(digestDeps(await stored(growing)), weekly, dueAt);
  // It has 3.27 GiB: 4 GiB are half of what AKS gives.
  expect(digest.forecasts.map(short)).toEqual([
    'etcd database reaches 50 % of a quota of 8 GiB on 2026-12-01',
    'jobs.batch reaches 10,000 objects on 2026-12-05',
    'etcd database reaches 75 % of a quota of 8 GiB on 2026-12-22',
  ]);
});

test('bounds that were set otherwise for a cluster count', async () => {
  const thresholds = [
    {
      id: 't1',
      check: 'excessive-object-count',
      values: { look: 8_000 },
      tag: 'owner=payments',
      source: 'api',
    },
    { id: 't2', check: 'large-etcd-database', values: { quota: 16 * 1024 ** 3 }, source: 'file' },
    { id: 't3', check: 'excessive-object-count', values: { look: 100 }, cluster: 'another', source: 'api' },
  ] as const;
  const digest = await loadDigest(digestDeps(await stored(growing), { thresholds }), weekly, dueAt);
  expect(digest.forecasts.map(short)).toEqual(['jobs.batch reaches 8,000 objects on 2026-11-25']);
});

test('the table of the clusters of the owner', async () => {
  const { csv } = await loadDigest(digestDeps(await stored(twoWeeks)), { ...weekly, csv: true }, dueAt);
  if (csv === null || 'leftOut' in csv) throw new Error('There is no table.');
  expect(csv.fileName).toBe('payments-weekly-2026-11-24.csv');
  const [head = [], ...records] = recordsOf(csv.text.replace('\uFEFF', ''));
  const column = (name: string) => records.map((record) => record[head.indexOf(name)]);
  expect(new Set(column('cluster'))).toEqual(new Set(['shop-prod', 'ledger-prod']));
  expect(column('record')).toEqual(expect.arrayContaining(['cluster', 'finding', 'not-audited']));
});

test('without the address of the app there are no links', async () => {
  const deps = { ...digestDeps(await stored(twoWeeks)), baseUrl: null };
  const digest = await loadDigest(deps, weekly, dueAt);
  expect(JSON.stringify(digest)).not.toContain('http');
  expect(digest).toMatchObject({ url: null, worst: { items: [{ url: null, cluster: { url: null } }, {}] } });
});
