/** What kept the run from telling everything, so that no result is not read as no problem. */
import type { AuditReport, ReportCluster } from '../audit-report.ts';
import { clusterLocation } from './locations.ts';
import { messageOf } from './message.ts';

/** The kinds of notification, as the driver declares them. */
export const notificationKinds = [
  { id: 'cluster-not-audited', shortDescription: { text: 'A cluster could not be audited' } },
  { id: 'cluster-skipped', shortDescription: { text: 'A cluster has nothing to audit' } },
  { id: 'check-unknown', shortDescription: { text: 'A check could not be judged, in whole or in part' } },
  { id: 'fleet-not-seen', shortDescription: { text: 'A part of the fleet could not be seen' } },
] as const;
type NotificationKind = (typeof notificationKinds)[number]['id'];

export function notificationsOf(
  { sweep, clusters }: AuditReport,
  indexes: ReadonlyMap<string, number>,
): readonly object[] {
  return [
    ...sweep.unseen.map((part) => ({ ...about('fleet-not-seen'), level: 'error', message: messageOf(part) })),
    ...clusters.flatMap((cluster) =>
      cluster.state === 'audited' ? unknownChecks(cluster, indexes) : [notAudited(cluster)],
    ),
  ];
}

function notAudited(cluster: ReportCluster): object {
  const { state, name, why = `its state is ${state}.` } = cluster;
  return {
    ...about(state === 'skipped' ? 'cluster-skipped' : 'cluster-not-audited'),
    level: state === 'skipped' ? 'note' : 'error',
    message: messageOf(`Cluster ${name} was not audited: ${why}`),
    locations: [clusterLocation(cluster)],
  };
}

function unknownChecks(cluster: ReportCluster, indexes: ReadonlyMap<string, number>): readonly object[] {
  return cluster.verdicts.flatMap(({ check, outcome, reason, detail = '', remedy = '' }) => {
    if (reason === undefined) return [];
    const index = indexes.get(check);
    const what = outcome === 'unknown' ? 'could not be judged' : 'saw only a part';
    return [
      {
        ...about('check-unknown'),
        associatedRule: index === undefined ? { id: check } : { id: check, index },
        level: 'warning',
        message: messageOf(`${check} ${what} on cluster ${cluster.name} (${reason}): ${detail} ${remedy}`),
        locations: [clusterLocation(cluster)],
      },
    ];
  });
}

function about(id: NotificationKind): object {
  return { descriptor: { id, index: notificationKinds.findIndex((kind) => kind.id === id) } };
}
