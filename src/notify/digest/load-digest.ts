/**
 * Reads what a digest is made from: the newest sweep, the newest state of all clusters and what is remembered of them, the policy; and of each cluster of
 * the owner its findings and its days, one read each. With a table of findings also the ledger, and an audit for each.
 */
import pLimit from 'p-limit';
import type { AnyCheck } from '../../checks/define-check.ts';
import { boundsFor } from '../../judgement/thresholds.ts';
import type { BaselineEntry, ClusterRef, LatestAudit, Policy, Sweep } from '../../model.ts';
import { unseenPartsOf } from '../../model.ts';
import type { Digest } from '../../notification.ts';
import { fleetInsights } from '../../report/insights/fleet-insights.ts';
import type { Insights } from '../../report/insights/insights.ts';
import type { InsightHistory } from '../../report/insights/load-insights.ts';
import { newestClosed } from '../../report/load-report.ts';
import { dayMs } from '../../shared/durations.ts';
import { hasTag, tagRule } from '../../shared/tag-rule.ts';
import { UnreadableRow } from '../../store/codec.ts';
import type { History } from '../../store/history.ts';
import { periodOf } from '../settings/due-reports.ts';
import type { ReportSettings } from '../settings/notify-settings.ts';
import { digestCsv } from './csv.ts';
import { daysOfCluster, daysUpTo, figuresOfDays } from './days.ts';
import type { BoundsOf } from './due-bounds.ts';
import { dueBounds, kindsToWatch } from './due-bounds.ts';
import type { ClusterOfDigest } from './facts.ts';
import { digestOf } from './make.ts';

export interface DigestDeps {
  readonly history: InsightHistory & Pick<History, 'baseline' | 'rollups' | 'ledger' | 'audit'>;
  readonly checks: readonly AnyCheck[];
  /** The policy in force. */
  readonly policy: () => Promise<Policy>;
  readonly now: () => Date;
  /** Address of the app; null when it is not known. */
  readonly baseUrl: string | null;
}

const clustersAtOnce = 16;

/** As far back as forecasts look. */
const rollupDays = 90;

/** The digest of a report that is due, up to that moment. */
export async function loadDigest(deps: DigestDeps, report: ReportSettings, dueAt: Date): Promise<Digest> {
  const { history, checks, baseUrl } = deps;
  const [latest, sweep, policy] = await Promise.all([history.latest(), newestClosed(history), deps.policy()]);
  const at = deps.now();
  const days = daysUpTo(dueAt);
  const { owned, vanished, untagged } = ofOwner(latest, report.owner);
  const limit = pLimit(clustersAtOnce);
  const clusters = await limit.map(owned, (cluster) =>
    loadCluster(deps, cluster, { sweep, policy, days, at }),
  );
  const keys = new Set(owned.map(({ cluster }) => cluster.key));
  return digestOf({
    report,
    at,
    period: periodOf(report, dueAt),
    baseUrl,
    titles: new Map(checks.map(({ id, title }) => [id, title])),
    sweep,
    clusters,
    vanished,
    untagged,
    insights: await insightsOf(history, { latest: [...owned, ...vanished], sweep, now: at }),
    suppressions: policy.suppressions,
    days,
    csv: await digestCsv(history, { report, sweep, keys, baseUrl }),
  });
}

/** As if these clusters were the fleet: one owner is told nothing of the clusters of another. */
async function insightsOf(
  history: InsightHistory,
  {
    latest,
    sweep,
    now,
  }: { readonly latest: readonly LatestAudit[]; readonly sweep: Sweep | null; readonly now: Date },
): Promise<Insights> {
  const keys = new Set(latest.map(({ cluster }) => cluster.key));
  const isWanted = ({ cluster }: { readonly cluster: ClusterRef }): boolean => keys.has(cluster.key);
  const [open, clients, memory] = await Promise.all([
    history.openFindings(),
    history.busyClients(),
    history.fleetMemory(),
  ]);
  return fleetInsights({
    latest,
    open: open.filter(isWanted),
    clients: clients.filter(isWanted),
    memory,
    hidden: sweep === null ? [] : unseenPartsOf(sweep),
    now,
  });
}

/** A cluster whose tags are not known belongs to no owner, and one that is gone is in no fleet. */
function ofOwner(latest: readonly LatestAudit[], owner: string | null) {
  const rule = owner === null ? null : tagRule(owner);
  const isOwned = ({ newest }: LatestAudit): boolean =>
    rule === null || hasTag(newest?.facts?.tags ?? {}, rule);
  const isGone = ({ notAudited }: LatestAudit): boolean => notAudited?.state === 'vanished';
  const present = latest.filter((one) => !isGone(one));
  return {
    owned: present.filter(isOwned),
    vanished: latest.filter(isGone).filter(isOwned),
    untagged: rule === null ? [] : present.filter(({ newest }) => (newest?.facts ?? null) === null),
  };
}

interface Around {
  readonly sweep: Sweep | null;
  readonly policy: Policy;
  readonly days: readonly string[];
  readonly at: Date;
}

async function loadCluster(
  { history, checks }: DigestDeps,
  latest: LatestAudit,
  { sweep, policy, days, at }: Around,
): Promise<ClusterOfDigest> {
  const { cluster, newest, notAudited } = latest;
  const judged = { name: cluster.name, facts: newest?.facts ?? null };
  const boundsOf: BoundsOf = (id) => {
    const check = checks.find((one) => one.id === id);
    return check === undefined ? {} : boundsFor(check, judged, policy.thresholds);
  };
  const kinds = newest === null ? [] : kindsToWatch(newest.headline, boundsOf);
  const span = { from: new Date(at.getTime() - rollupDays * dayMs), to: at };
  const [entries, rollups] = await Promise.all([
    readableBaseline(history, cluster.key),
    newest === null ? [] : history.rollups(cluster.key, 'day', span, [...figuresOfDays, ...kinds]),
  ]);
  const bounds =
    newest === null ? null : dueBounds({ headline: newest.headline, rollups, boundsOf, now: at });
  return {
    latest,
    notAudited: notAudited?.state === 'skipped' ? null : whyNotAudited(latest, sweep),
    skipped: notAudited?.state === 'skipped',
    entries,
    days: daysOfCluster(days, rollups),
    due: bounds?.due ?? [],
    etcdForecast: bounds?.etcdForecast ?? false,
  };
}

/** Null when it cannot be read: one damaged row must not keep the report of all others back. */
async function readableBaseline(
  history: Pick<History, 'baseline'>,
  key: string,
): Promise<readonly BaselineEntry[] | null> {
  try {
    return await history.baseline(key);
  } catch (error) {
    if (error instanceof UnreadableRow && !error.newer) return null;
    throw error;
  }
}

/** The newest sweep may not have come to it without having a note of it: ids of sweeps sort by time. */
function whyNotAudited({ newest, notAudited }: LatestAudit, sweep: Sweep | null): string | null {
  if (notAudited !== undefined) return notAudited.why;
  if (newest === null) return 'It was never audited.';
  return sweep !== null && newest.id < sweep.id ? 'The newest sweep did not come to it.' : null;
}
