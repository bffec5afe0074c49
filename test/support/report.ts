import type { Severity } from '../../src/model.ts';
import { AuditReport } from '../../src/report/audit-report.ts';
import { findingOf } from './verdicts.ts';

/** A report of one cluster with findings of the given severities. */
export function reportWith({
  complete,
  findings,
}: {
  complete: boolean;
  findings: readonly Severity[];
}): AuditReport {
  const load = { requests: 12, bytes: 480_000, objects: 40 };
  return AuditReport.parse({
    schemaVersion: 1,
    sweep: {
      id: '20261124T060000000Z',
      startedAt: '2026-11-24T06:00:00.000Z',
      closedAt: '2026-11-24T06:00:09.000Z',
      complete,
      unseen: [],
      score: 80,
      unsuppressed: 80,
      coverage: 1,
      load,
    },
    comparedWith: { kind: 'audits' },
    clusters: [
      {
        key: 'prod-1-0123456789abcdef',
        name: 'prod-1',
        state: complete ? 'audited' : 'failed',
        ...(complete ? {} : { why: 'The audit broke at every try.' }),
        facts: null,
        kubernetesVersion: null,
        startedAt: complete ? '2026-11-24T06:00:01.000Z' : null,
        finishedAt: complete ? '2026-11-24T06:00:08.500Z' : null,
        score: complete ? 80 : null,
        unsuppressed: complete ? 80 : null,
        coverage: complete ? 1 : 0,
        verdicts: [{ check: 'silent-nodes', outcome: 'pass', inspected: 3 }],
        findings: findings.map((severity, place) => ({
          ...findingOf('failing-webhook', `webhook-${place}`, severity),
          baselineState: 'new',
        })),
        resolved: [],
        outOfSight: [],
        load,
      },
    ],
  });
}
