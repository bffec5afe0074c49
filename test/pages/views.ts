/** What pages are made from, whole and valid, with what a test cares about set by it. */
import { checkById, checks } from '../../src/checks/index.ts';
import type { LatestAudit } from '../../src/model.ts';
import type { CheckView, ClusterView, DashboardView, Frame, SweepView } from '../../src/pages/views.ts';
import {
  aCluster,
  aHeadline,
  aNewest,
  anAudit,
  anEntry,
  aSweep,
  minute,
  sweepId,
  summary,
} from '../store/builders.ts';

export const frame: Frame = { notice: null, now: minute(14) };

export function aLatest(name: string, change: Partial<LatestAudit> = {}): LatestAudit {
  return {
    cluster: aCluster(name),
    newest: aNewest(),
    ...change,
  };
}

export function aDashboardView(change: Partial<DashboardView> = {}): DashboardView {
  return {
    ...frame,
    clusters: [aLatest('prod-a'), aLatest('prod-b')],
    current: null,
    sweeps: [aSweep(0, { status: 'closed', closedAt: minute(3).toISOString(), summary })],
    nextSweep: minute(60),
    worst: [{ cluster: aCluster('prod-a'), entry: anEntry('fingerprint-a') }],
    checks,
    ...change,
  };
}

export function aClusterView(change: Partial<ClusterView> = {}): ClusterView {
  const cluster = aCluster('prod-a');
  return {
    ...frame,
    latest: aLatest('prod-a'),
    audit: anAudit(cluster, 0),
    past: [
      {
        id: sweepId(-60),
        at: minute(-58).toISOString(),
        headline: aHeadline({ score: 90, etcdBytes: null }),
      },
      { id: sweepId(0), at: minute(2).toISOString(), headline: aHeadline() },
    ],
    checks,
    ...change,
  };
}

export function aSweepView(change: Partial<SweepView> = {}): SweepView {
  return {
    ...frame,
    sweep: aSweep(0, { status: 'closed', closedAt: minute(3).toISOString(), summary }),
    ledger: [
      { sweepId: sweepId(0), cluster: aCluster('prod-a'), state: 'audited' },
      { sweepId: sweepId(0), cluster: aCluster('prod-b'), state: 'audited' },
      {
        sweepId: sweepId(0),
        cluster: aCluster('prod-c'),
        state: 'failed',
        why: 'The name cannot be resolved.',
      },
    ],
    ...change,
  };
}

export function aCheckView(change: Partial<CheckView> = {}): CheckView {
  const check = checkById('large-etcd-database');
  if (check === undefined) throw new Error('the check is gone');
  return {
    ...frame,
    check,
    evidence: [{ kind: 'apiMetrics', source: 'GET /metrics', required: true }],
    ...change,
  };
}
