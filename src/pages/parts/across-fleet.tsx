/** What is told of the fleet as a whole, each part with the clusters that it does not know of. */
import type { Child } from 'hono/jsx';
import type {
  InsightCluster,
  Insights,
  NewClient,
  SharedClient,
  SubscriptionCoverage,
  UnseenCluster,
} from '../../report/insights/insights.ts';
import { heavyWords, rememberedWords } from '../../report/insights/words.ts';
import { countOf, formatCount, formatPercent } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { SeverityBadge } from './badge.tsx';
import { Bar } from './bar.tsx';
import { clusterPath, Name } from './name.tsx';
import { nameText, sentence } from './text.ts';
import { dateText } from './time.tsx';

/** More than these are not read; the API has 100 of each. */
const mostItems = 5;
const mostClusters = 5;
const mostUnseen = 20;

interface AcrossFleetProps {
  readonly insights: Insights;
  readonly now: Date;
  /** Whether there are pages of clusters to lead to. */
  readonly linked: boolean;
}

export function AcrossFleet({ insights, now, linked }: AcrossFleetProps): Html {
  const { sharedClients, newClients, newVersions, vanished, subscriptions, remembered } = insights;
  const memory = rememberedWords(remembered, now);
  const where = (clusters: readonly InsightCluster[], total: number): Html => (
    <Clusters clusters={clusters} total={total} linked={linked} />
  );
  return (
    <section aria-labelledby="across">
      <h2 id="across">Across the fleet</h2>
      <div class="movers across">
        <List title="Clients heavy in several clusters" of={sharedClients}>
          {sharedClients.items.slice(0, mostItems).map((client) => (
            <SharedClientItem client={client} linked={linked} />
          ))}
        </List>
        <List title="Clients first seen this week" of={newClients} hint={memory}>
          {newClients.items.slice(0, mostItems).map((client) => (
            <li>
              <span>{newClientName(client)}</span>
              <span class="line">
                {dateText(client.firstSeen)}
                {client.clustersTotal === 0 ? (
                  ', not among the busiest now'
                ) : (
                  <>, {where(client.clusters, client.clustersTotal)}</>
                )}
              </span>
            </li>
          ))}
        </List>
        <List title="Kubernetes versions first seen this week" of={newVersions} hint={memory}>
          {newVersions.items.slice(0, mostItems).map(({ version, firstSeen, clusters, clustersTotal }) => (
            <li>
              <Name of={version} />
              <span class="line">
                {dateText(firstSeen)}
                {clustersTotal === 0 ? ', in no cluster now' : <>, {where(clusters, clustersTotal)}</>}
              </span>
            </li>
          ))}
        </List>
        <List
          title="Left the fleet within 30 days"
          of={vanished}
          hint={
            vanished.hidden.length === 0
              ? null
              : `Part of the fleet could not be seen. ${vanished.hidden.join(' ')}`
          }
        >
          {vanished.items.slice(0, mostItems).map(({ cluster, at, why, openFindings }) => (
            <li>
              <ClusterName cluster={cluster} linked={linked} />
              <span class="figure">{dateText(at)}</span>
              <span class="line">
                {sentence(why)}
                {openFindings === 0 ? '' : ` It had ${countOf(openFindings, 'open finding')}.`}
              </span>
            </li>
          ))}
        </List>
        <List title="Coverage by subscription" of={subscriptions}>
          {subscriptions.items.slice(0, mostItems).map((subscription) => (
            <SubscriptionItem of={subscription} />
          ))}
        </List>
      </div>
    </section>
  );
}

interface ListProps {
  readonly title: string;
  readonly of: {
    readonly total: number;
    readonly unseen: readonly UnseenCluster[];
    readonly unseenTotal: number;
  };
  readonly hint?: string | null;
  readonly children: readonly Child[];
}

