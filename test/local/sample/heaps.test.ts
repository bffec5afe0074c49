/** Kinds that a sample cluster holds very many of: paged as the real server pages them, and the same at each look. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { heapOf, heaps } from '../../../local/sample/objects/heaps.ts';
import { keyOf } from '../../../local/sample/objects/object.ts';
import { defineStory } from '../../../local/sample/story.ts';
import { begun, now, startSampleCluster } from '../../support/sample-cluster.ts';
import type { SampleCluster } from '../../support/sample-cluster.ts';

const story = defineStory({
  name: 'heaps',
  objects: { 'jobs.batch': { at: 1_200, perDay: 40 }, configmaps: 30 },
  holdings: {
    'jobs.batch': [
      { share: 0.5, namespace: 'batch', prefix: 'import', manager: 'dispatcher' },
      {
        share: 0.25,
        namespace: 'batch-2',
        prefix: 'report',
        manager: 'kube-controller-manager',
        owner: { kind: 'CronJob', name: 'report' },
      },
    ],
  },
  failedCalls: [
    {
      webhook: 'check.example',
      type: 'validating',
      operation: 'CREATE',
      perSecond: 1,
      refused: {
        client: { userAgent: 'x', username: 'x', groups: [], ip: '10.0.0.1' },
        group: '',
        resource: 'pods',
        namespace: 'shop',
        replicaSets: ['web-1'],
        url: 'https://check.policy.svc:443/',
        cause: 'EOF',
      },
    },
  ],
});

test('lie in the order of their keys, each made once, and as many as the metrics count', () => {
  const all = heapOf(heaps.jobs, story, { now, begun }, null);
  const keys = Array.from({ length: all.length }, (_, index) => all.at(index)).flatMap((one) =>
    one === undefined ? [] : [keyOf(one)],
  );

  expect(keys).toHaveLength(1_201);
  expect(keys).toEqual([...new Set(keys)].toSorted());
  expect(heapOf(heaps.jobs, story, { now, begun }, 'batch').length).toBe(600);
  expect(all.at(1_201)).toBeUndefined();
});

test('are old and new, whatever their names say', () => {
  const jobs = heapOf(heaps.jobs, story, { now, begun }, 'batch');
  const days = (index: number): number =>
    (now.getTime() - Date.parse(jobs.at(index)?.metadata.creationTimestamp ?? '')) / 86_400_000;
  const ages = Array.from({ length: 600 }, (_, index) => days(index));

  // 1,200 at 40 a day: the oldest is of 30 days ago.
  expect(Math.max(...ages)).toBeCloseTo(30, 1);
  expect(Math.min(...ages)).toBeLessThan(0.1);
  expect(Math.abs((days(0) ?? 0) - (days(1) ?? 0))).toBeGreaterThan(0.1);
});

describe('over HTTP', () => {
  let cluster: SampleCluster;

  beforeAll(async () => {
    cluster = await startSampleCluster(story);
  });
  afterAll(() => cluster.stop());

  test('pages go on where the last ended', async () => {
    const first = (await cluster.json('/apis/batch/v1/namespaces/batch/jobs?limit=2')) as Page;
    const next = `/apis/batch/v1/namespaces/batch/jobs?limit=1&continue=${first.metadata.continue ?? ''}`;

    expect(names(first)).toEqual(['import-0000000', 'import-0000001']);
    expect(first.metadata.remainingItemCount).toBe(598);
    expect(names((await cluster.json(next)) as Page)).toEqual(['import-0000002']);
  });

  test('metadata comes alone where it is asked for', async () => {
    const { text } = await cluster.fetch('/apis/batch/v1/namespaces/batch-2/jobs?limit=1', {
      headers: { accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' },
    });

    expect(JSON.parse(text)).toMatchObject({
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      items: [
        {
          kind: 'PartialObjectMetadata',
          metadata: {
            namespace: 'batch-2',
            name: 'report-0000000',
            ownerReferences: [{ kind: 'CronJob', name: 'report', controller: true }],
            managedFields: [{ manager: 'kube-controller-manager' }],
          },
        },
      ],
    });
    expect(text).not.toContain('completionTime');
  });

  test('one is found by its name', async () => {
    expect(await cluster.json('/apis/batch/v1/namespaces/batch/jobs/import-0000007')).toMatchObject({
      kind: 'Job',
      metadata: { name: 'import-0000007' },
      status: { conditions: [{ type: 'Complete', status: 'True' }] },
    });
    expect((await cluster.fetch('/apis/batch/v1/namespaces/batch/jobs/import-9')).status).toBe(404);
  });

  test('events are selected by type and reason, and then nobody counts what remains', async () => {
    const selector = encodeURIComponent('type=Warning,reason=FailedCreate');
    const found = (await cluster.json(`/api/v1/events?fieldSelector=${selector}&limit=200`)) as Page;

    expect(found.items).toMatchObject([
      {
        involvedObject: { kind: 'ReplicaSet', namespace: 'shop', name: 'web-1' },
        message:
          'Error creating: Internal error occurred: failed calling webhook "check.example": failed to call webhook: Post "https://check.policy.svc:443/": EOF',
      },
    ]);
    const none = (await cluster.json(
      `/api/v1/events?fieldSelector=${encodeURIComponent('reason=BackOff')}`,
    )) as Page;
    expect(none.items).toEqual([]);
  });
});

interface Page {
  readonly metadata: { readonly continue?: string; readonly remainingItemCount?: number };
  readonly items: readonly { readonly metadata: { readonly name: string } }[];
}

function names({ items }: Page): readonly string[] {
  return items.map(({ metadata }) => metadata.name);
}
