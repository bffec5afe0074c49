import { expect, test } from 'vitest';
import { followedGrowth, mayLeak } from '../../../src/checks/support/followed-kinds.ts';
import { ago, objects } from '../../support/evidence.ts';
import { history, remembered } from '../../support/object-history.ts';

const week = 7 * 86_400;
const now = new Date(ago(0));

test.each([
  ['events', false],
  ['nodes', false],
  ['endpointslices.discovery.k8s.io', false],
  ['leases.coordination.k8s.io', true],
  ['jobs.batch', true],
])('%s may leak: %s', (kind, expected) => {
  expect(mayLeak(kind)).toBe(expected);
});

test('leases keep their proportion to nodes, and Jobs are made for nothing else', () => {
  const memory = history({ nodes: remembered((daysAgo) => 1_000 - 10 * daysAgo) });
  const counts = objects({ nodes: 1_000, 'leases.coordination.k8s.io': 1_016, 'jobs.batch': 5_000 });

  expect(followedGrowth('leases.coordination.k8s.io', memory, counts, now, week)).toBeCloseTo(10.16);
  expect(followedGrowth('jobs.batch', memory, counts, now, week)).toBe(0);
});

test('of two that a kind is made for the one that grew more counts, and one that shrank counts nothing', () => {
  const memory = history({
    'statefulsets.apps': remembered((daysAgo) => 100 - daysAgo),
    'daemonsets.apps': remembered((daysAgo) => 50 + daysAgo),
    nodes: remembered((daysAgo) => 100 + daysAgo),
  });
  const counts = objects({
    'controllerrevisions.apps': 3_000,
    'statefulsets.apps': 100,
    'daemonsets.apps': 50,
    nodes: 100,
    pods: 3_000,
  });

  expect(followedGrowth('controllerrevisions.apps', memory, counts, now, week)).toBeCloseTo(30);
  expect(followedGrowth('pods', memory, counts, now, week)).toBe(0);
});

test('what is not remembered, or is not there, explains nothing', () => {
  const counts = objects({ nodes: 3, pods: 3_000 });

  expect(followedGrowth('pods', history({}), counts, now, week)).toBe(0);
  expect(followedGrowth('ciliumendpoints.cilium.io', history({}), objects({}), now, week)).toBe(0);
});
