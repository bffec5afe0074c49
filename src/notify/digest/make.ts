/** From what is known of an owner's clusters to the digest that is sent. */
import { clusterRule, isActive } from '../../judgement/suppress.ts';
import type { Severity } from '../../model.ts';
import { severities } from '../../model.ts';
import type { Digest, DigestForecast } from '../../notification.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { compareText } from '../../shared/compare-text.ts';
import { dayMs } from '../../shared/durations.ts';
import { sum } from '../../shared/sum.ts';
import { fleetUrl } from '../links.ts';
import { chartsOf, daysAt, meanOf } from './charts.ts';
import { horizonDays } from './due-bounds.ts';
import type { ClusterOfDigest, DayOfCluster, DigestFacts } from './facts.ts';
import type { FindingOf } from './items.ts';
import { clusterOf, listOf } from './items.ts';
import { unseenWords } from './unseen.ts';

const mostClusters = 20;
const mostForecasts = 10;
const mostSuppressions = 10;
const longestText = 400;

export function digestOf(facts: DigestFacts): Digest {
  const { report, at, period, baseUrl, clusters, csv } = facts;
  const notAudited = clusters.filter((cluster) => cluster.notAudited !== null);
  const forecasts = forecastsOf(facts);
  const ending = endingSuppressions(facts);
  return {
    form: 'digest',
    name: report.name,
    title: `${report.period === 'day' ? 'Daily' : 'Weekly'} report: ${report.owner ?? 'whole fleet'}`,
    at: at.toISOString(),
    period: { from: period.from.toISOString(), to: period.to.toISOString() },
    owner: report.owner,
    clusters: {
      total: clusters.length,
      notAudited: notAudited.slice(0, mostClusters).map(({ latest, notAudited: why }) => ({
        cluster: clusterOf(latest.cluster, baseUrl),
        why: cleanText(why ?? '', longestText),
      })),
      notAuditedTotal: notAudited.length,
    },
    score: { now: scoreNow(clusters), before: scoreBefore(facts) },
    coverage: { now: coverageNow(clusters), before: coverageBefore(facts) },
    unseen: unseenWords(facts),
    ...findingsOf(facts),
    forecasts: forecasts.slice(0, mostForecasts),
    forecastsTotal: forecasts.length,
    endingSuppressions: ending.slice(0, mostSuppressions),
    endingSuppressionsTotal: ending.length,
    charts: chartsOf(facts),
    csv,
    url: fleetUrl(baseUrl, report.owner),
  };
}

type Findings = Pick<Digest, 'open' | 'suppressed' | 'opened' | 'resolved' | 'worst'>;

function findingsOf(facts: DigestFacts): Findings {
  const all = facts.clusters.flatMap(({ latest: { cluster }, entries }) =>
    (entries ?? []).map((entry): FindingOf => ({ cluster, entry })),
  );
  const isIn = (at: string): boolean =>
    facts.period.from.getTime() < Date.parse(at) && Date.parse(at) <= facts.period.to.getTime();
  const everyOpen = all.filter(({ entry }) => entry.resolved === undefined);
  const open = everyOpen.filter(({ entry }) => entry.suppression === undefined);
  const opened = open.filter(({ entry }) => isIn(entry.firstSeen.at));
  const resolved = all.filter(({ entry }) => entry.resolved !== undefined && isIn(entry.resolved.at));
  return {
    open: bySeverityIn(open),
    suppressed: everyOpen.length - open.length,
    opened: listOf(opened, () => 'opened', facts),
    resolved: listOf(resolved, () => 'resolved', facts),
    worst: listOf(open, ({ firstSeen }) => (isIn(firstSeen.at) ? 'opened' : 'ongoing'), facts),
  };
}

function bySeverityIn(findings: readonly FindingOf[]): Digest['open'] {
  const counts: Partial<Record<Severity, number>> = {};
  for (const severity of severities) {
    const count = findings.filter(({ entry }) => entry.severity === severity).length;
    if (count > 0) counts[severity] = count;
  }
  return counts;
}

/** Of clusters that the newest sweep audited: an old score is none of now. */
function scoreNow(clusters: readonly ClusterOfDigest[]): number | null {
  const mean = meanOf(audited(clusters).flatMap(({ latest }) => latest.newest?.headline.score ?? []));
  return mean === null ? null : Math.round(mean);
}

/** As a sweep counts it: a cluster that had to be audited and was not counts as 0. */
function coverageNow(clusters: readonly ClusterOfDigest[]): number | null {
  const wanted = clusters.filter(({ skipped }) => !skipped);
  if (wanted.length === 0) return null;
  return sum(audited(clusters).map(({ latest }) => latest.newest?.headline.coverage ?? 0)) / wanted.length;
}

function audited(clusters: readonly ClusterOfDigest[]): readonly ClusterOfDigest[] {
  return clusters.filter(({ notAudited, skipped }) => notAudited === null && !skipped);
}

/** Of the same clusters, each as it was last seen by then: who was not seen on that day makes no difference. */
function scoreBefore(facts: DigestFacts): number | null {
  const scored = audited(facts.clusters).filter(({ latest }) => latest.newest?.headline.score !== null);
  const before = beforeOf(facts, (day) =>
    meanOf(scored.flatMap(({ days }) => days.slice(0, day + 1).findLast(isScored)?.score ?? [])),
  );
  return before === null ? null : Math.round(before);
}

function isScored({ score }: DayOfCluster): boolean {
  return score !== null;
}

function coverageBefore(facts: DigestFacts): number | null {
  const clusters = facts.clusters.filter(({ skipped }) => !skipped);
  return beforeOf(facts, (day) => {
    const known = daysAt(clusters, day).filter(({ findings }) => findings !== null);
    return known.some((found) => found.audited) ? meanOf(known.map(({ coverage }) => coverage ?? 0)) : null;
  });
}

/** At the end of the day before the period began; of its first day, where nothing is known of that one. */
function beforeOf({ days, period }: DigestFacts, valueOn: (day: number) => number | null): number | null {
  const first = days.findLastIndex((day) => Date.parse(day) <= period.from.getTime());
  if (first === -1) return null;
  return (first === 0 ? null : valueOn(first - 1)) ?? valueOn(first);
}

/** Soonest first. */
function forecastsOf({ clusters, baseUrl }: DigestFacts): readonly DigestForecast[] {
  return clusters
    .flatMap(({ latest, due }) =>
      due.map((bound) => ({ cluster: clusterOf(latest.cluster, baseUrl), ...bound })),
    )
    .toSorted(
      (left, right) => compareText(left.at, right.at) || compareText(left.cluster.key, right.cluster.key),
    );
}

/** Of the fleet all; of an owner those that may hide a finding of its clusters. */
function endingSuppressions(facts: DigestFacts): Digest['endingSuppressions'] {
  const { at, report, clusters, suppressions } = facts;
  const until = new Date(at.getTime() + horizonDays * dayMs);
  const judged = clusters.map(({ latest: { cluster, newest } }) => ({
    name: cluster.name,
    facts: newest?.facts ?? null,
  }));
  return suppressions
    .filter((suppression) => isActive(suppression, at) && !isActive(suppression, until))
    .filter((suppression) => report.owner === null || judged.some(clusterRule(suppression)))
    .toSorted(
      (left, right) => Date.parse(left.expires) - Date.parse(right.expires) || compareText(left.id, right.id),
    )
    .map(({ id, owner, reason, expires }) => ({
      id,
      owner: cleanText(owner, longestText),
      reason: cleanText(reason, longestText),
      expires,
    }));
}
