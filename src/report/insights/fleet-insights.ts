/** All that is told of the fleet as a whole, bounded, each part with what could not be seen of it. */
import { rememberedDays } from '../../model.ts';
import { countOf } from '../../shared/format.ts';
import type { FleetSeen } from './fleet-seen.ts';
import { clientsSeen, inShort, notAuditedWhy, presentIn, unseenIn } from './fleet-seen.ts';
import { newClients, newVersions } from './first-seen.ts';
import type { Insights, UnseenCluster } from './insights.ts';
import { sharedClients } from './shared-clients.ts';
import { subscriptionCoverage } from './subscription-coverage.ts';
import { vanishedClusters } from './vanished-clusters.ts';

/** Of each list: nobody reads more, and an answer has to stay small. */
const mostItems = 100;

export function fleetInsights(fleet: FleetSeen): Insights {
  const { memory, hidden } = fleet;
  const withoutClients = unseenIn(clientsSeen(fleet));
  return {
    remembered: { since: memory?.since ?? null, days: rememberedDays, leftOut: memory?.leftOut ?? 0 },
    sharedClients: bounded(sharedClients(fleet).map(fewer), withoutFindings(fleet, withoutClients)),
    newClients: bounded(newClients(fleet).map(fewer), withoutClients),
    newVersions: bounded(newVersions(fleet).map(fewer), withoutVersion(fleet)),
    vanished: { ...bounded(vanishedClusters(fleet), []), hidden: [...hidden] },
    subscriptions: bounded(subscriptionCoverage(fleet), notAudited(fleet)),
  };
}

function bounded<T>(items: readonly T[], unseen: readonly UnseenCluster[]) {
  return {
    items: items.slice(0, mostItems),
    total: items.length,
    unseen: unseen.slice(0, mostItems),
    unseenTotal: unseen.length,
  };
}

/** `clustersTotal` says how many there are. */
function fewer<T extends { readonly clusters: readonly unknown[] }>(item: T): T {
  return { ...item, clusters: item.clusters.slice(0, mostItems) };
}

/** Too many are open to be kept with the newest state; a client that one of them names is not known here. */
function withoutFindings(fleet: FleetSeen, unseen: readonly UnseenCluster[]): readonly UnseenCluster[] {
  const leftOut = new Map(fleet.open.map((one) => [one.cluster.key, one.leftOut]));
  const known = new Map(unseen.map((one) => [one.cluster.key, one]));
  return presentIn(fleet).flatMap(({ cluster }) => {
    const before = known.get(cluster.key);
    const count = leftOut.get(cluster.key) ?? 0;
    if (count === 0) return before ?? [];
    const why = `${countOf(count, 'open finding is', 'open findings are')} not kept with its newest state, so whom they name is not known.`;
    return { cluster: inShort(cluster), why: before === undefined ? why : `${before.why} ${why}` };
  });
}

function withoutVersion(fleet: FleetSeen): readonly UnseenCluster[] {
  return presentIn(fleet).flatMap((latest) => {
    const { cluster, newest } = latest;
    const why =
      notAuditedWhy(latest) ??
      (newest?.headline.kubernetesVersion === null ? 'Its version of Kubernetes was not seen.' : null);
    return why === null ? [] : [{ cluster: inShort(cluster), why }];
  });
}

function notAudited(fleet: FleetSeen): readonly UnseenCluster[] {
  return presentIn(fleet).flatMap((latest) => {
    const why = notAuditedWhy(latest);
    return why === null ? [] : [{ cluster: inShort(latest.cluster), why }];
  });
}
