/** Kinds that controllers make for other objects: they grow with those, which is no leak. */
import type { ClusterHistory } from '../../evidence/history.ts';
import type { ObjectCounts } from './object-counts.ts';
import { objectGrowth } from './object-growth.ts';

/**
 * Made and deleted with something that is counted itself, or by the clock: events expire
 * (https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/, `--event-ttl`), and a cluster may have
 * as many nodes as it needs.
 */
const neverLeak: ReadonlySet<string> = new Set([
  'csinodes.storage.k8s.io',
  'endpoints',
  'endpointslices.discovery.k8s.io',
  'events',
  'events.events.k8s.io',
  'nodes',
]);

/**
 * What each of these grows with: leases of the kubelets and pods with nodes, revisions with their workloads.
 * https://kubernetes.io/docs/concepts/architecture/leases/
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#clean-up-policy
 */
const follows: ReadonlyMap<string, readonly string[]> = new Map([
  ['ciliumendpoints.cilium.io', ['pods']],
  ['controllerrevisions.apps', ['statefulsets.apps', 'daemonsets.apps']],
  ['leases.coordination.k8s.io', ['nodes']],
  ['pods', ['nodes']],
  ['replicasets.apps', ['deployments.apps']],
]);

export function mayLeak(kind: string): boolean {
  return !neverLeak.has(kind);
}

/**
 * Objects a day by which a kind grows when it only keeps its proportion to what it is made for; 0 when it is made for
 * nothing else, or when that did not grow or is not remembered.
 */
export function followedGrowth(
  kind: string,
  { series }: ClusterHistory,
  { counts }: ObjectCounts,
  now: Date,
  seconds: number,
): number {
  const shares = (follows.get(kind) ?? []).map((base) => {
    const count = counts[base] ?? 0;
    const perDay = objectGrowth(series[`objects:${base}`] ?? [], count, now, seconds)?.perDay ?? 0;
    return count > 0 ? perDay / count : 0;
  });
  return Math.max(0, ...shares) * (counts[kind] ?? 0);
}
