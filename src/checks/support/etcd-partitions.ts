/** What the etcd databases of a cluster are called, so that they stay the same finding from sweep to sweep. */
import type { MetricSeries } from '../../evidence/platform-metrics.ts';

/** The name that the API server and the metrics of AKS have for the main database. */
export const mainDatabase = 'etcd-0';

/**
 * Metrics are split by partition only from some level on, and not when the second question about them fails: one series
 * alone is therefore named after the main database, whether it is split or not.
 */
export function databaseName({ dimension }: MetricSeries, all: readonly MetricSeries[]): string {
  return all.length > 1 && dimension !== null ? dimension : mainDatabase;
}
