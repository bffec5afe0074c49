import { describe, expect, test } from 'vitest';
import type { Headline, LatestAudit, NewestAudit } from '../../src/model.ts';
import { clusterSorts, selectClusters } from '../../src/report/select-clusters.ts';
import type { ClusterQuery } from '../../src/report/select-clusters.ts';
import { aCluster, aHeadline, aNewest, minute, sweepId } from '../store/builders.ts';

function cluster(name: string, headline: Partial<Headline>, newest: Partial<NewestAudit> = {}): LatestAudit {
  return { cluster: aCluster(name), newest: { ...aNewest(aHeadline(headline)), ...newest } };
}

const notAudited = (state: 'failed' | 'vanished' | 'skipped') =>
  ({ sweepId: sweepId(0), at: minute(3).toISOString(), why: 'It broke.', state }) as const;

const facts = { tier: 'Standard', location: 'westeurope', nodes: 3, tags: { owner: 'batch-team' } };

/** Each with something of its own. */
const fleet: readonly LatestAudit[] = [
  cluster(
    'sound',
    { score: 100, coverage: 1, findings: {}, etcdBytes: 1000, etcdUsed: 0.1 },
    { outcomes: {} },
  ),
  cluster(
    'Worst',
    { score: 20, coverage: 0.5, findings: { critical: 2 }, etcdBytes: 3000, etcdUsed: 0.9 },
    { facts: { ...facts, tier: 'Free', tags: { 'cost=center': 'a', Owner: 'Web' } } },
  ),
  cluster(
    'high',
    { score: 83, coverage: 0.9, findings: { high: 1 }, etcdBytes: null, etcdUsed: 0.5 },
    { facts, at: minute(-90).toISOString() },
  ),
  cluster(
    'blind',
    { score: null, coverage: 0.1, findings: {}, etcdBytes: null, etcdUsed: null },
    { facts: null },
  ),
  { ...cluster('lost', { findings: { low: 1 }, etcdBytes: 2000 }), notAudited: notAudited('failed') },
  { ...cluster('gone', { findings: { critical: 9 }, etcdBytes: 5 }), notAudited: notAudited('vanished') },
  { cluster: aCluster('never'), newest: null, notAudited: notAudited('failed') },
  { cluster: aCluster('stopped'), newest: null, notAudited: notAudited('skipped') },
];

const named = (query: Partial<ClusterQuery>) =>
  selectClusters(fleet, { sort: 'name', ...query }).map(({ cluster }) => cluster.name);

describe('what is first', () => {
  test.each([
    ['attention', ['Worst', 'lost', 'never', 'high', 'blind', 'sound', 'gone', 'stopped']],
    ['name', ['blind', 'gone', 'high', 'lost', 'never', 'sound', 'stopped', 'Worst']],
    ['score', ['Worst', 'gone', 'high', 'lost', 'sound', 'blind', 'never', 'stopped']],
    ['coverage', ['blind', 'gone', 'lost', 'Worst', 'high', 'sound', 'never', 'stopped']],
    ['etcd', ['Worst', 'lost', 'sound', 'gone', 'stopped', 'never', 'high', 'blind']],
    ['etcdUsed', ['Worst', 'lost', 'gone', 'high', 'sound', 'stopped', 'never', 'blind']],
    ['audited', ['never', 'stopped', 'high', 'blind', 'gone', 'lost', 'sound', 'Worst']],
  ] as const)('by %s', (sort, names) => {
    expect(named({ sort })).toEqual(names);
  });

  test('the other way round what is not known is still last', () => {
    expect(named({ sort: 'score', order: 'desc' })).toEqual([
      'sound',
      'lost',
      'high',
      'gone',
      'Worst',
      'stopped',
      'never',
      'blind',
    ]);
    expect(named({ sort: 'name', order: 'desc' })).toEqual(named({ sort: 'name' }).toReversed());
  });

  test.each(clusterSorts)('%s does not go by the order in which they come', (sort) => {
    expect(selectClusters(fleet.toReversed(), { sort })).toEqual(selectClusters(fleet, { sort }));
  });
});

describe('what is asked for', () => {
  test.each<[Partial<ClusterQuery>, readonly string[]]>([
    [{ name: 'O' }, ['gone', 'lost', 'sound', 'stopped', 'Worst']],
    [{ severity: ['critical'] }, ['gone', 'Worst']],
    [{ severity: ['high', 'low'] }, ['high', 'lost']],
    [{ tier: ['free'] }, ['Worst']],
    [{ tier: ['Premium'] }, []],
    [{ tier: ['unknown'] }, ['blind', 'never', 'stopped']],
    [{ tier: ['free', 'unknown'] }, ['blind', 'never', 'stopped', 'Worst']],
    [{ region: ['WestEurope'], name: 'h' }, ['high']],
    [{ tag: 'owner' }, ['gone', 'high', 'lost', 'sound', 'Worst']],
    [{ tag: 'OWNER=Web' }, ['Worst']],
    [{ tag: 'owner=web' }, ['Worst']],
    [{ tag: 'owner=w*' }, ['Worst']],
    [{ tag: 'owner=' }, []],
    [{ tag: 'constructor' }, []],
    [{ check: 'excessive-object-count' }, ['blind', 'gone', 'high', 'lost', 'Worst']],
    [{ check: 'excessive-object-count', outcome: ['pass'] }, []],
    [{ check: 'excessive-object-count', outcome: ['unknown'] }, ['never', 'sound', 'stopped']],
    [{ check: 'constructor', outcome: ['unknown'], name: 'Worst' }, ['Worst']],
    [{ outcome: ['notApplicable'] }, ['blind', 'gone', 'high', 'lost', 'Worst']],
    [{ outcome: ['unknown'], name: 'never' }, ['never']],
    [{ severity: ['critical'], tier: ['Free'], name: 'worst', check: 'excessive-object-count' }, ['Worst']],
  ])('%j leaves %j', (query, names) => {
    expect(named(query)).toEqual(names);
  });
});
