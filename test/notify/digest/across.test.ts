import { expect, test } from 'vitest';
import { loadDigest } from '../../../src/notify/digest/load-digest.ts';
import { outlineOf } from '../../../src/notify/outline/of-message.ts';
import type { Digest } from '../../../src/notification.ts';
import { anAudit, anEntry, hostileTexts, minute, someClients } from '../../store/builders.ts';
import { exampleDigest } from '../../support/notify-messages.ts';
import { batch, digestDeps, dueAt, ledger, noonOf, shop, stored, twoWeeks, weekly } from './weeks.ts';

const culprit = {
  kind: 'client',
  name: 'job-dispatcher (system:serviceaccount:batch:job-dispatcher)',
} as const;
const seen = { first: minute(2).toISOString(), last: minute(2).toISOString(), isNews: true };

async function history(name = 'job-dispatcher') {
  const stories = await stored(twoWeeks);
  const tags = { owner: 'payments' };
  for (const cluster of [shop, ledger, batch]) {
    await stories.saveAudit(
      anAudit(cluster, noonOf(0), {
        facts: {
          tier: null,
          location: null,
          nodes: null,
          tags: cluster === batch ? { owner: 'data' } : tags,
        },
        baseline: [anEntry(`f-${cluster.name}`, { culprit: { ...culprit, name } })],
        ...(cluster === ledger ? { clients: null, evidence: [] } : { clients: someClients }),
      }),
    );
  }
  await stories.saveFleetMemory({
    since: minute(noonOf(-40)).toISOString(),
    clients: {
      'job-dispatcher': { ...seen, versions: { '3.2.1': seen } },
      elsewhere: { ...seen, versions: {} },
    },
    kubernetesVersions: { 'v1.31.2': seen },
    leftOut: 0,
  });
  return stories;
}

test('clusters of the fleet are told of together: shared clients, what is new, and where it is', async () => {
  const digest = await loadDigest(digestDeps(await history()), { ...weekly, owner: null }, dueAt);
  expect(digest.across).toEqual({
    items: [
      {
        text: 'The client job-dispatcher is heavy in 3 clusters: batch, ledger-prod and shop-prod.',
        details: [
          'batch: 0.4 % of the requests, 0.23 a second, 1 finding',
          'ledger-prod: 1 finding',
          'shop-prod: 0.4 % of the requests, 0.23 a second, 1 finding',
        ],
      },
      {
        text: 'The client job-dispatcher 3.2.1 was first seen on 24 Nov 2026, in batch and shop-prod.',
        details: [],
      },
      {
        text: 'Kubernetes v1.31.2 was first seen on 24 Nov 2026, in batch, ledger-prod and shop-prod.',
        details: [],
      },
    ],
    total: 3,
    note: null,
  });
  expect(digest.unseen).toContain('Clients are not known, or not all, of 1 cluster: ledger-prod.');
});

test('an owner is told nothing of the clusters of another', async () => {
  const { across } = await loadDigest(
    digestDeps(await history()),
    { ...weekly, owner: 'owner=payments' },
    dueAt,
  );
  expect(across?.items.map(({ text }) => text)).toEqual([
    'The client job-dispatcher is heavy in 2 clusters: ledger-prod and shop-prod.',
    'The client job-dispatcher 3.2.1 was first seen on 24 Nov 2026, in shop-prod.',
    'Kubernetes v1.31.2 was first seen on 24 Nov 2026, in ledger-prod and shop-prod.',
  ]);
  expect(JSON.stringify(across)).not.toContain('batch:');
  const { across: ofData } = await loadDigest(
    digestDeps(await history()),
    { ...weekly, owner: 'owner=data' },
    dueAt,
  );
  expect(ofData?.items.map(({ text }) => text)).toEqual([
    'The client job-dispatcher 3.2.1 was first seen on 24 Nov 2026, in batch.',
    'Kubernetes v1.31.2 was first seen on 24 Nov 2026, in batch.',
  ]);
});

test.each(hostileTexts)('a name is one short line whatever it is: %j', async (text) => {
  const { across } = await loadDigest(digestDeps(await history(text)), { ...weekly, owner: null }, dueAt);
  for (const { text: told } of across?.items ?? []) {
    expect(told.length).toBeLessThanOrEqual(400);
    expect(told).not.toMatch(/[\r\n\0]/u);
  }
});

test.each<[string, Digest['across'], object | undefined]>([
  ['nothing of it in messages of older versions', undefined, undefined],
  [
    'nothing new',
    { items: [], total: 0, note: null },
    { entries: [], total: 0, none: 'None in what could be seen.' },
  ],
  [
    'nothing that could be new',
    { items: [], total: 0, note: 'It is not known yet.' },
    { entries: [], total: 0, none: 'It is not known yet.' },
  ],
  [
    'items, and what they are held against',
    { items: [{ text: 'X is heavy.', details: ['a: much'] }], total: 12, note: 'Known since then.' },
    {
      entries: [
        { text: 'X is heavy.', details: ['a: much'] },
        { text: 'Known since then.', details: [] },
      ],
      total: 13,
    },
  ],
])('a message tells %s', (_what, across, expected) => {
  const { sections } = outlineOf({ ...exampleDigest, ...(across === undefined ? {} : { across }) });
  const section = sections.find((one) => one.kind === 'list' && one.title === 'Across these clusters');
  if (expected === undefined) expect(section).toBeUndefined();
  else expect(section).toMatchObject(expected);
});
