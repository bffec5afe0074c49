/** What insights are made from: the newest state of all clusters, and what is remembered of the fleet. */
import type { BusyClients, ClusterRef, FleetMemory, LatestAudit } from '../../model.ts';
import { compareText } from '../../shared/compare-text.ts';
import type { ClusterClients, ClusterFindings } from '../../store/history.ts';
import type { InsightCluster, UnseenCluster } from './insights.ts';

export interface FleetSeen {
  readonly latest: readonly LatestAudit[];
  readonly open: readonly ClusterFindings[];
  readonly clients: readonly ClusterClients[];
  readonly memory: FleetMemory | null;
  /** Parts of the fleet that the newest sweep could not see, a sentence each. */
  readonly hidden: readonly string[];
  readonly now: Date;
}

/** Clusters that are in the fleet, by name. */
export function presentIn({ latest }: Pick<FleetSeen, 'latest'>): readonly LatestAudit[] {
  return latest
    .filter(({ notAudited }) => notAudited?.state !== 'vanished')
    .toSorted((left, right) => byCluster(left.cluster, right.cluster));
}

export function byCluster(
  left: Pick<ClusterRef, 'key' | 'name'>,
  right: Pick<ClusterRef, 'key' | 'name'>,
): number {
  return compareText(left.name, right.name) || compareText(left.key, right.key);
}

export function inShort({ key, name }: ClusterRef): InsightCluster {
  return { key, name };
}

/** What the newest audit of a cluster saw of its clients, and why that is not all there is; null when it is all. */
export interface SeenClients {
  readonly latest: LatestAudit;
  readonly busy: Extract<BusyClients, { readonly ok: true }> | null;
  readonly why: string | null;
}

export function clientsSeen(fleet: Pick<FleetSeen, 'latest' | 'clients'>): readonly SeenClients[] {
  const byKey = new Map(fleet.clients.map(({ cluster, busy }) => [cluster.key, busy]));
  return presentIn(fleet).map((latest) => {
    const busy = byKey.get(latest.cluster.key);
    return {
      latest,
      busy: busy?.ok === true ? busy : null,
      why: notAuditedWhy(latest) ?? clientsWhy(busy),
    };
  });
}

/** Why what is known of a cluster is old, or nothing; null when the newest sweep audited it. */
export function notAuditedWhy({ newest, notAudited }: LatestAudit): string | null {
  if (notAudited !== undefined) {
    const told =
      notAudited.state === 'skipped' ? 'There was nothing to audit.' : 'The newest sweep could not audit it.';
    return `${told} ${notAudited.why}`;
  }
  return newest === null ? 'It was never audited.' : null;
}

function clientsWhy(busy: BusyClients | undefined): string | null {
  if (busy === undefined) return 'Nothing is kept of its clients.';
  if (!busy.ok) return busy.why;
  return busy.sees === 'writes'
    ? 'Reads are not in its audit log: clients that only read are not seen.'
    : null;
}

export function unseenIn(seen: readonly SeenClients[]): readonly UnseenCluster[] {
  return seen.flatMap(({ latest: { cluster }, why }) =>
    why === null ? [] : [{ cluster: inShort(cluster), why }],
  );
}
