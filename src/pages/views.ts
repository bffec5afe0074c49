/** What each page is made from: stored data, joined by the HTTP layer. Pages are pure functions of these. */
import type { AnyCheck } from '../checks/define-check.ts';
import type {
  AuditResult,
  BaselineEntry,
  ClientActivity,
  ClusterRef,
  Headline,
  LatestAudit,
  LedgerEntry,
  LedgerState,
  NewestAudit,
  Outcome,
  PolicyNotice,
  Sweep,
  ThresholdOverride,
} from '../model.ts';
import type { DecisionSummary, Delivery, DeliveryStatus } from '../notification.ts';
import type { Outline } from '../notify/outline/outline.ts';
import type { ReceiverState } from '../notify/receiver-states.ts';
import type { ClusterQuery } from '../report/select-clusters.ts';
import type { findingGroups, FindingFilter, FindingGroup, OpenFinding } from '../report/select-findings.ts';
import type { Insights, SharedClient } from '../report/insights/insights.ts';
import type { Movers, Trends } from '../report/trend.ts';
import type { ApiDocument } from './reference/api-document.ts';
import type { Range } from './trend/range.ts';

/** What every page shows around its content. */
export interface Frame {
  /** Shown at the top of every page: "Sample data: …"; null for none. */
  readonly notice: string | null;
  readonly now: Date;
}

export interface DashboardView extends Frame {
  /** Every cluster ever audited or planned. */
  readonly clusters: readonly LatestAudit[];
  readonly list: ClusterList;
  /** The sweep that is open now, with where its clusters stand. */
  readonly current: { readonly sweep: Sweep; readonly counts: Readonly<Record<LedgerState, number>> } | null;
  /** Newest first; the open one included. */
  readonly sweeps: readonly Sweep[];
  readonly nextSweep: Date;
  /** The worst open findings over the fleet, worst first, from the clusters that need attention most. */
  readonly worst: readonly { readonly cluster: ClusterRef; readonly entry: BaselineEntry }[];
  readonly checks: readonly AnyCheck[];
  readonly range: Range;
  /** Score, coverage, findings and the fullest etcd of the fleet; null before the first sweep. */
  readonly trends: Trends | null;
  /** What moved most within a week, one a figure. */
  readonly movers: readonly Movers[];
  /** What is told of the fleet as a whole. */
  readonly insights: Insights;
  /** What is to be said of suppressions and thresholds, e.g. of one that expired. */
  readonly policyNotices: readonly PolicyNotice[];
}

/** The clusters that are asked for, a page of them. */
export interface ClusterList {
  readonly query: ClusterQuery;
  /** Of this page, in order. */
  readonly rows: readonly LatestAudit[];
  /** How many there are on all pages. */
  readonly found: number;
  /** Counted from 1. */
  readonly page: number;
  /** At least 1. */
  readonly pages: number;
}

/** A point of a cluster's past. */
export interface PastAudit {
  readonly id: string;
  readonly at: string;
  readonly headline: Headline;
}

export interface ClusterView extends Frame {
  readonly latest: LatestAudit;
  /** The newest audit whole; null when the cluster was never audited. */
  readonly audit: AuditResult | null;
  /** The newest ones, oldest first. */
  readonly past: readonly PastAudit[];
  readonly checks: readonly AnyCheck[];
  readonly range: Range;
  /** Of every figure that the page draws; null when the cluster was never audited. */
  readonly trends: Trends | null;
  /** Clients that are heavy in several clusters; none where no finding of this one names a client. */
  readonly sharedClients: readonly SharedClient[];
  /** What clients did within the last day, oldest first. */
  readonly activity: readonly ClientActivity[];
}

export interface SweepView extends Frame {
  readonly sweep: Sweep;
  readonly ledger: readonly LedgerEntry[];
  /** Audits of this sweep, by cluster key; those of older sweeps are not read. */
  readonly audits: ReadonlyMap<string, NewestAudit>;
}

export interface CheckView extends Frame {
  readonly check: AnyCheck;
  readonly evidence: readonly {
    readonly kind: string;
    readonly source: string;
    readonly required: boolean;
  }[];
  /** Every cluster of the fleet, by name, with what its newest audit says of the check; null when it says nothing. */
  readonly clusters: readonly { readonly latest: LatestAudit; readonly outcome: Outcome | null }[];
  /** Other bounds than the catalogue's, where somebody has set them. */
  readonly overrides: readonly ThresholdOverride[];
}

export interface ChecksView extends Frame {
  readonly checks: readonly CheckTally[];
  /** Clusters that were audited: what the counts are of. */
  readonly audited: number;
}

export interface CheckTally {
  readonly check: AnyCheck;
  /** Clusters by what their newest audit says of the check. */
  readonly clusters: Readonly<Record<Outcome, number>>;
}

/** What the page of findings is asked for. */
export interface FindingsQuery extends FindingFilter {
  readonly group: (typeof findingGroups)[number];
  /** Counted from 1. */
  readonly page: number;
}

export interface FindingsView extends Frame {
  readonly query: FindingsQuery;
  /** Of this page: each with the first of its findings, worst first. */
  readonly groups: readonly { readonly group: FindingGroup; readonly findings: readonly OpenFinding[] }[];
  /** On all pages. */
  readonly found: { readonly findings: number; readonly clusters: number; readonly groups: number };
  /** Findings of these clusters that are too many to be listed. */
  readonly leftOut: number;
  /** Clusters of these that the newest sweep did not audit. */
  readonly notAudited: number;
  /** At least 1. */
  readonly pages: number;
  readonly checks: readonly AnyCheck[];
}

/** What the page of messages is asked for. */
export interface MessagesQuery {
  /** Id of a receiver. */
  readonly receiver?: string | undefined;
  readonly status?: DeliveryStatus | undefined;
  /** Where the page before ended, as the list says it. */
  readonly after?: string | undefined;
}

/** A message for a receiver, and what it says. */
export interface ShownDelivery {
  readonly delivery: Delivery;
  readonly outline: Outline;
}

export interface MessagesView extends Frame {
  readonly query: MessagesQuery;
  /** Of this page, newest first. */
  readonly deliveries: readonly ShownDelivery[];
  /** Where the next page goes on; null on the last one. */
  readonly next: string | null;
  /** Everybody who is told. */
  readonly receivers: readonly ReceiverState[];
  /** The newest, the newest first. */
  readonly decisions: readonly DecisionSummary[];
}

export interface MessageView extends Frame, ShownDelivery {
  /** Null when it does not exist any more. */
  readonly receiver: ReceiverState | null;
}

export type { ApiDocument } from './reference/api-document.ts';

/** The API's own description, as it is answered at `/api/openapi.json`. */
export interface ReferenceView extends Frame {
  readonly document: ApiDocument;
}

export interface ProblemView extends Frame {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}
