import { describe, expect, it } from 'vitest';
import { leakSuspects } from '../../src/evidence/leak-suspects.ts';
import { readerLimits } from '../../src/kubernetes/limits.ts';
import { forbidden, gathered, apiMetrics } from '../support/evidence.ts';
import { containing } from '../support/matchers.ts';
import { readerOf, startFake } from '../kubernetes/fake-server.ts';
import { gatherFrom, statusBody } from './gathering.ts';
import { counting, knowing, many, servingMany } from './many-objects.ts';

const ages = { underAnHour: 0, underADay: 0, underAWeek: 0, under30Days: 0, older: 0 };

describe('a kind over the bound', () => {
  it('is looked at until one namespace fills a page, and that namespace is counted', async () => {
    const { fake, value } = await gatherFrom(
      leakSuspects,
      servingMany(
        {
          '/apis/batch/v1/jobs': [
            ...many(3, 'apps', { ownerReferences: [{ kind: 'CronJob', name: 'nightly', controller: true }] }),
            ...many(11_000, 'batch', { labels: { 'app.kubernetes.io/managed-by': 'Helm', app: 'x' } }),
            ...many(40, 'web'),
          ],
        },
        { groups: { batch: ['v1'] } },
      ),
      counting({ 'jobs.batch': 11_043, pods: 10_000, events: 50_000 }),
    );

    expect(await value).toEqual({
      counted: 3,
      kinds: [
        {
          kind: 'jobs.batch',
          total: 11_043,
          sampled: 1_000,
          complete: false,
          namespaces: [
            { name: 'batch', objects: 997, total: 11_000 },
            { name: 'apps', objects: 3, total: 3 },
          ],
          namespaceCount: 2,
          beyond: 40,
          withoutOwner: 997,
          owners: [{ kind: 'CronJob', objects: 3 }],
          managers: [{ name: 'dispatcher', objects: 1_000 }],
          labels: [{ label: 'app.kubernetes.io/managed-by=Helm', objects: 997 }],
          ages: { ...ages, underAWeek: 1_000 },
        },
      ],
      unseen: [],
      gone: [],
    });
    expect(fake.asked).toEqual([
      '/apis',
      '/apis/batch/v1/jobs?limit=500',
      '/apis/batch/v1/jobs?limit=500&continue=500',
      '/apis/batch/v1/namespaces/batch/jobs?limit=1',
    ]);
  });

  it('is asked for as metadata alone, but for the one object that its namespace is counted by', async () => {
    const { fake, value } = await gatherFrom(
      leakSuspects,
      servingMany({ '/api/v1/configmaps': many(10_500, 'spark') }),
      counting({ configmaps: 10_500 }),
    );
    await value;

    expect(fake.requests.map(({ url, headers }) => [url, headers.accept])).toEqual([
      ['/api/v1/configmaps?limit=500', 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'],
      ['/api/v1/namespaces/spark/configmaps?limit=1', 'application/json'],
    ]);
  });

  it('on a server that does not say what remains of metadata is counted all the same', async () => {
    const { value } = await gatherFrom(
      leakSuspects,
      servingMany({ '/api/v1/configmaps': many(10_500, 'spark') }, { tellsRemaining: false }),
      counting({ configmaps: 10_500 }),
    );

    expect(await value).toMatchObject({
      kinds: [{ namespaces: [{ name: 'spark', objects: 500, total: 10_500 }], beyond: 0 }],
    });
  });

  it('spread over many namespaces is read in four pages, and most of it is beyond what is known', async () => {
    const spread = Array.from({ length: 120 }, (_, index) =>
      many(100, `team-${String(index).padStart(3, '0')}`),
    ).flat();
    const { fake, value } = await gatherFrom(
      leakSuspects,
      servingMany({ '/api/v1/configmaps': spread }),
      counting({ configmaps: 12_000 }),
    );

    const [kind] = (await value).kinds;
    expect(kind).toMatchObject({ sampled: 2_000, namespaceCount: 20, beyond: 10_000 });
    expect(kind?.namespaces).toHaveLength(10);
    expect(kind?.namespaces[0]).toEqual({ name: 'team-000', objects: 100, total: 100 });
    expect(fake.asked).toHaveLength(5);
  });

  it('without namespaces has none, and nothing beyond', async () => {
    const { fake, value } = await gatherFrom(
      leakSuspects,
      servingMany(
        { '/apis/wgpolicyk8s.io/v1alpha2/clusterpolicyreports': many(10_100, undefined) },
        { groups: { 'wgpolicyk8s.io': ['v1alpha2'] } },
      ),
      counting({ 'clusterpolicyreports.wgpolicyk8s.io': 10_100 }),
    );

    expect(await value).toMatchObject({
      kinds: [{ sampled: 500, complete: false, namespaces: [], namespaceCount: 0, beyond: 0 }],
    });
    expect(fake.asked).toHaveLength(2);
  });

  it('that was cleaned up since it was counted is complete', async () => {
    const { value } = await gatherFrom(
      leakSuspects,
      servingMany({ '/api/v1/configmaps': [...many(2, 'a'), ...many(1, 'b')] }),
      counting({ configmaps: 10_001 }),
    );

    expect(await value).toMatchObject({
      kinds: [
        {
          sampled: 3,
          complete: true,
          beyond: 0,
          namespaces: [
            { name: 'a', total: 2 },
            { name: 'b', total: 1 },
          ],
        },
      ],
    });
  });

  it('is found in the version that serves it', async () => {
    const { fake, value } = await gatherFrom(
      leakSuspects,
      servingMany(
        { '/apis/kyverno.io/v2/updaterequests': many(10_100, 'kyverno') },
        { groups: { 'kyverno.io': ['v1', 'v2'] } },
      ),
      counting({ 'updaterequests.kyverno.io': 10_100 }),
    );

    expect(await value).toMatchObject({ kinds: [{ kind: 'updaterequests.kyverno.io' }], gone: [] });
    expect(fake.asked.slice(0, 3)).toEqual([
      '/apis',
      '/apis/kyverno.io/v1/updaterequests?limit=500',
      '/apis/kyverno.io/v2/updaterequests?limit=500',
    ]);
  });

  it('that nobody serves any more is gone, and makes room for the next', async () => {
    const { value } = await gatherFrom(
      leakSuspects,
      servingMany({ '/api/v1/configmaps': many(10_500, 'spark') }, { groups: { 'kyverno.io': ['v1'] } }),
      counting({
        'policyreports.wgpolicyk8s.io': 90_000,
        'updaterequests.kyverno.io': 80_000,
        configmaps: 10_500,
      }),
    );

    expect(await value).toMatchObject({
      kinds: [{ kind: 'configmaps' }],
      unseen: [],
      gone: ['policyreports.wgpolicyk8s.io', 'updaterequests.kyverno.io'],
    });
  });
});

describe('what is not looked at', () => {
  it('is nothing when no kind is over the bound: nothing is asked', async () => {
    const { fake, value } = await gatherFrom(
      leakSuspects,
      servingMany({}),
      counting({ configmaps: 10_000, events: 900_000, 'events.events.k8s.io': 900_000 }),
    );

    expect(await value).toEqual({ counted: 3, kinds: [], unseen: [], gone: [] });
    expect(fake.asked).toEqual([]);
  });

  it('are Secrets, always, and kinds beyond the third', async () => {
    const { fake, value } = await gatherFrom(
      leakSuspects,
      servingMany({
        '/api/v1/pods': many(10_400, 'a'),
        '/api/v1/configmaps': many(10_300, 'a'),
        '/api/v1/endpoints': many(10_200, 'a'),
      }),
      counting({ secrets: 20_000, pods: 10_400, configmaps: 10_300, endpoints: 10_200, services: 10_100 }),
    );

    const { kinds, unseen } = await value;
    expect(kinds.map(({ kind }) => kind)).toEqual(['pods', 'configmaps', 'endpoints']);
    expect(unseen).toEqual([
      {
        kind: 'secrets',
        reason: 'notPermitted',
        why: 'The auditor never reads Secrets, not even their metadata.',
        remedy: containing('kubectl get secrets --all-namespaces --chunk-size=500'),
      },
      {
        kind: 'services',
        reason: 'overBudget',
        why: 'There are 10,100 services, and an audit looks at 3 kinds only, those with most objects.',
        remedy: 'Clean up the kinds with more objects; this one comes up when they are gone.',
      },
    ]);
    expect(fake.asked.filter((path) => path.includes('secrets'))).toEqual([]);
  });

  it('is what is forbidden, with the rule that is missing', async () => {
    const { value } = await gatherFrom(
      leakSuspects,
      () => ({ status: 403, body: statusBody(403, 'Forbidden', 'no pods for you') }),
      counting({ pods: 20_000 }),
    );

    expect(await value).toEqual({
      counted: 1,
      kinds: [],
      unseen: [
        {
          kind: 'pods',
          reason: 'forbidden',
          why: 'The API server refuses to list /api/v1/pods (403): no pods for you',
          remedy: 'Grant the auditor a ClusterRole rule with verb "list" on resource "pods" of apiGroup "".',
        },
      ],
      gone: [],
    });
  });

  it('is what the server itself cannot count', async () => {
    const { value } = await gatherFrom(
      leakSuspects,
      servingMany({}),
      counting({ pods: 3 }, ['widgets.example.com', 'events']),
    );

    expect(await value).toMatchObject({
      kinds: [],
      unseen: [
        {
          kind: 'widgets.example.com',
          reason: 'notCollected',
          why: 'The API server itself cannot count widgets.example.com.',
        },
      ],
    });
  });

  it.each([
    [20, 5],
    [3, 3],
    [2, 2],
    [1, 1],
  ])('with %d requests left in the budget of the audit takes %d', async (left, taken) => {
    const fake = await startFake(
      servingMany({ '/api/v1/configmaps': Array.from({ length: 120 }, (_, n) => many(100, `t${n}`)).flat() }),
    );
    const kubernetes = readerOf(fake.url, { limits: { ...readerLimits, requests: left } });
    const { value } = await gatherFrom(leakSuspects, servingMany({}), {
      ...counting({ configmaps: 12_000 }),
      kubernetes,
    });

    expect((await value).kinds).toHaveLength(1);
    expect(fake.asked).toHaveLength(taken);
  });

  it('is everything when the budget is used up', async () => {
    const fake = await startFake(servingMany({}));
    const kubernetes = readerOf(fake.url, { limits: { ...readerLimits, requests: 0 } });
    const { value } = await gatherFrom(leakSuspects, servingMany({}), {
      ...counting({ configmaps: 12_000 }),
      kubernetes,
    });

    expect(await value).toMatchObject({ kinds: [], unseen: [{ kind: 'configmaps', reason: 'overBudget' }] });
    expect(fake.asked).toEqual([]);
  });

  it('is everything when there are no counts: the reason is that of the counts', async () => {
    const none = gathered(apiMetrics({ objects: null }));
    for (const [given, reason] of [
      [knowing(forbidden), 'forbidden'],
      [knowing(none), 'notCollected'],
      [counting({}), 'notCollected'],
      [{ known: {} }, 'notCollected'],
    ] as const) {
      const { value } = await gatherFrom(leakSuspects, servingMany({}), given);
      await expect(value).rejects.toMatchObject({ reason });
    }
  });
});

it('never takes more than fifteen requests', async () => {
  const spread = Array.from({ length: 300 }, (_, index) => many(50, `team-${index}`)).flat();
  const { fake, value } = await gatherFrom(
    leakSuspects,
    servingMany(
      {
        '/apis/a.example/v9/as': spread,
        '/apis/b.example/v9/bs': spread,
        '/apis/c.example/v9/cs': spread,
      },
      {
        groups: {
          'a.example': ['v1', 'v9'],
          'b.example': ['v1', 'v9'],
          'c.example': ['v1', 'v9'],
        },
      },
    ),
    counting({ 'as.a.example': 15_002, 'bs.b.example': 15_001, 'cs.c.example': 15_000 }),
  );

  expect((await value).kinds.map(({ sampled }) => sampled)).toEqual([2_000, 2_000, 500]);
  expect(fake.asked).toHaveLength(15);
});
