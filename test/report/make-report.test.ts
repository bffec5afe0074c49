import { describe, expect, test } from 'vitest';
import { auditReport } from '../../src/report/make-report.ts';
import { aCluster, anAudit, aSweep, minute, someFacts, summary, sweepId } from '../store/builders.ts';
import { batchAudit, fleet } from './reports.ts';

const complete = { ...summary, complete: true };
const closed = aSweep(0, { status: 'closed', closedAt: minute(3).toISOString(), summary: complete });

function entry(name: string, state: 'audited' | 'failed' = 'audited') {
  return { sweepId: sweepId(0), cluster: aCluster(name), state };
}

describe('auditReport', () => {
  test('tells the score as it would be without suppressions, of the cluster and as a mean of the fleet', () => {
    const other = anAudit(aCluster('other'), 0, { score: { value: 90, coverage: 1, unsuppressed: 90 } });
    const none = anAudit(aCluster('none'), 0, { score: { value: null, coverage: 0.2, unsuppressed: null } });
    const report = auditReport(
      closed,
      [entry('batch'), entry('other'), entry('none')],
      [batchAudit, other, none],
    );

    expect(report.sweep).toMatchObject({ score: 71.5, unsuppressed: 76, complete: true });
    expect(report.clusters.map(({ score, unsuppressed }) => [score, unsuppressed])).toEqual([
      [83, 61],
      [90, 90],
      [null, null],
    ]);
  });

  test('tells what is suppressed and by whom, what is gone, what is out of sight, and what Azure says of the cluster', () => {
    const [cluster] = fleet.clusters;

    expect(
      cluster?.findings.map(({ fingerprint, baselineState, firstSeen, suppression }) => [
        fingerprint,
        baselineState,
        firstSeen,
        suppression?.owner,
      ]),
    ).toEqual([
      ['fingerprint-pods', 'new', '2026-11-24T12:02:00.000Z', undefined],
      ['fingerprint-nightly', 'unchanged', '2026-11-24T10:02:00.000Z', 'batch-team'],
      ['fingerprint-jobs', 'unchanged', '2026-11-24T10:02:00.000Z', undefined],
    ]);
    expect(cluster?.resolved).toEqual([
      {
        check: 'excessive-object-count',
        severity: 'low',
        confidence: 'measured',
        resource: { kind: 'Node', name: 'n1' },
        summary: 'Secrets: 10,400; expected at most 10,000.',
        firstSeen: '2026-11-24T10:02:00.000Z',
        lastSeen: '2026-11-24T11:02:00.000Z',
        fingerprint: 'fingerprint-gone',
      },
    ]);
    expect(cluster?.outOfSight.map(({ fingerprint }) => fingerprint)).toEqual(['fingerprint-node']);
    expect(cluster?.facts).toEqual(someFacts);
    expect(fleet.sweep.unseen).toEqual(['Subscription s-2 may not be read.']);
  });

  test('a cluster that was audited but whose audit cannot be read is not one without findings', () => {
    const report = auditReport(closed, [entry('batch')], []);

    expect(report.sweep.complete).toBe(false);
    expect(report.clusters[0]).toMatchObject({
      state: 'failed',
      why: 'It was audited, but the audit is not stored any more or cannot be read.',
      score: null,
      coverage: 0,
    });
  });

  test('a fleet that could not be planned to the end says so', () => {
    const report = auditReport({ ...closed, problem: 'Azure refuses to list clusters.' }, [], []);

    expect(report.sweep.unseen).toEqual(['Azure refuses to list clusters.']);
  });

  test('an open sweep has no report', () => {
    expect(() => auditReport(aSweep(0), [], [])).toThrow('is not closed');
  });
});
