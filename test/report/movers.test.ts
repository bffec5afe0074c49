import { expect, test } from 'vitest';
import { moversOf } from '../../src/report/movers.ts';
import type { Rollup } from '../../src/store/history.ts';
import { aCluster } from '../store/builders.ts';

const [grown, shrunk, same, fresh, blind] = ['grown', 'shrunk', 'same', 'fresh', 'blind'].map(aCluster);
if (!grown || !shrunk || !same || !fresh || !blind) throw new Error('There are five.');
const clusters = [grown, shrunk, same, fresh, blind];

/** Days of which the last value is the given one. */
function dayOf(at: string, values: Readonly<Record<string, number>>): ReadonlyMap<string, Rollup> {
  return new Map(
    clusters.flatMap(({ key, name }) => {
      const last = values[name];
      if (last === undefined) return [];
      return [[key, { at, figures: { etcdBytes: { min: 0, max: 9e9, mean: 7, last, count: 24 } } }] as const];
    }),
  );
}

const days = {
  from: '2026-11-17',
  to: '2026-11-24',
  before: dayOf('2026-11-17', { grown: 1000, shrunk: 5000, same: 7 }),
  now: new Map<string, Rollup>([
    ...dayOf('2026-11-24', { grown: 3000, shrunk: 1000, same: 7, fresh: 9 }),
    [blind.key, { at: '2026-11-24', figures: {} }],
  ]),
};

test('the largest change comes first, whichever way it went; what is not known is counted', () => {
  expect(moversOf('etcdBytes', clusters, days, 10)).toEqual({
    metric: 'etcdBytes',
    unit: 'bytes',
    title: 'size of the etcd database',
    from: '2026-11-17',
    to: '2026-11-24',
    movers: [
      { cluster: shrunk, before: 5000, now: 1000, difference: -4000 },
      { cluster: grown, before: 1000, now: 3000, difference: 2000 },
    ],
    unknown: 2,
  });
});

test('no more than asked for', () => {
  expect(moversOf('etcdBytes', clusters, days, 1).movers.map(({ cluster }) => cluster.name)).toEqual([
    'shrunk',
  ]);
});

test('a figure that nobody saw moved nowhere and is unknown everywhere', () => {
  expect(moversOf('objects:constructor', clusters, days, 10)).toMatchObject({ movers: [], unknown: 5 });
});
