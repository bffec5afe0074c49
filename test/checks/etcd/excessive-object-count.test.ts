import { expect, test } from 'vitest';
import { excessiveObjectCount } from '../../../src/checks/etcd/excessive-object-count.ts';
import { cleanupOf } from '../../../src/remediation/cleanup.ts';
import {
  apiMetrics,
  briefly,
  findingsIn,
  forbidden,
  gathered,
  objects,
  verdictOn,
} from '../../support/evidence.ts';
import { creationsByClient, leakSuspects, resourceCreations, suspectKind } from '../../support/leaks.ts';

function on(counted: ReturnType<typeof objects> | null, suspects = leakSuspects([])) {
  return verdictOn(excessiveObjectCount, {
    apiMetrics: apiMetrics({ objects: counted }),
    leakSuspects: gathered(suspects),
    creationsByClient: forbidden,
  });
}

test('more than 10,000 objects of a kind is a medium finding with its clean-up', () => {
  expect(on(objects({ configmaps: 10_500, pods: 60 }))).toEqual({
    outcome: 'fail',
    inspected: 2,
    findings: [
      {
        severity: 'medium',
        confidence: 'measured',
        resource: { kind: 'APIResource', name: 'configmaps' },
        summary: 'There are 10,500 objects of the kind configmaps; expected are at most 10,000.',
        observed: { text: '10,500 objects', value: 10_500, unit: 'objects' },
        threshold: {
          value: 10_000,
          unit: 'objects',
          source:
            'https://learn.microsoft.com/en-us/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd',
        },
        culprit: { kind: 'object', name: 'configmaps' },
        excerpts: [{ label: 'apiserver_storage_objects', value: '10,500' }],
        remediation: cleanupOf({
          kind: 'configmaps',
          limit: 10_000,
          maybeStale: false,
          namespace: null,
          signs: [],
        }),
      },
    ],
  });
});

test.each([
  ['configmaps', 10_000, 'pass'],
  ['configmaps', 10_001, ['medium configmaps']],
  ['configmaps', 150_000, ['medium configmaps']],
  ['configmaps', 150_001, ['critical configmaps']],
  ['events', 150_001, ['medium events']],
  ['events', 1_000_001, ['critical events']],
])('%s counted %d times', (kind, number, expected) => {
  expect(briefly(on(objects({ [kind]: number })))).toEqual(expected);
});

test('the kind that holds most bytes comes first where the server estimates them', () => {
  const counted = objects(
    { pods: 20_000, secrets: 30_000 },
    { metric: 'apiserver_resource_objects', estimatedBytes: { pods: 900_000_000, secrets: 10_000_000 } },
  );

  expect(briefly(on(counted))).toEqual(['medium pods', 'medium secrets']);
  expect(findingsIn(on(counted))[0]?.excerpts).toEqual([
    { label: 'apiserver_resource_objects', value: '20,000' },
    { label: 'Estimated size', value: '858.3 MiB' },
  ]);
});

test('without estimates the most numerous kind comes first', () => {
  expect(briefly(on(objects({ pods: 20_000, secrets: 30_000 })))).toEqual(['medium secrets', 'medium pods']);
});

test('the old metric may still count a deleted custom kind, so that it is only inferred', () => {
  const custom = { 'policyreports.wgpolicyk8s.io': 20_000 };

  expect(findingsIn(on(objects(custom)))[0]?.confidence).toBe('inferred');
  expect(findingsIn(on(objects(custom, { metric: 'apiserver_resource_objects' })))[0]?.confidence).toBe(
    'measured',
  );
});

test('a kind that the server serves no more is left out, however many the old metric counts', () => {
  const counted = objects({ 'policyreports.wgpolicyk8s.io': 200_000, pods: 20_000 });
  const suspects = leakSuspects([], { gone: ['policyreports.wgpolicyk8s.io'] });

  expect(briefly(on(counted, suspects))).toEqual(['medium pods']);
});

test('kinds that the server cannot count are named and keep the check from passing', () => {
  expect(on(objects({ pods: 60 }, { unreadable: ['widgets.example.com', 'gadgets.example.com'] }))).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'The API server itself cannot count gadgets.example.com and widgets.example.com.',
    remedy:
      'See whether the kind can be listed at all (kubectl get KIND --chunk-size=500); a broken conversion webhook of a CustomResourceDefinition is a usual cause.',
  });
});

test('findings stand beside kinds that the server cannot count', () => {
  expect(on(objects({ pods: 20_000 }, { unreadable: ['widgets.example.com'] }))).toMatchObject({
    outcome: 'fail',
    unseen: { reason: 'notCollected', detail: 'The API server itself cannot count widgets.example.com.' },
  });
});

test.each([[null], [objects({})]])('no counts at all are unknown, never zero objects', (counted) => {
  expect(on(counted)).toMatchObject({ outcome: 'unknown', reason: 'notCollected' });
});

test('who makes them is shown, and the clean-up goes on with the namespace that holds most', () => {
  const verdict = verdictOn(excessiveObjectCount, {
    apiMetrics: apiMetrics({ objects: objects({ 'jobs.batch': 48_120 }) }),
    leakSuspects: gathered(leakSuspects([suspectKind()])),
    creationsByClient: gathered(creationsByClient([resourceCreations()])),
  });

  expect(findingsIn(verdict)[0]?.excerpts).toContainEqual({
    label: 'Created by',
    value: 'job-dispatcher (system:serviceaccount:batch:job-dispatcher): 27 in batch',
  });
  expect(verdict).toMatchObject({
    findings: [
      {
        remediation: cleanupOf({
          kind: 'jobs.batch',
          limit: 10_000,
          maybeStale: false,
          namespace: 'batch',
          signs: ['job-dispatcher'],
        }),
      },
    ],
  });
});
