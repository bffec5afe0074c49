/** From what is to be told to the message: what, where, since when, who causes it, how sure, what to do first. */
import { worstOf } from '../judgement/score.ts';
import { bySeverity } from '../model.ts';
import type { Confidence, Culprit, Finding } from '../model.ts';
import type {
  Alert,
  AlertChange,
  Notification,
  NotificationCluster,
  NotificationItem,
} from '../notification.ts';
import { alertChanges } from '../notification.ts';
import { cleanText } from '../shared/clean-text.ts';
import type { Member } from './decide/changes.ts';
import type { PlannedMessage } from './decide/plan-target.ts';
import { clusterUrl, findingUrl, goneFindingsUrl, messagesUrl } from './links.ts';
import type { CheckWords } from './message/first-step.ts';
import { firstStepOf } from './message/first-step.ts';
import { summaryOf, titleOf } from './message/words.ts';

export interface ComposeContext {
  readonly at: string;
  readonly sweepId: string | null;
  readonly baseUrl: string | null;
  readonly checkOf: (id: string) => CheckWords | null;
  /** The worst finding of the message with everything its audit says of it; null when there is none. */
  readonly worst: Finding | null;
  /** People read so many; programs take more. */
  readonly mostItems: number;
}

const mostClusters = 20;
const mostEvidence = 6;
const mostCharacters = 300;

export function compose(planned: PlannedMessage, context: ComposeContext): Notification {
  const members = [...planned.members].toSorted(byImportance);
  const open = members.filter(({ change }) => change !== 'resolved');
  const told = open.length > 0 ? open : members;
  const clusters = clustersOf(members, context.baseUrl);
  const cause = cleanCause(sameCause(members));
  const check = sameCheck(members, context);
  const words = {
    reason: planned.reason,
    members,
    cause,
    checkTitle: check?.title ?? null,
    clusterNames: clusters.map(({ name }) => name),
  };
  return {
    form: 'alert',
    at: context.at,
    sweepId: context.sweepId,
    reason: planned.reason,
    severity: worstOf(told.map(({ alert }) => alert)),
    title: titleOf(words),
    summary: summaryOf(words),
    cause,
    check: check === null ? null : { id: check.id, title: check.title },
    since: told.map(({ alert }) => alert.since).toSorted()[0] ?? null,
    confidence: leastSure(told),
    clusters: clusters.slice(0, mostClusters),
    clustersTotal: clusters.length,
    changes: countsOf(members),
    items: members.slice(0, context.mostItems).map((member) => itemOf(member, context)),
    itemsTotal: members.length,
    firstStep: open.length === 0 ? null : firstStepOf(context.worst, check, open),
    evidence: evidenceOf(open.length === 0 ? null : context.worst),
    url: pageOf(planned, context.baseUrl),
  };
}

/** What is open before what is resolved, then the worst, then by cluster. */
function byImportance(left: Member, right: Member): number {
  const ended = Number(left.change === 'resolved') - Number(right.change === 'resolved');
  if (ended !== 0) return ended;
  const worse = bySeverity(left.alert, right.alert);
  if (worse !== 0) return worse;
  return alertChanges.indexOf(left.change) - alertChanges.indexOf(right.change);
}

function clustersOf(members: readonly Member[], baseUrl: string | null): readonly NotificationCluster[] {
  const byKey = new Map<string, NotificationCluster>();
  for (const { alert } of members) {
    const cluster = clusterOf(alert, baseUrl);
    if (cluster !== null && !byKey.has(cluster.key)) byKey.set(cluster.key, cluster);
  }
  return [...byKey.values()];
}

function clusterOf({ cluster }: Alert, baseUrl: string | null): NotificationCluster | null {
  if (cluster === null) return null;
  const { key, name, resourceId } = cluster;
  const shown = cleanText(name, mostCharacters);
  return {
    key,
    name: shown,
    ...(resourceId === undefined ? {} : { resourceId }),
    url: clusterUrl(baseUrl, key),
  };
}

/** The one who causes all of it, if it is one. */
function sameCause(members: readonly Member[]): Culprit | null {
  const cause = members[0]?.alert.cause ?? null;
  if (cause === null) return null;
  const same = members.every(
    ({ alert }) => alert.cause?.kind === cause.kind && alert.cause.name === cause.name,
  );
  return same ? cause : null;
}

/** Who causes it may choose the name. */
function cleanCause(cause: Culprit | null): Culprit | null {
  return cause === null ? null : { ...cause, name: cleanText(cause.name, mostCharacters) };
}

function sameCheck(members: readonly Member[], { checkOf }: ComposeContext): CheckWords | null {
  const check = members[0]?.alert.check ?? null;
  if (check === null || members.some(({ alert }) => alert.check !== check)) return null;
  return checkOf(check);
}

const sureness: readonly Confidence[] = ['inferred', 'sampled', 'measured'];

function leastSure(members: readonly Member[]): Confidence | null {
  const all = members.map(({ alert }) => alert.confidence);
  return sureness.find((confidence) => all.includes(confidence)) ?? null;
}

function countsOf(members: readonly Member[]): Readonly<Record<AlertChange, number>> {
  const counts = { opened: 0, worsened: 0, resolved: 0, ongoing: 0 };
  for (const { change } of members) counts[change] += 1;
  return counts;
}

function itemOf({ alert, change }: Member, { baseUrl, checkOf }: ComposeContext): NotificationItem {
  const { id, kind, severity, check, cluster, cause, summary, since, confidence } = alert;
  const known = check === null ? null : checkOf(check);
  return {
    alertId: id,
    change,
    kind,
    severity,
    check: check === null ? null : { id: check, title: known?.title ?? check },
    cluster: clusterOf(alert, baseUrl),
    cause: cleanCause(cause),
    summary: cleanText(summary, mostCharacters),
    since,
    confidence,
    url: cluster === null ? null : placeOf({ alert, change }, cluster.key, baseUrl),
  };
}

/** Where its cluster's page tells of it. */
function placeOf(
  { alert, change }: Pick<Member, 'alert' | 'change'>,
  cluster: string,
  baseUrl: string | null,
): string | null {
  if (alert.kind !== 'finding') return clusterUrl(baseUrl, cluster);
  return change === 'resolved' ? goneFindingsUrl(baseUrl, cluster) : findingUrl(baseUrl, cluster, alert.id);
}

function evidenceOf(worst: Finding | null): Notification['evidence'] {
  return (worst?.excerpts ?? [])
    .slice(0, mostEvidence)
    .map(({ label, value }) => ({ label: cleanText(label, 60), value: cleanText(value, mostCharacters) }));
}

/** The page of the one thing it is about, else of the cluster, else the list of messages. */
function pageOf({ members }: PlannedMessage, baseUrl: string | null): string | null {
  const [first, ...rest] = members;
  const { alert } = first;
  if (alert.cluster === null) return messagesUrl(baseUrl);
  if (rest.some((other) => other.alert.cluster?.key !== alert.cluster?.key)) return messagesUrl(baseUrl);
  return rest.length === 0
    ? placeOf(first, alert.cluster.key, baseUrl)
    : clusterUrl(baseUrl, alert.cluster.key);
}
