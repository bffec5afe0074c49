import { describe, expect, test } from 'vitest';
import type { BaselineEntry, ClusterRef } from '../../src/model.ts';
import type { History } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { aCluster, anAudit, anEntry, minute, someFacts, sweepId } from '../store/builders.ts';
import { ask, depsWith, jsonOf } from './asking.ts';

const [web, batch, dark] = [aCluster('Web'), aCluster('batch'), aCluster('dark')];

const suppression = { id: 's1', owner: 'ops', reason: 'known', expires: '2026-12-31T00:00:00.000Z' };
const dispatcher = { kind: 'client', name: 'job-dispatcher/3.2.1' } as const;
const seen = (minutes: number) => ({ sweepId: sweepId(minutes), at: minute(minutes).toISOString() });

const entries: readonly (readonly [ClusterRef, BaselineEntry])[] = [
  [
    web,
    anEntry('f1', { check: 'silent-nodes', severity: 'critical', firstSeen: seen(-10), state: 'unchanged' }),
  ],
  [web, anEntry('f2', { culprit: dispatcher, firstSeen: seen(-500), confidence: 'measured' })],
  [web, anEntry('f3', { severity: 'low', suppression, culprit: { kind: 'namespace', name: 'dispatcher' } })],
  [
    batch,
    anEntry('f4', {
      culprit: { kind: 'user', name: 'Dispatcher-Bot' },
      state: 'unknown',
      firstSeen: seen(-300),
    }),
  ],
  [batch, anEntry('f5', { severity: 'critical', state: 'resolved', resolved: seen(0) })],
  [batch, anEntry('f6', { culprit: dispatcher, suppression, firstSeen: seen(-200) })],
];

async function fleet(): Promise<History> {
  const history = memoryHistory();
  for (const cluster of [web, batch]) {
    const baseline = entries.flatMap(([of, entry]) => (of === cluster ? [entry] : []));
    const tags = cluster === web ? { env: 'prod' } : { env: 'test' };
    await history.saveAudit(anAudit(cluster, 0, { baseline, facts: { ...someFacts, tags } }));
  }
  const note = {
    sweepId: sweepId(60),
    at: minute(63).toISOString(),
    why: 'It broke.',
    state: 'failed',
  } as const;
  await history.markNotAudited(dark, note);
  await history.markNotAudited(batch, note);
  return history;
}

interface Found {
  readonly items: readonly { readonly fingerprint: string }[];
  readonly groups: readonly { readonly name: string | null }[];
  readonly leftOut: number;
  readonly notAudited: number;
  readonly continuationToken?: string;
}
const found = async (query: string, history?: History) =>
  (await jsonOf(depsWith({ history: history ?? (await fleet()) }), `/api/findings?${query}`)) as Found;

test('an open finding is told with its cluster, its cause and its life; what is not known is null', async () => {
  const { items, ...rest } = await found('check=silent-nodes');
  expect(rest).toEqual({ leftOut: 0, notAudited: 2 });
  expect(items).toEqual([
    {
      fingerprint: 'f1',
      cluster: { key: web.key, name: 'Web' },
      check: 'silent-nodes',
      severity: 'critical',
      confidence: null,
      state: 'unchanged',
      summary: 'Jobs: 48,211; expected at most 10,000.',
      resource: null,
      culprit: null,
      suppression: null,
      firstSeen: minute(-10).toISOString(),
      lastSeen: minute(2).toISOString(),
    },
  ]);
  expect((await found('suppressed=yes&severity=low')).items).toMatchObject([
    { fingerprint: 'f3', suppression },
  ]);
});

