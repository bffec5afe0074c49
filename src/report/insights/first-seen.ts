/** Clients, their versions and versions of Kubernetes that were not in the fleet before. */
import { clientVersionOf, familyOf, programOf } from '../../client-names.ts';
import type { Remembered } from '../../model.ts';
import { compareText } from '../../shared/compare-text.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { dayMs } from '../../shared/durations.ts';
import type { FleetSeen } from './fleet-seen.ts';
import { clientsSeen, inShort, presentIn } from './fleet-seen.ts';
import type { InsightCluster, NewClient, NewVersion } from './insights.ts';

/** How long something is news. */
const newsDays = 7;

type Fleet = Pick<FleetSeen, 'latest' | 'clients' | 'memory' | 'now'>;

/** Newest first. A client that is new is told once, and not once more for each of its versions. */
export function newClients(fleet: Fleet): readonly NewClient[] {
  const { memory, now } = fleet;
  const where = clustersByClient(fleet);
  const items = Object.entries(memory?.clients ?? {}).flatMap(([name, client]): readonly NewClient[] => {
    const clusters = where.get(name);
    if (isNews(client, now)) {
      const [only = null, ...more] = Object.keys(client.versions);
      const version = more.length === 0 ? only : null;
      return [{ name, version, kind: 'client', firstSeen: client.first, ...listed(clusters?.all) }];
    }
    return Object.entries(client.versions)
      .filter(([, seen]) => isNews(seen, now))
      .map(([version, { first }]) => ({
        name,
        version,
        kind: 'version',
        firstSeen: first,
        ...listed(clusters?.byVersion.get(version)),
      }));
  });
  return items.toSorted(
    (left, right) =>
      compareText(right.firstSeen, left.firstSeen) ||
      compareText(left.name, right.name) ||
      compareText(left.version ?? '', right.version ?? ''),
  );
}

/** Newest first. */
export function newVersions(fleet: Fleet): readonly NewVersion[] {
  const { memory, now } = fleet;
  const where = Map.groupBy(presentIn(fleet), ({ newest }) =>
    cleanText(newest?.headline.kubernetesVersion ?? '', 60),
  );
  return Object.entries(memory?.kubernetesVersions ?? {})
    .filter(([, seen]) => isNews(seen, now))
    .map(([version, { first }]) => ({
      version,
      firstSeen: first,
      ...listed(where.get(version)?.map(({ cluster }) => inShort(cluster))),
    }))
    .toSorted(
      (left, right) =>
        compareText(right.firstSeen, left.firstSeen) || compareText(left.version, right.version),
    );
}

function listed(clusters: InsightCluster[] = []): Pick<NewClient, 'clusters' | 'clustersTotal'> {
  return { clusters, clustersTotal: clusters.length };
}

function isNews({ first, isNews: isNew }: Remembered, now: Date): boolean {
  return isNew && Date.parse(first) > now.getTime() - newsDays * dayMs;
}

interface Where {
  readonly all: InsightCluster[];
  readonly byVersion: Map<string, InsightCluster[]>;
}

function clustersByClient(fleet: Fleet): ReadonlyMap<string, Where> {
  const where = new Map<string, Where>();
  for (const { latest, busy } of clientsSeen(fleet)) {
    const cluster = inShort(latest.cluster);
    for (const { userAgent, username } of busy?.clients ?? []) {
      const name = familyOf({ program: programOf(userAgent), username });
      const known: Where = where.get(name) ?? { all: [], byVersion: new Map() };
      where.set(name, known);
      addOnce(known.all, cluster);
      const version = clientVersionOf(userAgent);
      if (version === null) continue;
      const ofVersion = known.byVersion.get(version) ?? [];
      known.byVersion.set(version, ofVersion);
      addOnce(ofVersion, cluster);
    }
  }
  return where;
}

/** Clusters come one after another, so one that is there is the last. */
function addOnce(clusters: InsightCluster[], cluster: InsightCluster): void {
  if (clusters.at(-1)?.key !== cluster.key) clusters.push(cluster);
}
