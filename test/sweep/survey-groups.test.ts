import { describe, expect, test } from 'vitest';
import type { AuditSource } from '../../src/evidence/audit-logging.ts';
import { auditSourceOf, surveyGroups } from '../../src/sweep/survey-groups.ts';
import { auditLogging, auditSource } from '../support/azure-evidence.ts';
import { forbidden, gathered } from '../support/evidence.ts';

const north = { workspaceId: '/north' };
const south = { workspaceId: '/south' };

function groupsOf(sources: Readonly<Record<string, Partial<AuditSource>>>) {
  return surveyGroups(new Map(Object.entries(sources).map(([key, given]) => [key, auditSource(given)])));
}

describe('surveys', () => {
  test('of nothing are none', () => {
    expect(groupsOf({})).toEqual([]);
  });

  test('are one for each workspace', () => {
    expect(groupsOf({ a: north, b: south, c: north })).toEqual([
      { workspaceId: '/north', clusterKeys: ['a', 'c'] },
      { workspaceId: '/south', clusterKeys: ['b'] },
    ]);
  });

  test.each([
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])('of %i clusters have %j', (count, sizes) => {
    const keys = Array.from({ length: count }, (_, index) => `c${String(index).padStart(3, '0')}`);

    const groups = groupsOf(Object.fromEntries(keys.map((key) => [key, north])));

    expect(groups.map(({ clusterKeys }) => clusterKeys.length)).toEqual(sizes);
    expect(groups.flatMap(({ clusterKeys }) => clusterKeys)).toEqual(keys);
  });

  test('keep clusters of one table together, so that fewer tables are asked at a time', () => {
    const shared = { ...north, table: 'AzureDiagnostics' };
    const basic = { ...north, table: 'AKSAuditAdmin', plan: 'Basic', sees: 'writes' } as const;

    expect(groupsOf({ a: basic, b: shared, c: north, d: basic, e: shared, f: north })).toEqual([
      { workspaceId: '/north', clusterKeys: ['c', 'f', 'b', 'e', 'a', 'd'] },
    ]);
  });

  test('are the same in whatever order the fleet is listed', () => {
    expect(groupsOf({ b: north, a: north })).toEqual(groupsOf({ a: north, b: north }));
  });
});

test.each([
  ['where the diagnostic setting sends it', gathered(auditLogging()), auditSource()],
  ['nowhere without one', gathered(auditLogging({ settings: [], source: null })), null],
  ['not known when Azure refused to say', forbidden, null],
  ['not known when nobody asked', undefined, null],
])('the place of an audit log is %s', (_what, logging, source) => {
  expect(auditSourceOf(logging)).toEqual(source);
});
