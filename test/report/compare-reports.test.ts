import { describe, expect, test } from 'vitest';
import type { AuditReport } from '../../src/report/audit-report.ts';
import { against, isNewOrWorse, parseBaseline } from '../../src/report/compare-reports.ts';
import { fleet } from './reports.ts';

function baselineOf(report: unknown) {
  return parseBaseline(JSON.stringify(report), '--baseline old.json');
}

/** The report with something changed in its audited cluster. */
function withBatch(change: Partial<AuditReport['clusters'][number]>): AuditReport {
  const [batch, ...others] = fleet.clusters;
  if (batch === undefined) throw new Error('the fleet has clusters');
  return { ...fleet, clusters: [{ ...batch, ...change }, ...others] };
}

const findings = fleet.clusters[0]?.findings ?? [];
const everythingSeen = [{ check: 'excessive-object-count', outcome: 'pass', inspected: 3 }] as const;

describe('against', () => {
  test('an open finding is new or unchanged, and tells when its severity was another', () => {
    const before = withBatch({
      findings: findings
        .filter(({ fingerprint }) => fingerprint !== 'fingerprint-nightly')
        .map((finding) => ({ ...finding, severity: 'medium' as const })),
    });

    const { comparedWith, clusters } = against(baselineOf(before), fleet);

    expect(comparedWith).toEqual({
      kind: 'report',
      sweepId: '20261124T120000000Z',
      closedAt: '2026-11-24T12:03:00.000Z',
    });
    expect(
      clusters[0]?.findings.map((finding) => [
        finding.fingerprint,
        finding.baselineState,
        finding.severityBefore,
        isNewOrWorse(finding),
      ]),
    ).toEqual([
      ['fingerprint-pods', 'unchanged', 'medium', true],
      ['fingerprint-nightly', 'new', undefined, true],
      ['fingerprint-jobs', 'unchanged', undefined, false],
    ]);
  });

  test('a finding that grew milder is neither new nor worse', () => {
    const before = withBatch({ findings: findings.map((finding) => ({ ...finding, severity: 'critical' })) });
    const [cluster] = against(baselineOf(before), fleet).clusters;

    expect(cluster?.findings.map(isNewOrWorse)).toEqual([false, false, false]);
  });

  test('only a check that ran and saw everything rules a finding out', () => {
    const ruledOut = withBatch({ findings: [], verdicts: [...everythingSeen] });
    const [seen] = against(baselineOf(fleet), ruledOut).clusters;

    expect(seen?.resolved.map(({ fingerprint }) => fingerprint)).toEqual([
      'fingerprint-pods',
      'fingerprint-nightly',
      'fingerprint-jobs',
    ]);
    // Its check is not among the verdicts at all.
    expect(seen?.outOfSight.map(({ fingerprint }) => fingerprint)).toEqual(['fingerprint-node']);
  });

  test('what a check saw in part, or not at all, stays open out of sight', () => {
    const [cluster] = against(baselineOf(fleet), withBatch({ findings: [] })).clusters;

    expect(cluster?.resolved).toEqual([]);
    expect(cluster?.outOfSight.map(({ fingerprint, lastSeen }) => [fingerprint, lastSeen])).toEqual([
      ['fingerprint-pods', '2026-11-24T12:03:00.000Z'],
      ['fingerprint-nightly', '2026-11-24T12:03:00.000Z'],
      ['fingerprint-jobs', '2026-11-24T12:03:00.000Z'],
      ['fingerprint-node', '2026-11-24T12:03:00.000Z'],
    ]);
  });

  test('a cluster that only the baseline has is told, with its findings out of sight', () => {
    const { clusters } = against(baselineOf(fleet), { ...fleet, clusters: fleet.clusters.slice(1) });
    const gone = clusters.find(({ name }) => name === 'batch');

    expect(gone).toMatchObject({ state: 'vanished', score: null, findings: [], resolved: [] });
    expect(gone?.outOfSight).toHaveLength(4);
  });

  test('a report of the version before this one can be compared with', () => {
    const [{ key, name, state, verdicts, findings: found, score, coverage, load } = fail()] = fleet.clusters;
    const old = {
      schemaVersion: 1,
      sweep: fleet.sweep,
      clusters: [
        { key, name, state, verdicts, score, coverage, load, findings: found.map(withoutFirstSeen) },
      ],
    };

    const [cluster] = against(baselineOf(old), fleet).clusters;

    expect(cluster?.findings.map(({ baselineState, firstSeen }) => [baselineState, firstSeen])).toEqual([
      ['unchanged', '2026-11-24T12:03:00.000Z'],
      ['unchanged', '2026-11-24T12:03:00.000Z'],
      ['unchanged', '2026-11-24T12:03:00.000Z'],
    ]);
  });
});

describe('parseBaseline', () => {
  test.each<[string, string, RegExp]>([
    [
      'no JSON',
      'CLUSTER  SCORE',
      /^--baseline old\.json is not JSON\. Give a file that --format json wrote\.$/u,
    ],
    [
      'another JSON',
      '{}',
      /^--baseline old\.json is no report of this product: schemaVersion: .* Give a file/u,
    ],
    [
      'another version',
      JSON.stringify({ ...fleet, schemaVersion: 2 }),
      /is no report of this product: schemaVersion: /u,
    ],
    [
      'a finding without an identity',
      JSON.stringify(withBatch({ findings: [{ ...(findings[0] ?? fail()), fingerprint: 7 as never }] })),
      /: clusters\.0\.findings\.0\.fingerprint: /u,
    ],
  ])('%s is refused, with what is wrong and what would be right', (_what, text, message) => {
    expect(() => parseBaseline(text, '--baseline old.json')).toThrow(message);
  });
});

function withoutFirstSeen({ firstSeen: _firstSeen, ...finding }: (typeof findings)[number]) {
  return finding;
}

function fail(): never {
  throw new Error('the fleet has a cluster with findings');
}
