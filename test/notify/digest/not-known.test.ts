/** What a digest says of what it does not know: never that all is well. */
import { expect, test } from 'vitest';
import { loadDigest } from '../../../src/notify/digest/load-digest.ts';
import { UnreadableRow } from '../../../src/store/codec.ts';
import { memoryHistory } from '../../../src/store/memory-history.ts';
import { aCluster, aSweep, anEntry, hostileTexts, minute, sweepId, summary } from '../../store/builders.ts';
import { batch, digestDeps, dueAt, ledger, noonOf, seenOn, shop, stored, twoWeeks, weekly } from './weeks.ts';

const ofFleet = { ...weekly, owner: null };
const noForecast = 'There is no forecast of etcd for ledger-prod: too little was seen of it.';

test('nothing was ever audited', async () => {
  const digest = await loadDigest(digestDeps(memoryHistory()), { ...ofFleet, csv: true }, dueAt);
  expect(digest).toMatchObject({
    title: 'Weekly report: whole fleet',
    clusters: { total: 0, notAudited: [], notAuditedTotal: 0 },
    score: { now: null, before: null },
    coverage: { now: null, before: null },
    unseen: ['No cluster is known yet, so this report can say nothing.', 'No sweep has closed yet.'],
    open: {},
    charts: [],
    csv: { leftOut: 'There is no table of findings: no sweep has closed yet.' },
  });
});

test('an owner without clusters', async () => {
  const digest = await loadDigest(
    digestDeps(await stored(twoWeeks)),
    { ...weekly, owner: 'owner=payment' },
    dueAt,
  );
  expect(digest).toMatchObject({
    clusters: { total: 0 },
    score: { now: null, before: null },
    coverage: { now: null, before: null },
    unseen: [
      'No cluster is known to have the tag owner=payment, so this report can say nothing. Correct the owner of the report payments weekly in the notification file, or tag its clusters.',
    ],
  });
});

test('clusters whose tags are not known may be of any owner', async () => {
  const history = await stored(twoWeeks.map((story) => ({ ...story, tags: null })));
  const digest = await loadDigest(digestDeps(history), weekly, dueAt);
  expect(digest.clusters.total).toBe(0);
  expect(digest.unseen).toEqual([
    'No cluster is known to have the tag owner=payments, so this report can say nothing. Tags are known only of clusters that Azure told of.',
    'The tags of 3 clusters are not known, so nobody can tell whose: batch, ledger-prod and shop-prod.',
  ]);
  // To a report of the fleet that makes no difference.
  expect((await loadDigest(digestDeps(history), ofFleet, dueAt)).unseen).toEqual([]);
});

test('no sweep in the period: all is as it was', async () => {
  const deps = { ...digestDeps(await stored(twoWeeks)), now: () => new Date('2026-12-02T08:00:00.000Z') };
  const digest = await loadDigest(deps, weekly, new Date('2026-12-02T08:00:00.000Z'));
  expect(digest.unseen).toEqual([
    'No sweep was made and closed in this period: the newest began on 2026-11-24 12:00 UTC, and all is as it was then.',
    'There is no forecast of etcd for shop-prod: too little was seen of it.',
  ]);
  expect(digest.opened.total).toBe(0);
  expect(digest.open).toEqual({ critical: 1, high: 1 });
  expect(digest.charts[0]?.points.slice(-9).map(({ value }) => value)).toEqual([
    80,
    ...Array<null>(8).fill(null),
  ]);
});