describe('filters', () => {
  test.each([
    ['', ['f1', 'f2', 'f4', 'f6', 'f3']],
    ['severity=critical', ['f1']],
    ['severity=high,low', ['f2', 'f4', 'f6', 'f3']],
    ['check=excessive-object-count', ['f2', 'f4', 'f6', 'f3']],
    ['state=unknown', ['f4']],
    ['state=new,unchanged', ['f1', 'f2', 'f6', 'f3']],
    ['suppressed=yes', ['f6', 'f3']],
    ['suppressed=no', ['f1', 'f2', 'f4']],
    // Users count as clients; a namespace of that name does not.
    ['client=DISPATCHER', ['f2', 'f4', 'f6']],
    ['client=dispatcher/3', ['f2', 'f6']],
    ['cluster=WEB', ['f1', 'f2', 'f3']],
    ['tag=env=test', ['f4', 'f6']],
    ['tag=ENV', ['f1', 'f2', 'f4', 'f6', 'f3']],
    ['tag=env=test&suppressed=no', ['f4']],
    ['cluster=nobody', []],
  ])('%s', async (query, fingerprints) => {
    expect((await found(query)).items.map(({ fingerprint }) => fingerprint)).toEqual(fingerprints);
  });

  test('no findings of clusters that nobody looked at is no all-clear', async () => {
    expect(await found('cluster=dark')).toEqual({ items: [], leftOut: 0, notAudited: 1 });
    expect(await found('cluster=web')).toMatchObject({ notAudited: 0 });
  });
});

describe('orders', () => {
  test.each([
    ['sort=severity', ['f1', 'f2', 'f4', 'f6', 'f3']],
    ['sort=severity&order=desc', ['f3', 'f6', 'f4', 'f2', 'f1']],
    ['sort=age', ['f2', 'f4', 'f6', 'f1', 'f3']],
    ['sort=cluster', ['f4', 'f6', 'f1', 'f2', 'f3']],
    ['sort=check', ['f4', 'f6', 'f2', 'f3', 'f1']],
  ])('%s', async (query, fingerprints) => {
    expect((await found(query)).items.map(({ fingerprint }) => fingerprint)).toEqual(fingerprints);
  });
});

describe('groups', () => {
  test('by check', async () => {
    expect(await found('group=check')).toEqual({
      groups: [
        {
          name: 'silent-nodes',
          findings: 1,
          suppressed: 0,
          clusters: 1,
          worst: 'critical',
          oldest: minute(-10).toISOString(),
        },
        {
          name: 'excessive-object-count',
          findings: 4,
          suppressed: 2,
          clusters: 2,
          worst: 'high',
          oldest: minute(-500).toISOString(),
        },
      ],
      leftOut: 0,
      notAudited: 2,
    });
  });

  test('by client, those of no known client last', async () => {
    expect((await found('group=client')).groups).toEqual([
      {
        name: 'job-dispatcher/3.2.1',
        findings: 2,
        suppressed: 1,
        clusters: 2,
        worst: 'high',
        oldest: minute(-500).toISOString(),
      },
      {
        name: 'Dispatcher-Bot',
        findings: 1,
        suppressed: 0,
        clusters: 1,
        worst: 'high',
        oldest: minute(-300).toISOString(),
      },
      {
        name: null,
        findings: 2,
        suppressed: 1,
        clusters: 1,
        worst: 'critical',
        oldest: minute(-10).toISOString(),
      },
    ]);
  });

  test('are paged', async () => {
    const first = await found('group=client&limit=2');
    const rest = await found(`group=client&limit=2&continuationToken=${first.continuationToken}`);
    expect([...first.groups, ...rest.groups].map(({ name }) => name)).toEqual([
      'job-dispatcher/3.2.1',
      'Dispatcher-Bot',
      null,
    ]);
    expect(rest).not.toHaveProperty('continuationToken');
  });
});

test('findings that are too many for the newest state are counted as left out', async () => {
  const history = memoryHistory();
  const many = Array.from({ length: 230 }, (_, place) => anEntry(`f${place}`));
  await history.saveAudit(anAudit(web, 0, { baseline: many }));
  const page = await found('limit=1000', history);
  expect([page.items.length, page.leftOut]).toEqual([200, 30]);
});

test('a token of another order is refused', async () => {
  const deps = depsWith({ history: await fleet() });
  const { continuationToken } = await found('limit=1');
  const { status } = await ask(deps, `/api/findings?limit=1&sort=age&continuationToken=${continuationToken}`);
  expect(status).toBe(400);
});
