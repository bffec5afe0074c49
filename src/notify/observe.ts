/** The fleet as notifications see it: read from what the newest audits left behind. */
import pLimit from 'p-limit';
import type { AnyCheck } from '../checks/define-check.ts';
import type { BaselineEntry, LatestAudit, NotAudited, Policy, Sweep } from '../model.ts';
import type { Alert, AlertCluster, NotifyState, ReceiverHealth, Subscription } from '../notification.ts';
import { dayMs } from '../shared/durations.ts';
import { countOf } from '../shared/format.ts';
import { UnreadableRow } from '../store/codec.ts';
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

/** Everything that is wrong at a moment, as far as the newest sweeps know; what they do not know is as it was. */
export async function observe(
  { history, checks, policy, settings }: Pick<NotifyContext, 'history' | 'checks' | 'policy' | 'settings'>,
  at: Date,
  before: NotifyState,
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
  const seenBy = { sweep, categories, before };
  return {
    at: at.toISOString(),
    sweepId: sweep?.id ?? null,
    clusters: latest.map((one) => seenCluster(one, open.get(one.cluster.key) ?? nothingOpen, seenBy)),
    fleet: [
      ...(sweep === null ? [] : unseenParts(sweep)),
      ...endedSuppressions(inForce, at),
      ...failingReceivers(ofKnown(health, settings, subscriptions), subscriptions, at),
    ],
  };
}

export async function newestClosed(history: Pick<History, 'sweeps'>): Promise<Sweep | null> {
  // At most one is open, so one of the newest two is closed if any is.
  const { items } = await history.sweeps({ limit: 2 });
  return items.find(({ status }) => status === 'closed') ?? null;
}

interface OpenFindings {
  readonly entries: readonly BaselineEntry[];
  /** Whether these are all. */
  readonly whole: boolean;
}

const nothingOpen: OpenFindings = { entries: [], whole: true };

/** Every open finding, by cluster key: where too many were kept to be beside the newest state, all are read. */
async function allOpen(
  history: Pick<History, 'baseline'>,
  found: readonly ClusterFindings[],
): Promise<ReadonlyMap<string, OpenFindings>> {
  const limit = pLimit(clustersAtOnce);
  const all = await limit.map(found, async ({ cluster, findings, leftOut }) => {
    const whole = leftOut === 0 ? findings : await readableBaseline(history, cluster.key);
    const entries = (whole ?? findings).filter(({ resolved }) => resolved === undefined);
    return [cluster.key, { entries, whole: whole !== null }] as const;
  });
  return new Map(all);
}

/** Null when a row of it is damaged: the fleet is not to be silent for one cluster. */
async function readableBaseline(
  history: Pick<History, 'baseline'>,
  clusterKey: string,
): Promise<readonly BaselineEntry[] | null> {
  try {
    return await history.baseline(clusterKey);
  } catch (error) {
    if (error instanceof UnreadableRow) return null;
    throw error;
  }
}

interface SeenBy {
  /** The newest sweep that is closed. */
  readonly sweep: Sweep | null;
  readonly categories: ReadonlyMap<string, AnyCheck['category']>;
  readonly before: NotifyState;
}

function seenCluster(
  { cluster: { key, name, source }, newest, notAudited }: LatestAudit,
  { entries, whole }: OpenFindings,
  { sweep, categories, before }: SeenBy,
): SeenCluster {
  const cluster: AlertCluster = {
    key,
    name,
    // Azure did not tell them this time: they are what they were.
    tags: newest?.facts?.tags ?? before.clusters[key]?.tags ?? {},
    ...(source.kind === 'azure' ? { resourceId: source.resourceId } : {}),
  };
  const auditId = newest?.id ?? null;
  const isHidden = notAudited?.state === 'vanished' && mayBeHidden(notAudited, sweep);
  return {
    cluster,
    auditId,
    lost: lostAlert(cluster, notAudited, isHidden),
    gone: notAudited?.state === 'vanished' && !isHidden,
    seen: whole && notAudited?.state !== 'skipped' && !isHidden,
    open: entries.map((entry) => findingAlert(entry, cluster, auditId, categories.get(entry.check) ?? null)),
  };
}

/** Whether it was not found by a sweep that could not see all of the fleet. */
function mayBeHidden({ sweepId }: NotAudited, sweep: Sweep | null): boolean {
  return sweep !== null && sweep.id === sweepId && unseenIn(sweep).length > 0;
}

function lostAlert(
  cluster: AlertCluster,
  notAudited: NotAudited | undefined,
  isHidden: boolean,
): Alert | null {
  if (notAudited === undefined || notAudited.state === 'skipped') return null;
  const isGone = notAudited.state === 'vanished' && !isHidden;
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

function unseenIn({ unseen = [], problem }: Sweep): readonly string[] {
  return problem === undefined ? unseen : [problem, ...unseen];
}

function unseenParts(sweep: Sweep): readonly Alert[] {
  const { startedAt } = sweep;
  const parts = unseenIn(sweep);
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
  const silent = health.flatMap(({ receiver, failingSince, lost = 0, lastFailure = 'unknown' }) => {
    if (failingSince === undefined) return [];
    const isLong = at.getTime() - Date.parse(failingSince) >= failingTooLongMs;
    if (lost === 0 && !isLong) return [];
    const what =
      lost === 0
        ? `Nothing has reached receiver ${receiver} for five days.`
        : `Messages to receiver ${receiver} do not arrive: ${countOf(lost, 'was', 'were')} given up.`;
    return [failing(receiver, `${what} It last failed so: ${lastFailure}`, failingSince)];
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
