import { expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { depsWith, jsonOf, problemOf } from './asking.ts';

test('GET /api/checks gives every check in the order of the catalogue', async () => {
  const { items } = (await jsonOf(depsWith(), '/api/checks')) as { items: { id: string }[] };
  expect(items.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
});

test('every evidence a check declares is told with how it is read and what right that takes', async () => {
  const { items } = (await jsonOf(depsWith(), '/api/checks')) as {
    items: { evidence: { kind: string; required: boolean }[] }[];
  };
  expect(
    items.map(({ evidence }) =>
      evidence
        .filter(({ required }) => required)
        .map(({ kind }) => kind)
        .toSorted(),
    ),
  ).toEqual(checks.map(({ requires }) => requires.toSorted()));
  expect(
    items.map(({ evidence }) =>
      evidence
        .filter(({ required }) => !required)
        .map(({ kind }) => kind)
        .toSorted(),
    ),
  ).toEqual(checks.map(({ uses }) => uses.toSorted()));
});

test('GET /api/checks/{id} gives texts, thresholds with their sources, and evidence', async () => {
  expect(await jsonOf(depsWith(), '/api/checks/silent-nodes')).toMatchObject({
    id: 'silent-nodes',
    category: 'network',
    evidence: [
      {
        kind: 'nodeHeartbeats',
        required: false,
        needs: [{ apiGroup: 'coordination.k8s.io', resources: ['leases'], verbs: ['list'] }],
      },
      { kind: 'managedCluster', required: false },
      { kind: 'loggedHeartbeats', required: false, maxRequests: 0 },
    ],
  });
});

test('a threshold says where a finding that is open ends, where that is elsewhere', async () => {
  const { thresholds } = (await jsonOf(depsWith(), '/api/checks/large-etcd-database')) as {
    thresholds: Readonly<Record<string, object>>;
  };

  expect(thresholds['medium']).toMatchObject({ value: 0.5, unit: 'ratio', resolvesAt: 0.45 });
  expect(thresholds['quota']).not.toHaveProperty('resolvesAt');
});

test('evidence from Azure is told with the role and the place where it is assigned', async () => {
  expect(await jsonOf(depsWith(), '/api/checks/blocked-node-egress')).toMatchObject({
    evidence: [
      {
        kind: 'nodeEgress',
        required: true,
        needs: [
          {
            actions: expect.arrayContaining([
              'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action',
            ]) as unknown,
            dataActions: [],
            role: null,
            scope: 'the node resource group of each cluster that may be probed',
          },
        ],
      },
    ],
  });
});

test('a check that is not there is a 404 that says where to look', async () => {
  expect(await problemOf(depsWith(), '/api/checks/nope')).toMatchObject({
    status: 404,
    detail: 'There is no check "nope"; GET /api/checks lists those there are.',
  });
});
