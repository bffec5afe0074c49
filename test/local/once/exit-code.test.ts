import { describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../../local/once/exit-code.ts';
import type { Severity } from '../../../src/model.ts';
import { reportWith } from '../../support/report.ts';

test.each<[complete: boolean, found: Severity[], failOn: Severity | null, code: number]>([
  [true, [], 'low', 0],
  [true, ['critical'], null, 0],
  [true, ['medium'], 'high', 0],
  [true, ['high'], 'high', 1],
  [true, ['low', 'critical'], 'high', 1],
  [true, ['info'], 'low', 0],
  [false, [], null, 3],
  [false, ['critical'], 'low', 3],
])('complete %s, findings %j, --fail-on %s: exit code %i', (complete, found, failOn, code) => {
  expect(exitCodeOf(reportWith({ complete, findings: found }), failOn)).toBe(code);
});

describe('findings that do not count', () => {
  const report = reportWith({ complete: true, findings: ['high', 'low'] });
  type Finding = (typeof report.clusters)[number]['findings'][number];

  function changed(change: Partial<Finding>, comparedWith = report.comparedWith) {
    return {
      ...report,
      comparedWith,
      clusters: report.clusters.map((cluster) => ({
        ...cluster,
        findings: cluster.findings.map((finding) => ({ ...finding, ...change })),
      })),
    };
  }
  const earlier = { kind: 'report', sweepId: 's', closedAt: '2026-11-23T06:00:00.000Z' } as const;
  const suppression = { id: 's', owner: 'o', reason: 'r', expires: '2027-01-01T00:00:00.000Z' };

  test('are suppressed ones', () => {
    expect(exitCodeOf(changed({ suppression }), 'low')).toBe(0);
  });

  test('are those that the report it is compared with has as bad', () => {
    expect(exitCodeOf(changed({ baselineState: 'unchanged' }, earlier), 'high')).toBe(0);
    expect(
      exitCodeOf(changed({ baselineState: 'unchanged', severityBefore: 'medium' }, earlier), 'high'),
    ).toBe(1);
    expect(exitCodeOf(changed({ baselineState: 'new' }, earlier), 'high')).toBe(1);
  });

  test('are not those that only earlier audits have', () => {
    expect(exitCodeOf(changed({ baselineState: 'unchanged' }, { kind: 'audits' }), 'high')).toBe(1);
  });
});
