/** Insights as sentences. Names in them are of clusters and clients: whoever shows them makes them fit to be shown. */
import { dayMs } from '../../shared/durations.ts';
import { countOf, formatPercent, formatRate, listInWords } from '../../shared/format.ts';
import { dateText } from '../../shared/moments.ts';
import type {
  InsightCluster,
  Insights,
  NewClient,
  NewVersion,
  SharedClient,
  SubscriptionCoverage,
  UnseenCluster,
  VanishedCluster,
} from './insights.ts';

/** More names are not read in a sentence. */
const mostNames = 5;

interface Somewhere {
  readonly clusters: readonly InsightCluster[];
  readonly clustersTotal: number;
}

export function sharedClientWords({ name, clusters, clustersTotal }: SharedClient): string {
  const names = namesOf({ clusters: clusters.map(({ cluster }) => cluster), clustersTotal });
  return `The client ${name} is heavy in ${countOf(clustersTotal, 'cluster')}: ${names}.`;
}

/** What is known of a client in one cluster, without a full stop. */
export function heavyWords({ share, requestsPerSecond, findings }: SharedClient['clusters'][number]): string {
  return [
    ...(share === null ? [] : [`${formatPercent(share)} of the requests`]),
    ...(requestsPerSecond === null ? [] : [`${formatRate(requestsPerSecond)} a second`]),
    ...(findings.length === 0 ? [] : [countOf(findings.length, 'finding')]),
  ].join(', ');
}

export function newClientWords(item: NewClient): string {
  const { name, version, kind, firstSeen } = item;
  const what = version === null ? name : `${name} ${version}`;
  const subject = kind === 'client' ? `The client ${what}` : `${what}, a version of a known client,`;
  return `${subject} was first seen on ${dateText(firstSeen)}${whereWords(item, 'and is not among the busiest clients now')}.`;
}

export function newVersionWords(item: NewVersion): string {
  return `Kubernetes ${item.version} was first seen on ${dateText(item.firstSeen)}${whereWords(item, 'and no cluster has it now')}.`;
}

export function vanishedWords({ cluster, at, why, openFindings }: VanishedCluster): string {
  const open = openFindings === 0 ? '' : ` It had ${countOf(openFindings, 'open finding')}.`;
  return `${cluster.name} left the fleet by ${dateText(at)}. ${why}${open}`;
}

export function subscriptionWords(subscription: SubscriptionCoverage): string {
  const { clusters, audited, coverage } = subscription;
  const subject = subscriptionName(subscription);
  if (coverage === null) return `${subject}: nothing to audit.`;
  const seen = `${formatPercent(coverage)} of the checks could be judged in ${countOf(clusters, 'cluster')}`;
  return `${subject}: ${seen}${audited === clusters ? '' : `, of which ${countOf(clusters - audited, 'was', 'were')} not audited`}.`;
}

function subscriptionName({ subscriptionId }: SubscriptionCoverage): string {
  return subscriptionId === null ? 'Clusters of a kubeconfig' : `Subscription ${subscriptionId}`;
}

interface Unseen {
  readonly unseen: readonly UnseenCluster[];
  readonly unseenTotal: number;
}

/** What is not known of some clusters; null when all is known. `what` begins the sentence. */
export function unseenWords(what: string, { unseen, unseenTotal }: Unseen): string | null {
  if (unseenTotal === 0) return null;
  const names = namesOf({ clusters: unseen.map(({ cluster }) => cluster), clustersTotal: unseenTotal });
  return `${what} of ${countOf(unseenTotal, 'cluster')}: ${names}.`;
}

/** What first-seen clients and versions are held against, when that is less than it could be; null when it is all. */
export function rememberedWords({ since, days, leftOut }: Insights['remembered'], now: Date): string | null {
  if (since === null)
    return 'What was in the fleet before is not known yet, so nothing can be told to be new.';
  if (now.getTime() - Date.parse(since) < days * dayMs)
    return `What was in the fleet is known since ${dateText(since)}; what was there before and came back since may be told as new.`;
  return leftOut === 0
    ? null
    : `There was no room to remember ${countOf(leftOut, 'client')}, which may be told as new again.`;
}

function whereWords(item: Somewhere, nowhere: string): string {
  return item.clustersTotal === 0 ? ` ${nowhere}` : `, in ${namesOf(item)}`;
}

function namesOf({ clusters, clustersTotal }: Somewhere): string {
  const names = clusters.slice(0, mostNames).map(({ name }) => name);
  // Names that are not listed are counted as well.
  return listInWords(
    [...names, ...Array.from({ length: clustersTotal - names.length }, () => '')],
    mostNames,
  );
}
