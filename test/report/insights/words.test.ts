import { expect, test } from 'vitest';
import {
  newClientWords,
  newVersionWords,
  rememberedWords,
  sharedClientWords,
  subscriptionWords,
  unseenWords,
} from '../../../src/report/insights/words.ts';
import { minute } from '../../store/builders.ts';
import { inShort } from './fleets.ts';

const at = minute(0).toISOString();
const names = (count: number) => Array.from({ length: count }, (_, index) => inShort(`c${index}`));
const many = { clusters: names(100), clustersTotal: 2_000 };

test('names are told as far as anybody reads them, and the others are counted', () => {
  const clusters = many.clusters.map((cluster) => ({
    cluster,
    findings: [],
    share: null,
    requestsPerSecond: null,
  }));
  expect(sharedClientWords({ name: 'sync', versions: [], worst: null, clusters, clustersTotal: 2_000 })).toBe(
    'The client sync is heavy in 2,000 clusters: c0, c1, c2, c3, c4 and 1,995 more.',
  );
  expect(newVersionWords({ version: 'v1.33.0', firstSeen: at, ...many })).toBe(
    'Kubernetes v1.33.0 was first seen on 24 Nov 2026, in c0, c1, c2, c3, c4 and 1,995 more.',
  );
  const unseen = names(2).map((cluster) => ({ cluster, why: 'Why.' }));
  expect(unseenWords('Clients are not known', { unseen, unseenTotal: 2 })).toBe(
    'Clients are not known of 2 clusters: c0 and c1.',
  );
  expect(unseenWords('Clients are not known', { unseen: [], unseenTotal: 0 })).toBeNull();
});

test('a client that has several versions is told without one', () => {
  const client = { name: 'sync', firstSeen: at, clusters: names(1), clustersTotal: 1 };
  expect(newClientWords({ ...client, version: null, kind: 'client' })).toBe(
    'The client sync was first seen on 24 Nov 2026, in c0.',
  );
});

test('what is known of a subscription without anything to audit', () => {
  const none = { clusters: 0, audited: 0, coverage: null, withoutScore: 0, withoutClients: 0 };
  expect(subscriptionWords({ subscriptionId: 's-1', ...none })).toBe('Subscription s-1: nothing to audit.');
  expect(subscriptionWords({ subscriptionId: null, ...none })).toBe(
    'Clusters of a kubeconfig: nothing to audit.',
  );
});

test.each([
  [null, 0, 'What was in the fleet before is not known yet, so nothing can be told to be new.'],
  [
    minute(-60).toISOString(),
    0,
    'What was in the fleet is known since 24 Nov 2026; what was there before and came back since may be told as new.',
  ],
  [minute(-30 * 24 * 60).toISOString(), 0, null],
  [
    minute(-30 * 24 * 60).toISOString(),
    12,
    'There was no room to remember 12 clients, which may be told as new again.',
  ],
])('a memory since %s that left out %d', (since, leftOut, words) => {
  expect(rememberedWords({ since, days: 30, leftOut }, minute(0))).toBe(words);
});
