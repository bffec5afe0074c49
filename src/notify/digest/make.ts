/** From what is known of an owner's clusters to the digest that is sent. */
import { countBySeverity } from '../../judgement/score.ts';
import { clusterRule, isActive } from '../../judgement/suppress.ts';
import type { Digest, DigestForecast } from '../../notification.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { compareText } from '../../shared/compare-text.ts';
import { dayMs } from '../../shared/durations.ts';
import { fleetUrl } from '../links.ts';
import { acrossOf } from './across.ts';
import { chartsOf } from './charts.ts';
import { horizonDays } from './due-bounds.ts';
import type { DigestFacts } from './facts.ts';
import type { FindingOf } from './items.ts';
import { clusterOf, listOf } from './items.ts';
import { coverageOf, scoreOf } from './then-and-now.ts';
import { unseenSentences } from './unseen.ts';

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
    score: scoreOf(facts),
    coverage: coverageOf(facts),
    unseen: unseenSentences(facts),
    ...findingsOf(facts),
    forecasts: forecasts.slice(0, mostForecasts),
    forecastsTotal: forecasts.length,
    endingSuppressions: ending.slice(0, mostSuppressions),
    endingSuppressionsTotal: ending.length,
    across: acrossOf(facts),
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
    open: countBySeverity(open.map(({ entry }) => entry)),
    suppressed: everyOpen.length - open.length,
    opened: listOf(opened, () => 'opened', facts),
    resolved: listOf(resolved, () => 'resolved', facts),
    worst: listOf(open, ({ firstSeen }) => (isIn(firstSeen.at) ? 'opened' : 'ongoing'), facts),
  };
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
