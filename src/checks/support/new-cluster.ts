/** Whether a cluster may be too young for its logs to have arrived. */
import type { ManagedCluster } from '../../evidence/managed-cluster.ts';
import type { PlatformMetrics } from '../../evidence/platform-metrics.ts';
import type { Gathered } from '../../model.ts';

/**
 * Azure's metrics are there within minutes and need no setting, so a cluster that has none of before the middle of the
 * window was not running then. Without an answer about metrics it is taken for an old one.
 */
export function seemsNew(cluster: Gathered<ManagedCluster>, metrics: Gathered<PlatformMetrics>): boolean {
  if (cluster.ok && cluster.value.provisioningState?.toLowerCase() === 'creating') return true;
  if (!metrics.ok) return metrics.reason === 'notCollected';
  const { from, to, series } = metrics.value;
  const middle = (Date.parse(from) + Date.parse(to)) / 2;
  const measured = series.flatMap(({ points }) =>
    points.filter(({ average, maximum }) => average !== null || maximum !== null),
  );
  return !measured.some(({ at }) => Date.parse(at) <= middle);
}
