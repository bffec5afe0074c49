import { expect, test } from 'vitest';
import { grownKinds } from '../../../src/checks/support/grown-kinds.ts';
import { ago } from '../../support/evidence.ts';

const day = 86_400;

function points(counts: Readonly<Record<number, number>>) {
  return Object.entries(counts).map(([days, value]) => ({ at: ago(Number(days) * day), value }));
}

test('kinds that grew within a week, most first; those that shrank, and what is no kind, are none', () => {
  const series = {
    etcdBytes: points({ 3: 1, 1: 1_000_000 }),
    'objects:pods': points({ 9: 10, 6: 500, 1: 490 }),
    'objects:jobs.batch': points({ 9: 1, 6: 1_000, 1: 1_400 }),
    'objects:secrets': points({ 6: 100, 1: 900 }),
    'objects:configmaps': points({ 1: 70 }),
  };

  expect(grownKinds({ series }, new Date(ago(0)))).toEqual([
    { kind: 'secrets', more: 800 },
    { kind: 'jobs.batch', more: 400 },
  ]);
});
