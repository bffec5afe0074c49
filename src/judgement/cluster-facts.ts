import type { Collected } from '../evidence/index.ts';
import type { ClusterFacts } from '../model.ts';

/** What Azure says of the cluster that fleets are filtered by; null when it was not asked or did not answer. */
export function clusterFacts({ managedCluster }: Collected): ClusterFacts | null {
  if (managedCluster?.ok !== true) return null;
  const { tier, location, agentPools, tags } = managedCluster.value;
  const counts = agentPools.map(({ nodes }) => nodes);
  const known = counts.filter((count) => count !== null);
  // A pool that does not say its size leaves the sum unknown, not smaller.
  const nodes = known.length < counts.length ? null : known.reduce((sum, count) => sum + count, 0);
  return { tier, location, nodes, tags };
}
