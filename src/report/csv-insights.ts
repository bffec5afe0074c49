/** What is told of the fleet as a whole as rows of a table: one an insight, and one a cluster that it does not know of. */
import type { Row } from './csv-columns.ts';
import type { InsightCluster, Insights } from './insights/insights.ts';
import {
  heavyWords,
  newClientWords,
  newVersionWords,
  sharedClientWords,
  subscriptionWords,
  vanishedWords,
} from './insights/words.ts';

export function insightRows({
  sharedClients,
  newClients,
  newVersions,
  vanished,
  subscriptions,
}: Insights): readonly Row[] {
  return [
    ...sharedClients.items.flatMap((client) =>
      client.clusters.map((one): Row => ({
        record: 'shared-client',
        ...named(one.cluster),
        severity: one.findings[0]?.severity,
        summary: sharedClientWords(client),
        observed: heavyWords(one),
        observed_value: one.share,
        observed_unit: one.share === null ? null : 'ratio',
        culprit_kind: 'client',
        culprit_name: client.name,
      })),
    ),
    ...newClients.items.map((item): Row => ({
      record: 'new-client',
      summary: newClientWords(item),
      culprit_kind: 'client',
      culprit_name: item.name,
      first_seen: item.firstSeen,
    })),
    ...newVersions.items.map((item): Row => ({
      record: 'new-version',
      kubernetes_version: item.version,
      summary: newVersionWords(item),
      first_seen: item.firstSeen,
    })),
    ...vanished.items.map((item): Row => ({
      record: 'vanished-cluster',
      ...named(item.cluster),
      summary: vanishedWords(item),
      last_seen: item.lastAudited,
      reason: item.why,
    })),
    ...subscriptions.items.map((item): Row => ({
      record: 'subscription',
      resource_kind: 'Subscription',
      resource_name: item.subscriptionId,
      coverage: item.coverage,
      summary: subscriptionWords(item),
    })),
    ...notSeen('Clients are not known, or not all.', sharedClients),
    ...notSeen('The version of Kubernetes may not be the newest, or is not known.', newVersions),
  ];
}

function notSeen(summary: string, { unseen }: Pick<Insights['newClients'], 'unseen'>): readonly Row[] {
  return unseen.map(({ cluster, why }): Row => ({
    record: 'insight-not-seen',
    ...named(cluster),
    summary,
    reason: why,
  }));
}

function named({ key, name }: InsightCluster): Pick<Row, 'cluster' | 'cluster_key'> {
  return { cluster: name, cluster_key: key };
}
