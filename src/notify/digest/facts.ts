/** What a digest is made from: what is stored of each cluster, in short. */
import type { BaselineEntry, LatestAudit, Policy, Sweep } from '../../model.ts';
import type { Insights } from '../../report/insights/insights.ts';
import type { Digest } from '../../notification.ts';
import type { ReportSettings } from '../settings/notify-settings.ts';

export interface DigestFacts {
  readonly report: ReportSettings;
  readonly at: Date;
  readonly period: { readonly from: Date; readonly to: Date };
  readonly baseUrl: string | null;
  /** Titles of checks by id. */
  readonly titles: ReadonlyMap<string, string>;
  /** The newest sweep that is closed; null before the first. */
  readonly sweep: Sweep | null;
  /** Clusters of the owner that are in the fleet. */
  readonly clusters: readonly ClusterOfDigest[];
  /** Clusters of the owner that are not in the fleet any more. */
  readonly vanished: readonly LatestAudit[];
  /** Clusters of the fleet whose tags are not known, when only those of an owner are wanted. */
  readonly untagged: readonly LatestAudit[];
  /** As if these clusters were the fleet. */
  readonly insights: Insights;
  readonly suppressions: Policy['suppressions'];
  /** The days of the charts, oldest first: starts in UTC, ISO 8601. */
  readonly days: readonly string[];
  readonly csv: Digest['csv'];
}

export interface ClusterOfDigest {
  readonly latest: LatestAudit;
  /** Why nothing newer is known than its last audit: the newest sweep did not audit it. Null when it did. */
  readonly notAudited: string | null;
  /** The newest sweep had nothing to audit here, e.g. it is stopped. */
  readonly skipped: boolean;
  /** The life of its findings; null when it cannot be read. */
  readonly entries: readonly BaselineEntry[] | null;
  /** One for each of the days of the charts. */
  readonly days: readonly DayOfCluster[];
  /** Bounds that its figures reach within the horizon. */
  readonly due: readonly DueBound[];
  /** Whether it can be told where its etcd goes. */
  readonly etcdForecast: boolean;
}

export interface DayOfCluster {
  /** Null where no audit of that day saw it. */
  readonly score: number | null;
  readonly coverage: number | null;
  readonly etcdUsed: number | null;
  readonly etcdBytes: number | null;
  /** Open findings by the newest audit up to that day; null when it was not known yet. */
  readonly findings: number | null;
  /** Whether it was audited on that day. */
  readonly audited: boolean;
}

/** A bound that a figure reaches. */
export interface DueBound {
  readonly figure: string;
  readonly bound: string;
  readonly at: string;
  readonly earliest: string;
  readonly latest: string | null;
}
