import type { Discovery } from '../azure/discover-fleet.ts';
import type { DiscoveredCluster } from '../azure/managed-clusters.ts';
import type { ClusterRef } from '../model.ts';
import { clusterKeyOf } from '../store/keys.ts';
import type { Fleet, FoundCluster } from '../sweep/context.ts';

/** What was found, as a sweep plans it. */
export function fleetOf({ clusters, leftOut, problems }: Discovery, now: Date): Fleet {
  const unseen = problems.map(({ detail, remedy }) => `${detail} ${remedy}`);
  const nothing = clusters.length === 0 && leftOut.length === 0 && unseen.length === 0;
  return {
    clusters: clusters.map((found) => foundCluster(found, now)),
    leftOut: new Map(leftOut.map(({ resourceId, why }) => [clusterKeyOf(resourceId), why])),
    unseen: nothing ? [noClusterFound] : unseen,
  };
}

/** An identity without a role sees an empty tenant, which must not look like an empty fleet. */
const noClusterFound =
  'No AKS cluster was found: there is none in the scope of the fleet, or the identity of the auditor may not read any. ' +
  'Assign it the role Reader on the subscriptions of the fleet, and check FLEET_SUBSCRIPTIONS and AZURE_CLOUD.';

function foundCluster(found: DiscoveredCluster, now: Date): FoundCluster {
  const { cluster } = found;
  return {
    cluster: refOf(found),
    skip:
      cluster.powerState === 'Stopped'
        ? 'The cluster is stopped: its API server is down by design, and there are no logs and metrics.'
        : null,
    evidence: { managedCluster: { ok: true, value: cluster, at: now.toISOString() } },
  };
}

function refOf({ name, subscriptionId, resourceGroup, cluster }: DiscoveredCluster): ClusterRef {
  const { resourceId, location } = cluster;
  return {
    key: clusterKeyOf(resourceId),
    id: resourceId,
    name,
    source: { kind: 'azure', resourceId, subscriptionId, resourceGroup, location },
  };
}
