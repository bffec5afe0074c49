/** The fleet as notifications see it: read from what the newest audits left behind. */
import pLimit from 'p-limit';
import type { AnyCheck } from '../checks/define-check.ts';
import type { BaselineEntry, LatestAudit, Policy, Sweep } from '../model.ts';
import type { Alert, AlertCluster, ReceiverHealth, Subscription } from '../notification.ts';
import { dayMs } from '../shared/durations.ts';
import type { ClusterFindings, History } from '../store/history.ts';
import type { NotifyContext } from './context.ts';
import type { Observation, SeenCluster } from './decide/observation.ts';
import { receiverFailingId } from './decide/targets.ts';

/** One read each, of clusters with more open findings than fit beside their newest state. */
const clustersAtOnce = 16;

/** That a suppression has ended is news for as long as this. */
const endedNewsMs = 7 * dayMs;

/** A receiver that nothing has reached for so long is told of to the others. */
export const failingTooLongMs = 5 * dayMs;

/** Everything that is wrong at a moment, as far as the newest sweeps know. */
export async function observe(
  { history, checks, policy, settings }: Pick<NotifyContext, 'history' | 'checks' | 'policy' | 'settings'>,
  at: Date,
): Promise<Observation> {
  const [latest, openFindings, sweep, inForce, health, subscriptions] = await Promise.all([
    history.latest(),
    history.openFindings(),
    newestClosed(history),
    policy(),
    history.receiverHealth(),
    history.subscriptions(),
  ]);
  const open = await allOpen(history, openFindings);
  const categories = new Map(checks.map(({ id, category }) => [id, category]));
  return {
    at: at.toISOString(),
    sweepId: sweep?.id ?? null,
    clusters: latest.map((one) => seenCluster(one, open.get(one.cluster.key) ?? [], categories)),
    fleet: [
      ...(sweep === null ? [] : unseenParts(sweep)),
      ...endedSuppressions(inForce, at),
      ...failingReceivers(ofKnown(health, settings, subscriptions), subscriptions, at),
    ],
  };
}

async function newestClosed(history: Pick<History, 'sweeps'>): Promise<Sweep | null> {
  // At most one is open, so one of the newest two is closed if any is.
  const { items } = await history.sweeps({ limit: 2 });
  return items.find(({ status }) => status === 'closed') ?? null;
}

/** Every open finding, by cluster key: where too many were kept to be beside the newest state, all are read. */
async function allOpen(
  history: Pick<History, 'baseline'>,
  found: readonly ClusterFindings[],
): Promise<ReadonlyMap<string, readonly BaselineEntry[]>> {
  const limit = pLimit(clustersAtOnce);
  const all = await limit.map(found, async ({ cluster, findings, leftOut }) => {
    const entries = leftOut === 0 ? findings : await history.baseline(cluster.key);
    return [cluster.key, entries.filter(({ resolved }) => resolved === undefined)] as const;
  });
  return new Map(all);
}

function seenCluster(
  { cluster: { key, name, source }, newest, notAudited }: LatestAudit,
  open: readonly BaselineEntry[],
  categories: ReadonlyMap<string, AnyCheck['category']>,
): SeenCluster {
  const cluster: AlertCluster = {
    key,
    name,
    tags: newest?.facts?.tags ?? {},
    ...(source.kind === 'azure' ? { resourceId: source.resourceId } : {}),
  };
  const auditId = newest?.id ?? null;
  return {
    cluster,
    auditId,
    lost: lostAlert(cluster, notAudited),
    gone: notAudited?.state === 'skipped' || notAudited?.state === 'vanished',
    open: open.map((entry) => findingAlert(entry, cluster, auditId, categories.get(entry.check) ?? null)),
  };
}

