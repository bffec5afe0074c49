/** Figures that an audit sees, in the way that all audits keep them: so that those of today can be held against the past. */
import type { ApiMetrics } from './evidence/api-metrics.ts';
import type { MetricPoint, PlatformMetricName, PlatformMetrics } from './evidence/platform-metrics.ts';
import type { Gathered } from './model.ts';

/** Size of `etcd-0`; servers that do not name the main database show only one. Null when not seen. */
export function mainDatabaseBytes(apiMetrics: Gathered<ApiMetrics> | undefined): number | null {
  if (apiMetrics?.ok !== true || apiMetrics.value.etcd === null) return null;
  const { databases } = apiMetrics.value.etcd;
  return (databases.find(({ name }) => name === 'etcd-0') ?? databases[0]).bytes;
}

/** Newest maximum of a percentage, over all its dimensions, as a share. Null when not seen. */
export function newestShare(
  platformMetrics: Gathered<PlatformMetrics> | undefined,
  metric: PlatformMetricName,
): number | null {
  if (platformMetrics?.ok !== true) return null;
  const newest = platformMetrics.value.series
    .filter((series) => series.metric === metric)
    .flatMap(({ points }) => newestOf(points)?.maximum ?? []);
  return newest.length === 0 ? null : Math.max(...newest) / 100;
}

function newestOf(points: readonly MetricPoint[]): MetricPoint | undefined {
  const seen = points.filter(({ maximum }) => maximum !== null);
  return seen.toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at)).at(-1);
}
