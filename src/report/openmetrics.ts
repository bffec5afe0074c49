/**
 * The newest state of the fleet for Prometheus, from what is kept with it: no audit is read. A cluster has at most 17 series
 * and one for each check, the fleet has 19, and no label has names of what is in a cluster.
 */
import type { LatestAudit, Sweep } from '../model.ts';
import { productVersion } from '../shared/product.ts';
import { clusterFamilies } from './openmetrics/clusters.ts';
import { expositionOf } from './openmetrics/exposition.ts';
import { fleetFamilies } from './openmetrics/fleet.ts';

export const openMetricsType = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

export interface FleetState {
  readonly clusters: readonly LatestAudit[];
  /** Newest first, so many that a closed one is among them if there is any. */
  readonly sweeps: readonly Sweep[];
}

/** OpenMetrics 1.0. Figures that were not seen are not there, because they are not zero. */
export function openMetrics({ clusters, sweeps }: FleetState): string {
  return expositionOf([
    {
      name: 'aks_fleet_auditor_build',
      type: 'info',
      help: 'The version of the auditor.',
      samples: [{ labels: { version: productVersion }, value: 1 }],
    },
    ...fleetFamilies(sweeps),
    ...clusterFamilies(clusters),
  ]);
}
