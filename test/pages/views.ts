/** What pages are made from, whole and valid, with what a test cares about set by it. */
import { checkById, checks } from '../../src/checks/index.ts';
import type { LatestAudit } from '../../src/model.ts';
import type {
  ChecksView,
  CheckView,
  ClusterList,
  ClusterView,
  DashboardView,
  FindingsView,
  Frame,
  MessagesView,
  MessageView,
  ReferenceView,
  SweepView,
} from '../../src/pages/views.ts';
import { fleetInsights } from '../../src/report/insights/fleet-insights.ts';
import { outlineOf } from '../../src/notify/outline/of-message.ts';
import { receiverStates } from '../../src/notify/receiver-states.ts';
import { summaryOf } from '../../src/store/decision-summary.ts';
import type { OpenFinding } from '../../src/report/select-findings.ts';
import {
  aCluster,
  aHeadline,
  aNewest,
  anAudit,
  anEntry,
  aSweep,
  minute,
  someClients,
  sweepId,
  summary,
} from '../store/builders.ts';
import { eventful } from '../report/insights/fleets.ts';
import { aDecision, aDelivery, aLeftOut, aPending, aSubscription, someSettings } from '../store/told.ts';
import { apiDocument } from './api-document.ts';
import { clusterTrends, fleetTrends, someMovers } from './trends.ts';

export const frame: Frame = { notice: null, now: minute(14) };

export function aLatest(name: string, change: Partial<LatestAudit> = {}): LatestAudit {
  return {
    cluster: aCluster(name),
    newest: aNewest(),
    ...change,
  };
}

/** A list of these clusters as they are, on one page, in no order but the one they have. */
export function aClusterList(rows: readonly LatestAudit[], change: Partial<ClusterList> = {}): ClusterList {
  return { query: { sort: 'attention' }, rows, found: rows.length, page: 1, pages: 1, ...change };
}

export function aDashboardView(change: Partial<DashboardView> = {}): DashboardView {
  const clusters = change.clusters ?? [aLatest('prod-a'), aLatest('prod-b')];
  return {
    ...frame,
    clusters,
    list: aClusterList(clusters),
    current: null,
    sweeps: [aSweep(0, { status: 'closed', closedAt: minute(3).toISOString(), summary })],
    nextSweep: minute(60),
    worst: [{ cluster: aCluster('prod-a'), entry: anEntry('fingerprint-a') }],
    checks,
    range: '30d',
    trends: fleetTrends,
    movers: [someMovers('etcdUsed'), someMovers('objects:jobs.batch', { movers: [], unknown: 2 })],
    insights: fleetInsights(eventful),
    policyNotices: [],
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
    range: '30d',
    trends: clusterTrends,
    sharedClients: [],
    activity: [someClients],
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
    audits: new Map(),
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
    clusters: [
      { latest: aLatest('prod-a'), outcome: 'fail' },
      { latest: aLatest('prod-b'), outcome: 'unknown' },
      { latest: aLatest('prod-c'), outcome: 'pass' },
    ],
    overrides: [],
    ...change,
  };
}

export function aChecksView(change: Partial<ChecksView> = {}): ChecksView {
  return {
    ...frame,
    checks: checks.map((check) => ({ check, clusters: { pass: 2, fail: 1, unknown: 0, notApplicable: 0 } })),
    audited: 3,
    ...change,
  };
}

/** A finding of a cluster that is open. */
export function anOpenFinding(name: string, change: Partial<OpenFinding['entry']> = {}): OpenFinding {
  return {
    cluster: aCluster(name),
    entry: { ...anEntry(`fingerprint-${name}`), state: 'unchanged', ...change },
  };
}

export function aFindingsView(change: Partial<FindingsView> = {}): FindingsView {
  const findings = [anOpenFinding('prod-a'), anOpenFinding('prod-b', { severity: 'low', state: 'unknown' })];
  return {
    ...frame,
    query: { group: 'check', page: 1 },
    groups: [
      {
        group: {
          name: 'excessive-object-count',
          findings: 2,
          suppressed: 0,
          clusters: 2,
          worst: 'high',
          oldest: minute(2).toISOString(),
        },
        findings,
      },
    ],
    found: { findings: 2, clusters: 2, groups: 1 },
    leftOut: 0,
    notAudited: 0,
    pages: 1,
    checks,
    ...change,
  };
}

export function aReferenceView(change: Partial<ReferenceView> = {}): ReferenceView {
  return { ...frame, document: apiDocument, ...change };
}

export function aMessagesView(change: Partial<MessagesView> = {}): MessagesView {
  const deliveries = [aPending(6), aDelivery(3)];
  const leftOut = [aLeftOut(), aLeftOut({ reason: 'told already' })];
  return {
    ...frame,
    query: {},
    deliveries: deliveries.map((delivery) => ({ delivery, outline: outlineOf(delivery.message) })),
    next: null,
    receivers: receiverStates(
      someSettings,
      [aSubscription()],
      [{ receiver: 'platform-teams', failures: 0, lastSentAt: minute(4).toISOString() }],
    ),
    decisions: [summaryOf(aDecision(3, { leftOut }))],
    ...change,
  };
}

export function aMessageView(
  delivery = aDelivery(3),
  change: Partial<Omit<MessageView, 'delivery'>> = {},
): MessageView {
  const [receiver = null] = aMessagesView().receivers;
  return { ...frame, delivery, outline: outlineOf(delivery.message), receiver, ...change };
}