/** None is good news only where everything was seen. */
function List({ title, of: { total, unseen, unseenTotal }, hint = null, children }: ListProps): Html {
  const isSeen = unseenTotal === 0 && hint === null;
  return (
    <div class="mover-list">
      <h3>{title}</h3>
      {total === 0 ? (
        <p class="hint">{isSeen ? 'None.' : 'None in what could be seen.'}</p>
      ) : (
        <ul>{children}</ul>
      )}
      {total > children.length ? (
        <p class="hint">{countOf(total - children.length, 'more', 'more')}</p>
      ) : null}
      {hint === null ? null : <p class="hint">{sentence(hint)}</p>}
      {unseenTotal === 0 ? null : (
        <details>
          <summary>Not known, or not all, of {countOf(unseenTotal, 'cluster')}</summary>
          <ul class="unseen-clusters">
            {unseen.slice(0, mostUnseen).map(({ cluster, why }) => (
              <li>
                <Name of={cluster.name} />: {sentence(why)}
              </li>
            ))}
            {unseenTotal > mostUnseen ? <li>{countOf(unseenTotal - mostUnseen, 'more', 'more')}</li> : null}
          </ul>
        </details>
      )}
    </div>
  );
}

function SharedClientItem({
  client,
  linked,
}: {
  readonly client: SharedClient;
  readonly linked: boolean;
}): Html {
  const { name, worst, clusters, clustersTotal } = client;
  return (
    <li>
      <Name of={name} />
      <span class="figure">
        {worst === null ? null : <SeverityBadge severity={worst} />} {formatCount(clustersTotal)} clusters
      </span>
      {clusters.slice(0, mostClusters).map((one) => (
        <span class="line">
          <ClusterName cluster={one.cluster} linked={linked} />: {heavyWords(one)}
        </span>
      ))}
      {clustersTotal > mostClusters ? (
        <span class="line">{countOf(clustersTotal - mostClusters, 'more cluster')}</span>
      ) : null}
    </li>
  );
}

function newClientName({ name, version, kind }: NewClient): Html {
  return (
    <>
      <Name of={name} />
      {version === null ? null : (
        <>
          {' '}
          <Name of={version} />
        </>
      )}
      {kind === 'version' ? ' (new version)' : ''}
    </>
  );
}

function SubscriptionItem({ of }: { readonly of: SubscriptionCoverage }): Html {
  const { subscriptionId, clusters, audited, coverage, withoutScore, withoutClients } = of;
  const notes = [
    countOf(clusters, 'cluster'),
    ...(audited === clusters ? [] : [`${formatCount(clusters - audited)} not audited`]),
    ...(withoutScore === 0 ? [] : [`${formatCount(withoutScore)} without a score`]),
    ...(withoutClients === 0 ? [] : [`${formatCount(withoutClients)} without an audit log that was read`]),
  ];
  return (
    <li>
      {subscriptionId === null ? <span>Known from a kubeconfig</span> : <Name of={subscriptionId} />}
      <span class="figure">{coverage === null ? 'nothing to audit' : formatPercent(coverage)}</span>
      <span class="line">
        {coverage === null ? null : <Bar share={coverage} rest />}
        {notes.join(', ')}
      </span>
    </li>
  );
}

interface ClustersProps {
  readonly clusters: readonly InsightCluster[];
  readonly total: number;
  readonly linked: boolean;
}

export function Clusters({ clusters, total, linked }: ClustersProps): Html {
  const shown = clusters.slice(0, mostClusters);
  return (
    <>
      {shown.map((cluster, place) => (
        <>
          {place === 0 ? '' : ', '}
          <ClusterName cluster={cluster} linked={linked} />
        </>
      ))}
      {total > shown.length ? ` and ${countOf(total - shown.length, 'more', 'more')}` : ''}
    </>
  );
}

function ClusterName({
  cluster,
  linked,
}: {
  readonly cluster: InsightCluster;
  readonly linked: boolean;
}): Html {
  if (!linked) return <Name of={cluster.name} />;
  return (
    <a href={clusterPath(cluster)}>
      <bdi>{nameText(cluster.name)}</bdi>
    </a>
  );
}
