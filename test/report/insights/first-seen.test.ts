import { expect, test } from 'vitest';
import type { FleetMemory } from '../../../src/model.ts';
import { newClients, newVersions } from '../../../src/report/insights/first-seen.ts';
import { fleetOf, inShort, now } from './fleets.ts';

const ago = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
const seen = (days: number, isNews = true) => ({ first: ago(days), last: ago(0), isNews });

const memory: FleetMemory = {
  since: ago(30),
  clients: {
    'old-known': { ...seen(20), versions: { '1.0': seen(20), '1.1': seen(2) } },
    'spark-operator': { ...seen(1), versions: { '2.0': seen(1) } },
    several: { ...seen(3), versions: { '1.0': seen(3), '1.1': seen(2) } },
    nameless: { ...seen(4), versions: {} },
    learned: { ...seen(1, false), versions: { '3.1': seen(1, false) } },
    'a week old': { ...seen(7), versions: {} },
  },
  kubernetesVersions: {
    'v1.31.2': seen(20),
    'v1.32.0': seen(2),
    'v1.32.1': seen(1),
    'v1.33.0': seen(1, false),
  },
  leftOut: 0,
};

const fleet = fleetOf(
  [
    { name: 'a', clients: [['spark-operator/v2.0', 'u', 1]], version: 'v1.32.0' },
    {
      name: 'b',
      clients: [
        ['old-known/1.1', 'u', 1],
        ['old-known/1.0', 'u', 1],
      ],
    },
    { name: 'c', clients: [['old-known/1.0', 'u', 1]], version: 'v1.32.0' },
    { name: 'gone', clients: [['old-known/1.1', 'u', 1]], version: 'v1.32.1', notAudited: 'vanished' },
  ],
  { memory },
);

test('clients that are new are told once, versions of known clients by themselves, newest first, each with where it is', () => {
  const nowhere = { clusters: [], clustersTotal: 0 };
  expect(newClients(fleet)).toEqual([
    {
      name: 'spark-operator',
      version: '2.0',
      kind: 'client',
      firstSeen: ago(1),
      clusters: [inShort('a')],
      clustersTotal: 1,
    },
    {
      name: 'old-known',
      version: '1.1',
      kind: 'version',
      firstSeen: ago(2),
      clusters: [inShort('b')],
      clustersTotal: 1,
    },
    { name: 'several', version: null, kind: 'client', firstSeen: ago(3), ...nowhere },
    { name: 'nameless', version: null, kind: 'client', firstSeen: ago(4), ...nowhere },
  ]);
});

test('versions of Kubernetes that are new, newest first', () => {
  expect(newVersions(fleet)).toEqual([
    { version: 'v1.32.1', firstSeen: ago(1), clusters: [], clustersTotal: 0 },
    { version: 'v1.32.0', firstSeen: ago(2), clusters: [inShort('a'), inShort('c')], clustersTotal: 2 },
  ]);
});

test('without a memory nothing can be called new', () => {
  expect(newClients({ ...fleet, memory: null })).toEqual([]);
  expect(newVersions({ ...fleet, memory: null })).toEqual([]);
});
