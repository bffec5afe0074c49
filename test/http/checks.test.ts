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
    ],
  });
});

test('a check that is not there is a 404 that says where to look', async () => {
  expect(await problemOf(depsWith(), '/api/checks/nope')).toMatchObject({
    status: 404,
    detail: 'There is no check "nope"; GET /api/checks lists those there are.',
  });
});