test('a sweep that could not list the fleet audits nobody, though no cluster has a note of it', async () => {
  const history = await stored(twoWeeks);
  const sweep = aSweep(noonOf(0) + 60, {
    problem: 'Azure Resource Graph refused the query.\u202e',
    unseen: ['The subscription abc cannot be read.'],
  });
  await history.openSweep(sweep);
  await history.closeSweep(sweep.id, minute(noonOf(0) + 65).toISOString(), summary);
  const digest = await loadDigest(digestDeps(history), weekly, dueAt);
  expect(digest.clusters.notAudited.map(({ cluster, why }) => [cluster.name, why])).toEqual([
    ['ledger-prod', 'The API server did not answer.'],
    ['shop-prod', 'The newest sweep did not come to it.'],
  ]);
  expect(digest).toMatchObject({
    score: { now: null, before: null },
    coverage: { now: 0, before: 0.5 },
    unseen: ['Azure Resource Graph refused the query.', 'The subscription abc cannot be read.'],
  });
});

test('stopped clusters and those that are gone are named, and count neither as audited nor as failed', async () => {
  const history = await stored(twoWeeks);
  const note = { sweepId: sweepId(noonOf(0) + 1), at: seenOn(0).at };
  await history.markNotAudited(ledger, { ...note, why: 'It is stopped.', state: 'skipped' });
  await history.markNotAudited(batch, { ...note, why: 'It was deleted.', state: 'vanished' });
  const digest = await loadDigest(digestDeps(history), ofFleet, dueAt);
  expect(digest.unseen).toEqual([
    'There was nothing to audit in ledger-prod, e.g. because it is stopped.',
    'In this period batch left the fleet, and it is not counted any more.',
  ]);
  expect(digest).toMatchObject({
    clusters: { total: 2, notAuditedTotal: 0 },
    score: { now: 80, before: 90 },
    coverage: { now: 1, before: 1 },
    open: { critical: 1, high: 1 },
  });
});

test('findings that cannot be read are missed by name, and do not keep the report back', async () => {
  const history = await stored(twoWeeks);
  const damaged = new UnreadableRow(
    'Findings',
    { partitionKey: 'p', rowKey: 'r', etag: 'e', properties: {} },
    'x',
    false,
  );
  const baseline: typeof history.baseline = async (key) => {
    if (key === shop.key) throw damaged;
    return history.baseline(key);
  };
  const digest = await loadDigest(
    { ...digestDeps(history), history: { ...history, baseline } },
    weekly,
    dueAt,
  );
  expect(digest.open).toEqual({});
  expect(digest.unseen).toEqual([
    'What is stored of the findings of shop-prod cannot be read, so they are missing here: see the log of the app.',
  ]);
});

test('an etcd that was seen too little has no forecast, and that is said', async () => {
  const history = await stored(
    twoWeeks.map((story) => ({
      ...story,
      headline: (day) => story.headline(day === 0 ? -1 : day),
    })),
  );
  expect((await loadDigest(digestDeps(history), weekly, dueAt)).unseen).toEqual([noForecast]);
});

test('names of clusters and texts from them are cut, and on one line', async () => {
  const stories = hostileTexts.map((name, i) => ({
    cluster: aCluster(name),
    tags: { owner: 'payments' },
    headline: () => ({ etcdUsed: 0.2, objects: { [`${i}<b>`]: 9_999 } }),
    entries: [
      anEntry(`f${i}/../`, {
        summary: name.repeat(10),
        firstSeen: seenOn(0),
        culprit: { kind: 'client', name },
      }),
    ],
  }));
  const digest = await loadDigest(digestDeps(await stored(stories)), { ...ofFleet, csv: true }, dueAt);
  const texts = JSON.stringify({ ...digest, csv: null });
  expect(digest.opened.total).toBe(hostileTexts.length);
  expect(texts).not.toMatch(/\\u00|\\[rn]|[\u0080-\u009f\u202e]/u);
  for (const { cluster, cause, summary, url } of digest.opened.items) {
    expect(cluster?.name.length).toBeLessThanOrEqual(100);
    expect(cause?.name.length).toBeLessThanOrEqual(100);
    expect(summary.length).toBeLessThanOrEqual(400);
    expect(url).toMatch(/^https:\/\/fleet\.example\.com\/clusters\/[A-Za-z0-9-]+#finding-[A-Za-z0-9.%-]+$/u);
  }
});
