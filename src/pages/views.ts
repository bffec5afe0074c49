/** What each page is made from: stored data, joined by the HTTP layer. Pages are pure functions of these. */
import type { AnyCheck } from '../checks/define-check.ts';
import type {
  AuditResult,
  BaselineEntry,
  ClusterRef,
  Headline,
  LatestAudit,
  LedgerEntry,
  LedgerState,
  Sweep,
} from '../model.ts';

/** What every page shows around its content. */
export interface Frame {
  /** Shown at the top of every page: "Sample data: …"; null for none. */
  readonly notice: string | null;
  readonly now: Date;
}

export interface DashboardView extends Frame {
  /** Every cluster ever audited or planned. */
  readonly clusters: readonly LatestAudit[];
  /** The sweep that is open now, with where its clusters stand. */
  readonly current: { readonly sweep: Sweep; readonly counts: Readonly<Record<LedgerState, number>> } | null;
  /** Newest first; the open one included. */
  readonly sweeps: readonly Sweep[];
  readonly nextSweep: Date;
  /** The worst open findings over the fleet, worst first, from the clusters that need attention most. */
  readonly worst: readonly { readonly cluster: ClusterRef; readonly entry: BaselineEntry }[];
  readonly checks: readonly AnyCheck[];
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
  /** Oldest first. */
  readonly past: readonly PastAudit[];
  readonly checks: readonly AnyCheck[];
}

export interface SweepView extends Frame {
  readonly sweep: Sweep;
  readonly ledger: readonly LedgerEntry[];
}

export interface CheckView extends Frame {
  readonly check: AnyCheck;
  /** Clusters whose newest audit failed or could not judge the check, where that is known. */
  readonly evidence: readonly { readonly kind: string; readonly source: string; readonly required: boolean }[];
}

export interface ProblemView extends Frame {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}
