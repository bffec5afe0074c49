import { expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import type { NewestAudit, Outcome } from '../../src/model.ts';
import { unneededKinds } from '../../src/sweep/unneeded-kinds.ts';
import { platformMetrics, series } from '../support/azure-evidence.ts';
import { forbidden, gathered } from '../support/evidence.ts';
import { aNewest } from '../store/builders.ts';

function newest(outcomes: Readonly<Record<string, Outcome>>): NewestAudit {
  return { ...aNewest(), outcomes };
}

function etcdUsed(percent: number) {
  return { platformMetrics: gathered(platformMetrics(series('etcd_database_usage_percentage', [percent]))) };
}

const found = { 'object-leak': 'fail', 'excessive-object-count': 'pass' } as const;
const well = { 'object-leak': 'pass', 'excessive-object-count': 'pass' } as const;
const early = { 'object-leak': 'unknown', 'excessive-object-count': 'pass' } as const;

test.each([
  ['has found too many objects', newest(found), etcdUsed(5), []],
  ['has found none that pile up', newest(well), etcdUsed(60), ['creationsByClient']],
  ['could not tell yet, with a large etcd', newest(early), etcdUsed(25), []],
  ['could not tell yet, with a small etcd', newest(early), etcdUsed(24.9), ['creationsByClient']],
  ['could not tell yet, with an etcd that is not seen', newest(early), { platformMetrics: forbidden }, []],
  ['was never made, with a small etcd', null, etcdUsed(5), ['creationsByClient']],
  ['was never made, and nothing is known', null, {}, []],
])('after an audit that %s', (_, latest, known, expected) => {
  expect(Object.keys(unneededKinds(checks, latest, known))).toEqual(expected);
});

test('where no check shows who creates objects, nothing is said of it', () => {
  expect(unneededKinds([], newest(well), etcdUsed(5))).toEqual({});
});
