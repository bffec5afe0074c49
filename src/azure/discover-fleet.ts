/** Finds the clusters of the fleet, and says what of the fleet it could not see. */
import * as z from 'zod';
import type { Arm } from './arm.ts';
import { clusterIdParts } from './arm-id.ts';
import { type DiscoveryProblem, noCluster, notFound, problemOf, unreadable } from './discovery-problem.ts';
import { type FleetFilter, leftOut } from './fleet-filter.ts';
import { fleetMembers } from './fleet-manager.ts';
import { type DiscoveredCluster, managedClusters } from './managed-clusters.ts';
import { type GraphScope, isEmptyScope, queryGraph } from './resource-graph.ts';

/** Where clusters are looked for, all of it together; when all lists are empty, everywhere the identity can read. */
export interface FleetScope {
  readonly subscriptions: readonly string[];
  readonly managementGroups: readonly string[];
  /** ARM ids of Fleet Managers. */
  readonly fleets: readonly string[];
  /** ARM ids of clusters. */
  readonly clusters: readonly string[];
}

export interface Discovery {
  /** In the order of their ids. */
  readonly clusters: readonly DiscoveredCluster[];
  /** Clusters that the filter leaves out, or that cannot be audited. */
  readonly leftOut: readonly { readonly resourceId: string; readonly why: string }[];
  /** Parts of the scope that gave nothing, so that more clusters may be there than were found. */
  readonly problems: readonly DiscoveryProblem[];
}

/** Throws `ReadError` when Resource Graph cannot be asked at all. */
export async function discoverFleet(
  arm: Arm,
  scope: FleetScope,
  filter: FleetFilter,
  signal: AbortSignal,
): Promise<Discovery> {
  const problems: DiscoveryProblem[] = [];
  const named = await namedClusters(arm, scope, problems, signal);
  const whole = await wholeSubscriptions(arm, scope, problems, signal);
  const namedIn = [...named.clusters.keys()].map((id) => clusterIdParts(id)?.subscriptionId ?? '');
  const others = [...new Set(namedIn)].filter((subscription) => !whole.has(subscription));
  const readable =
    others.length === 0 ? new Set<string>() : await answering(arm, { subscriptions: others }, signal);
  const { clusters, unreadable: broken } = await managedClusters(arm, [...whole, ...readable], signal);
  const found = new Map(clusters.map((one) => [one.cluster.resourceId, one]));

  for (const { id, error } of broken) problems.push(problemOf('cluster', id, error));
  const seen = new Set([...found.keys(), ...broken.map(({ id }) => id.toLowerCase())]);
  for (const [id, asked] of named.clusters) if (!seen.has(id)) problems.push(notFound(id, asked));
  const inScope = [...found.values()].filter(
    ({ subscriptionId, cluster }) => whole.has(subscriptionId) || named.clusters.has(cluster.resourceId),
  );
  const judged = inScope.map((one) => ({
    one,
    why: leftOut(one, filter, named.clusters.has(one.cluster.resourceId)),
  }));
  return {
    clusters: judged
      .filter(({ why }) => why === null)
      .map(({ one }) => one)
      .sort(byId),
    leftOut: [
      ...judged.flatMap(({ one, why }) =>
        why === null ? [] : [{ resourceId: one.cluster.resourceId, why }],
      ),
      ...named.unsupported.map((resourceId) => ({
        resourceId,
        why: 'It is a cluster of Azure Arc; only AKS clusters have a control plane that Azure runs.',
      })),
    ],
    problems,
  };
}

interface Named {
  /** Lower-case id → how it was asked for. */
  readonly clusters: ReadonlyMap<string, string>;
  readonly unsupported: readonly string[];
}

async function namedClusters(
  arm: Arm,
  scope: FleetScope,
  problems: DiscoveryProblem[],
  signal: AbortSignal,
): Promise<Named> {
  const clusters = new Map<string, string>();
  const unsupported: string[] = [];
  for (const id of scope.clusters) {
    if (clusterIdParts(id) === null) problems.push(noCluster(id));
    else clusters.set(id.toLowerCase(), id);
  }
  for (const id of scope.fleets) {
    try {
      const members = await fleetMembers(arm, id, signal);
      for (const member of members.clusters) clusters.set(member, member);
      unsupported.push(...members.unsupported);
    } catch (error) {
      problems.push(problemOf('fleet', id, error));
    }
  }
  return { clusters, unsupported };
}

/** Subscriptions all of whose clusters belong to the fleet, of those that can be read. */
async function wholeSubscriptions(
  arm: Arm,
  scope: FleetScope,
  problems: DiscoveryProblem[],
  signal: AbortSignal,
): Promise<Set<string>> {
  if (Object.values(scope).every((ids: readonly string[]) => ids.length === 0)) {
    return await answering(arm, {}, signal);
  }
  const asked = [...new Set(scope.subscriptions.map((id) => id.toLowerCase()))];
  const whole =
    asked.length === 0 ? new Set<string>() : await answering(arm, { subscriptions: asked }, signal);
  for (const id of asked) if (!whole.has(id)) problems.push(unreadable('subscription', id));
  for (const id of scope.managementGroups) {
    try {
      const below = await answering(arm, { managementGroups: [id] }, signal);
      if (below.size === 0) problems.push(unreadable('managementGroup', id));
      for (const subscription of below) whole.add(subscription);
    } catch (error) {
      problems.push(problemOf('managementGroup', id, error));
    }
  }
  return whole;
}

const subscriptionQuery = `resourcecontainers
| where type =~ "microsoft.resources/subscriptions"
| project id, subscriptionId
| order by id asc`;

const subscriptionRow = z.object({ subscriptionId: z.string().toLowerCase() });

/** Resource Graph leaves out what the identity may not read without a word, so it is asked which subscriptions it can see. */
async function answering(arm: Arm, scope: GraphScope, signal: AbortSignal): Promise<Set<string>> {
  const query = {
    query: subscriptionQuery,
    scope,
    row: subscriptionRow,
    what: 'the subscriptions of the fleet',
    signal,
  };
  try {
    const rows = await queryGraph(arm, query);
    return new Set(rows.map(({ subscriptionId }) => subscriptionId));
  } catch (error) {
    if (isEmptyScope(error)) return new Set();
    throw error;
  }
}

function byId(left: DiscoveredCluster, right: DiscoveredCluster): number {
  return left.cluster.resourceId < right.cluster.resourceId ? -1 : 1;
}
