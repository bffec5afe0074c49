/** What of a cluster is not there yet, or not there any more, when its story is looked at earlier. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collections, objectsOf } from '../../../local/sample/collections.ts';
import { nodeLeases } from '../../../local/sample/objects/leases.ts';
import { defineStory } from '../../../local/sample/story.ts';
import { daysBefore } from '../../../local/sample/time.ts';
import { begun, now, startSampleCluster } from '../../support/sample-cluster.ts';
import type { SampleCluster } from '../../support/sample-cluster.ts';

const backend = { url: 'https://hooks.example.com/' };
const story = defineStory({
  name: 'a',
  pools: [{ name: 'np', hash: '12345678', nodes: 1, silent: { 0: 48 } }],
  webhookConfigurations: [
    {
      kind: 'ValidatingWebhookConfiguration',
      name: 'young',
      ageDays: 5,
      webhooks: [{ name: 'a.example.com', backend, rules: [], failurePolicy: 'Fail', timeoutSeconds: 5 }],
    },
  ],
  services: [
    {
      namespace: 'hooks',
      name: 'removed',
      ageDays: 9,
      endedDays: 5,
      targetPort: 443,
      selector: {},
      endpoints: [{ pod: 'p', node: 'n', ip: '10.0.0.1', ready: { endedDays: 7 } }],
    },
  ],
  flowSchemas: [
    {
      name: 'guard',
      ageDays: 5,
      appliedAs: null,
      matchingPrecedence: 9_000,
      priorityLevel: 'guard',
      rules: [],
    },
  ],
  priorityLevels: [{ name: 'guard', ageDays: 5, appliedAs: null, shares: 5 }],
});

function own(resource: string, daysAgo: number): readonly unknown[] {
  const collection = collections.find((one) => one.resource === resource);
  if (collection === undefined) throw new Error(`There is no collection of ${resource}.`);
  const moment = { now: daysBefore(begun, daysAgo), begun };
  const objects = objectsOf(collection, { story, caBundle: '' }, moment, 'v1', null);
  return Array.from({ length: objects.length }, (_, index) => objects.at(index)).filter((object) =>
    /young|removed|guard/.test(object?.metadata.name ?? ''),
  );
}

test.each([
  ['validatingwebhookconfigurations', [0, 0, 0, 1]],
  ['flowschemas', [0, 0, 0, 1]],
  ['prioritylevelconfigurations', [0, 0, 0, 1]],
  ['services', [0, 1, 1, 0]],
  ['endpointslices', [0, 1, 1, 0]],
])('%s exist from their creation until their end', (resource, counts) => {
  expect([10, 8, 6, 4].map((daysAgo) => own(resource, daysAgo).length)).toEqual(counts);
});

test('a backend is ready for as long as its story says', () => {
  const conditions = (daysAgo: number) => own('endpointslices', daysAgo);
  const is = (ready: boolean) => [
    { endpoints: [{ conditions: { ready, serving: ready, terminating: false } }] },
  ];
  expect(conditions(8)).toMatchObject(is(true));
  expect(conditions(6)).toMatchObject(is(false));
});

test('a node renews its lease until it falls silent', () => {
  const renewedAt = (daysAgo: number) =>
    nodeLeases(story, { now: daysBefore(begun, daysAgo), begun })[0]?.['spec'];
  expect(renewedAt(3)).toMatchObject({ renewTime: '2026-11-21T03:00:00.000000Z' });
  expect(renewedAt(1)).toMatchObject({ renewTime: '2026-11-22T03:00:00.000000Z' });
});

describe('a cluster behind a wrong rule of the network', () => {
  let open: SampleCluster;
  let closed: SampleCluster;
  const hour = (begun.getTime() - now.getTime()) / 86_400_000;

  beforeAll(async () => {
    closed = await startSampleCluster({ ...story, unreachable: { ageDays: 1 } });
    open = await startSampleCluster({ ...story, unreachable: { ageDays: 1, endedDays: hour / 2 } });
  });
  afterAll(async () => {
    await Promise.all([open.stop(), closed.stop()]);
  });

  test('lets nobody in, and everybody once it is mended', async () => {
    await expect(closed.fetch('/version')).rejects.toThrow();
    expect((await open.fetch('/version')).status).toBe(200);
  });
});
