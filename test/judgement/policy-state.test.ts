import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { policyNotices, suppressionStates, thresholdStates } from '../../src/judgement/policy-state.ts';
import type { SeenFleet } from '../../src/judgement/policy-state.ts';
import type { BaselineEntry, Policy } from '../../src/model.ts';
import { aCluster, aNewest, anEntry, minute } from '../store/builders.ts';

type Suppressed = Policy['suppressions'][number];
type Override = Policy['thresholds'][number];

const now = minute(0);
const [shop, pay] = [aCluster('aks-shop'), aCluster('aks-pay')];

function suppression(id: string, change: Partial<Suppressed> = {}): Suppressed {
  const expires = '2027-01-01T00:00:00.000Z';
  return { id, owner: 'team', reason: 'Known.', expires, source: 'file', ...change };
}

function override(id: string, change: Partial<Override> = {}): Override {
  return { id, check: 'silent-nodes', values: { silence: 600 }, source: 'file', ...change };
}

function open(change: Partial<BaselineEntry> = {}): BaselineEntry {
  return { ...anEntry('f'), check: 'silent-nodes', resource: { kind: 'NodePool', name: 'user' }, ...change };
}

const fleet: SeenFleet = {
  clusters: [
    { cluster: shop, newest: aNewest() },
    { cluster: pay, newest: { ...aNewest(), facts: null } },
  ],
  open: [
    { cluster: shop, findings: [open(), open({ check: 'slow-client' })], leftOut: 0 },
    { cluster: pay, findings: [open()], leftOut: 0 },
  ],
};

describe('a suppression', () => {
  test.each<[string, Partial<Suppressed>, object]>([
    ['of a check', { check: 'silent-nodes' }, { matches: 2, matchesNothing: false }],
    ['by cluster', { check: 'silent-nodes', cluster: '*-pay' }, { matches: 1, matchesNothing: false }],
    ['by tag, where the tags are known', { tag: 'env=prod' }, { matches: 2, matchesNothing: false }],
    ['of nothing that is open', { resource: 'Webhook/*' }, { matches: 0, matchesNothing: true }],
    [
      'that has ended',
      { check: 'silent-nodes', expires: '2026-11-01T00:00:00.000Z' },
      { state: 'expired', matches: 2, matchesNothing: false },
    ],
  ])('%s', (_what, change, expected) => {
    const entry = suppression('a', change);
    expect(suppressionStates({ suppressions: [entry], thresholds: [] }, fleet, now)).toEqual([
      { entry, state: 'active', hides: 0, ...expected },
    ]);
  });

  test('hides what it hid when the clusters were audited', () => {
    const { owner, reason, expires } = suppression('a');
    const hidden = open({ suppression: { id: 'a', owner, reason, expires } });
    const seen = { ...fleet, open: [{ cluster: shop, findings: [hidden, open()], leftOut: 0 }] };
    const policy = { suppressions: [suppression('a', { check: 'silent-nodes' })], thresholds: [] };

    expect(suppressionStates(policy, seen, now)).toMatchObject([{ hides: 1, matches: 2 }]);
  });

  test.each<[string, SeenFleet]>([
    ['nothing was audited yet', { clusters: [{ cluster: shop, newest: null }], open: [] }],
    ['not all findings are listed', { ...fleet, open: [{ cluster: shop, findings: [open()], leftOut: 3 }] }],
    [
      'an older version kept no resources',
      { ...fleet, open: [{ cluster: shop, findings: [anEntry('old')], leftOut: 0 }] },
    ],
  ])('is not said to match nothing where %s', (_why, seen) => {
    const policy = { suppressions: [suppression('a', { resource: 'Webhook/*' })], thresholds: [] };

    expect(suppressionStates(policy, seen, now)).toMatchObject([{ matches: 0, matchesNothing: null }]);
    expect(policyNotices(policy, seen, checks, now)).toEqual([]);
  });
});

test.each<[string, Partial<Override>, number]>([
  ['the whole fleet', {}, 2],
  ['a name', { cluster: '*shop' }, 1],
  ['a tag, where the tags are known', { tag: 'env' }, 1],
  ['nothing there is', { cluster: 'x' }, 0],
])('a threshold for %s is for so many clusters', (_what, change, count) => {
  const entry = override('a', change);
  expect(thresholdStates({ suppressions: [], thresholds: [entry] }, fleet.clusters)).toEqual([
    { entry, clusters: count },
  ]);
});

test('clusters that vanished count for no threshold', () => {
  const notAudited = { sweepId: 's', at: now.toISOString(), why: 'Gone.', state: 'vanished' } as const;
  const gone = fleet.clusters.map((latest) => ({ ...latest, notAudited }));
  expect(thresholdStates({ suppressions: [], thresholds: [override('a')] }, gone)).toMatchObject([
    { clusters: 0 },
  ]);
});

test('everything that does nothing, or not what was meant, is told, once each', () => {
  const policy: Policy = {
    suppressions: [
      suppression('z-fine', { check: 'silent-nodes' }),
      suppression('ended', { check: 'slow-client', expires: '2026-11-01T00:00:00.000Z' }),
      suppression('idle', { resource: 'Webhook/*' }),
      suppression('old', { check: 'no-such-check' }),
      suppression('z-fine', { check: 'silent-nodes', source: 'api' }),
    ],
    thresholds: [
      override('fine'),
      override('nowhere', { cluster: 'x', source: 'api' }),
      override('renamed', { values: { quiet: 3 } }),
    ],
  };

  expect(policyNotices(policy, fleet, checks, now)).toEqual([
    {
      entry: 'suppression',
      id: 'ended',
      source: 'file',
      problem: 'expired',
      text: 'It ended on 2026-11-01, and 1 open finding of those it names counts again: remove it, or let team give it a new end.',
    },
    {
      entry: 'suppression',
      id: 'idle',
      source: 'file',
      problem: 'matchesNothing',
      text: 'It matches no open finding: what it hid is gone, or what it names is misspelt.',
    },
    {
      entry: 'suppression',
      id: 'old',
      source: 'file',
      problem: 'invalid',
      text: 'There is no check no-such-check, so it does nothing: name another.',
    },
    {
      entry: 'suppression',
      id: 'z-fine',
      source: 'api',
      problem: 'shadowed',
      text: 'The policy file has an entry of this id, which counts instead: remove one of them.',
    },
    {
      entry: 'threshold',
      id: 'nowhere',
      source: 'api',
      problem: 'matchesNoCluster',
      text: 'It is for no cluster of the fleet: what it names is gone, or misspelt.',
    },
    {
      entry: 'threshold',
      id: 'renamed',
      source: 'file',
      problem: 'invalid',
      text: 'The check silent-nodes has no threshold quiet, only silence.',
    },
  ]);
});
