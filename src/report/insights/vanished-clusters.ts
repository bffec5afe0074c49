import { compareText } from '../../shared/compare-text.ts';
import { dayMs } from '../../shared/durations.ts';
import type { FleetSeen } from './fleet-seen.ts';
import { byCluster, inShort } from './fleet-seen.ts';
import type { VanishedCluster } from './insights.ts';

/** How long a cluster that is gone is told. */
const vanishedDays = 30;

/** Clusters that a sweep no longer found, those first that went last. */
export function vanishedClusters({
  latest,
  open,
  now,
}: Pick<FleetSeen, 'latest' | 'open' | 'now'>): readonly VanishedCluster[] {
  const since = new Date(now.getTime() - vanishedDays * dayMs).toISOString();
  const findings = new Map(open.map((one) => [one.cluster.key, one.findings.length + one.leftOut]));
  return latest
    .flatMap(({ cluster, newest, notAudited }) => {
      if (notAudited?.state !== 'vanished' || notAudited.at < since) return [];
      const { at, why } = notAudited;
      return [
        {
          cluster: inShort(cluster),
          at,
          why,
          lastAudited: newest?.at ?? null,
          openFindings: findings.get(cluster.key) ?? 0,
        },
      ];
    })
    .toSorted((left, right) => compareText(right.at, left.at) || byCluster(left.cluster, right.cluster));
}
