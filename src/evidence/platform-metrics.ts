/** The control-plane percentages that Azure Monitor measures for every cluster, free and without touching it. */

export const platformMetricNames = [
  'apiserver_cpu_usage_percentage',
  'apiserver_memory_usage_percentage',
  'apiserver_current_inflight_requests',
  'etcd_cpu_usage_percentage',
  'etcd_memory_usage_percentage',
  'etcd_database_usage_percentage',
] as const;
export type PlatformMetricName = (typeof platformMetricNames)[number];

export interface MetricPoint {
  /** Start of the grain, ISO 8601. */
  readonly at: string;
  readonly average: number | null;
  readonly maximum: number | null;
}

export interface MetricSeries {
  readonly metric: PlatformMetricName;
  /** etcd partition, or request kind of the in-flight requests; null when not split. */
  readonly dimension: string | null;
  /** Oldest first; a gap is a point with nulls. */
  readonly points: readonly MetricPoint[];
}

export interface PlatformMetrics {
  readonly from: string;
  readonly to: string;
  readonly grainSeconds: number;
  readonly series: readonly MetricSeries[];
}