function lostAlert(cluster: AlertCluster, notAudited: LatestAudit['notAudited']): Alert | null {
  if (notAudited === undefined || notAudited.state === 'skipped') return null;
  const isGone = notAudited.state === 'vanished';
  const kind = isGone ? 'clusterGone' : 'clusterLost';
  return {
    id: `${kind}:${cluster.key}`,
    kind,
    severity: isGone ? 'medium' : 'high',
    check: null,
    category: null,
    cluster,
    cause: null,
    summary: `Cluster ${cluster.name} ${isGone ? 'is not in the fleet any more' : 'could not be audited'}: ${notAudited.why}`,
    since: notAudited.at,
    confidence: 'measured',
    auditId: null,
  };
}

function findingAlert(
  entry: BaselineEntry,
  cluster: AlertCluster,
  auditId: string | null,
  category: string | null,
): Alert {
  const { fingerprint, check, severity, summary, culprit, firstSeen, confidence, suppression } = entry;
  return {
    id: fingerprint,
    kind: 'finding',
    severity,
    check,
    category,
    cluster,
    cause: culprit ?? null,
    summary,
    since: firstSeen.at,
    confidence: confidence ?? null,
    auditId,
    ...(suppression === undefined ? {} : { suppression }),
  };
}

type FleetAlert = Pick<Alert, 'id' | 'kind' | 'severity' | 'summary' | 'since'>;

function fleetAlert(alert: FleetAlert): Alert {
  return {
    ...alert,
    check: null,
    category: null,
    cluster: null,
    cause: null,
    confidence: 'measured',
    auditId: null,
  };
}

function unseenParts({ unseen = [], problem, startedAt }: Sweep): readonly Alert[] {
  const parts = problem === undefined ? unseen : [problem, ...unseen];
  const [first] = parts;
  if (first === undefined) return [];
  const more = parts.length === 1 ? '' : ` And ${parts.length - 1} more.`;
  const summary = `Clusters may be missing from the sweep: ${first}${more}`;
  return [
    fleetAlert({
      id: 'sweepIncomplete',
      kind: 'sweepIncomplete',
      severity: 'high',
      summary,
      since: startedAt,
    }),
  ];
}

function endedSuppressions({ suppressions }: Policy, at: Date): readonly Alert[] {
  return suppressions.flatMap(({ id, expires, owner, reason }) => {
    const ago = at.getTime() - Date.parse(expires);
    if (ago < 0 || ago > endedNewsMs) return [];
    return [
      fleetAlert({
        // With its end: when it is made longer and ends again, that is told again.
        id: `suppressionEnded:${id}:${expires}`,
        kind: 'suppressionEnded',
        severity: 'medium',
        summary: `Suppression ${id} of ${owner} has ended, and what it hid counts again. It was made because: ${reason}`,
        since: expires,
      }),
    ];
  });
}

/** Without those that do not exist any more. */
function ofKnown(
  health: readonly ReceiverHealth[],
  { receivers }: NotifyContext['settings'],
  subscriptions: readonly Subscription[],
): readonly ReceiverHealth[] {
  const known = new Set([...receivers, ...subscriptions].map(({ id }) => id));
  return health.filter(({ receiver }) => known.has(receiver));
}

/** Those that nothing has reached for days, and those that were paused for it or wanted no more. */
function failingReceivers(
  health: readonly ReceiverHealth[],
  subscriptions: readonly Subscription[],
  at: Date,
): readonly Alert[] {
  const paused = subscriptions.flatMap(({ id, name, paused: pause }) =>
    pause === undefined || pause.by === 'operator'
      ? []
      : [failing(id, `Nothing is sent any more to webhook ${name} (${id}). ${pause.why}`, pause.at)],
  );
  const silent = health.flatMap(({ receiver, failingSince, lastFailure = 'unknown' }) => {
    if (failingSince === undefined || at.getTime() - Date.parse(failingSince) < failingTooLongMs) return [];
    const summary = `Nothing has reached receiver ${receiver} for five days. It last failed so: ${lastFailure}`;
    return [failing(receiver, summary, failingSince)];
  });
  return [...new Map([...silent, ...paused].map((alert) => [alert.id, alert])).values()];
}

function failing(receiver: string, summary: string, since: string): Alert {
  return fleetAlert({
    id: receiverFailingId(receiver),
    kind: 'receiverFailing',
    severity: 'high',
    summary,
    since,
  });
}
