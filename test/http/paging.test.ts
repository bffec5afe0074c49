/** What holds while sweeps go on: rows come, go and change between two pages. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageOfSorted } from '../../src/http/paging.ts';
import type { LatestAudit } from '../../src/model.ts';
import { findingSortKey, findingSorts } from '../../src/report/select-findings.ts';
import type { OpenFinding } from '../../src/report/select-findings.ts';
import { clusterSortKey, clusterSorts, selectClusters } from '../../src/report/select-clusters.ts';
import { orders, sortedBy } from '../../src/report/sort-key.ts';
import type { Page } from '../../src/store/history.ts';
import { aCluster, aHeadline, aNewest, anEntry, minute } from '../store/builders.ts';
import { hostileText } from '../support/hostile.ts';

type PageOf<T> = (limit: number, token?: string) => Page<T>;

/** Reads all pages; the rows may change before each. */
function readAll<T>(pageOf: PageOf<T>, limit: number, change: (page: number) => void): readonly T[] {
  const read: T[] = [];
  let token: string | undefined;
  for (let page = 0; ; page += 1) {
    const { items, continuationToken } = pageOf(limit, token);
    expect(items.length).toBeLessThanOrEqual(limit);
    read.push(...items);
    if (continuationToken === undefined) return read;
    token = continuationToken;
    change(page);
  }
}

/** Names that repeat, that are long and that are hostile. */
const name = fc.oneof(fc.constantFrom('a', 'A', 'prod', 'x'.repeat(300)), hostileText);
const figure = fc.option(fc.oneof(fc.constantFrom(0, 1), fc.double({ noNaN: true, min: -1, max: 1e12 })));

const headline = fc
  .record({ score: figure, etcdBytes: figure, etcdUsed: figure, high: fc.nat(3), at: fc.nat(3) })
  .map(({ score, etcdBytes, etcdUsed, high, at }) => ({
    ...aNewest(aHeadline({ score, etcdBytes, etcdUsed, findings: { high } })),
    at: minute(at).toISOString(),
  }));

const row = fc.record({ name, id: fc.nat(1000), newest: fc.option(headline, { freq: 5 }) });
const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 25 });

function clusterOf({
  name,
  id,
  newest,
}: {
  name: string;
  id: number;
  newest: LatestAudit['newest'];
}): LatestAudit {
  return { cluster: { ...aCluster(`c${id}`), name }, newest };
}

/** Some rows go, others come, and some of those that stay get other figures. */
const change = fc.record({ gone: fc.array(fc.nat(1000), { maxLength: 10 }), come: rows, rescored: rows });

test('clusters: one whose place stays is told once, whatever comes, goes and changes between two pages', () => {
  fc.assert(
    fc.property(
      rows,
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...clusterSorts),
      fc.constantFrom(...orders),
      fc.integer({ min: 1, max: 5 }),
      (start, changes, sort, order, limit) => {
        const state = new Map(start.map((row) => [row.id, row]));
        // Those that are there all the time at the same place.
        const stay = new Map(state);
        const known = new Set(state.keys());
        const keyOf = (latest: LatestAudit) => clusterSortKey(latest, sort);
        const pageOf = (limit: number, continuationToken?: string) => {
          const items = selectClusters([...state.values()].map(clusterOf), { sort, order });
          return pageOfSorted(
            { name: `clusters:${sort}`, items, keyOf, order },
            { limit, continuationToken },
          );
        };
        const read = readAll(pageOf, limit, (page) => {
          const { gone, come, rescored } = changes[page] ?? { gone: [], come: [], rescored: [] };
          for (const id of gone) {
            state.delete(id);
            stay.delete(id);
          }
          // One that is back under another name was not there all the time.
          for (const row of come) if (!known.has(row.id)) state.set(row.id, row);
          for (const row of come) known.add(row.id);
          for (const { id, newest } of rescored) {
            const before = state.get(id);
            if (before === undefined) continue;
            const after = { ...before, newest };
            state.set(id, after);
            const [place, other] = [before, after].map((one) => JSON.stringify(keyOf(clusterOf(one))));
            if (place !== other) stay.delete(id);
          }
        });
        const told = read.map(({ cluster }) => cluster.key);
        for (const row of stay.values()) {
          const { key } = clusterOf(row).cluster;
          expect(told.filter((one) => one === key)).toHaveLength(1);
        }
        // By name nothing moves but what is renamed: nobody is told twice, whatever the figures do.
        if (sort === 'name') expect(new Set(told).size).toBe(told.length);
      },
    ),
  );
});

test('clusters: without changes the pages are the whole list in its order', () => {
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(...clusterSorts),
      fc.constantFrom(...orders),
      fc.integer({ min: 1, max: 7 }),
      (start, sort, order, limit) => {
        const items = selectClusters(start.map(clusterOf), { sort, order });
        const keyOf = (latest: LatestAudit) => clusterSortKey(latest, sort);
        const pageOf = (limit: number, continuationToken?: string) =>
          pageOfSorted({ name: 'clusters', items, keyOf, order }, { limit, continuationToken });
        expect(readAll(pageOf, limit, () => {})).toEqual(items);
      },
    ),
  );
});

const finding = fc
  .record({
    cluster: name,
    id: fc.nat(1000),
    severity: fc.constantFrom('critical', 'high', 'low' as const),
    age: fc.nat(2),
    check: fc.constantFrom('a', 'b'),
  })
  .map(({ cluster, id, severity, age, check }): OpenFinding => {
    const firstSeen = { sweepId: 's', at: minute(-age).toISOString() };
    return {
      cluster: { ...aCluster(cluster), name: cluster },
      entry: { ...anEntry(`f${id}`, { severity, check, firstSeen }), state: 'new' },
    };
  });

test('findings: without changes the pages are the whole list in its order', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(finding, { selector: ({ entry }) => entry.fingerprint, maxLength: 25 }),
      fc.constantFrom(...findingSorts),
      fc.constantFrom(...orders),
      fc.integer({ min: 1, max: 7 }),
      (findings, sort, order, limit) => {
        const keyOf = (one: OpenFinding) => findingSortKey(one, sort);
        const items = sortedBy(findings, keyOf, order);
        const pageOf = (limit: number, continuationToken?: string) =>
          pageOfSorted({ name: 'findings', items, keyOf, order }, { limit, continuationToken });
        expect(readAll(pageOf, limit, () => {})).toEqual(items);
      },
    ),
  );
});
