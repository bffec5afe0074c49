/** Score and coverage of the clusters now and at the beginning of the period. */
import type { Digest } from '../../notification.ts';
import { sum } from '../../shared/sum.ts';
import { daysAt, meanOf } from './charts.ts';
import type { ClusterOfDigest, DayOfCluster, DigestFacts } from './facts.ts';

export function scoreOf(facts: DigestFacts): Digest['score'] {
  return { now: scoreNow(facts.clusters), before: scoreBefore(facts) };
}

export function coverageOf(facts: DigestFacts): Digest['coverage'] {
  return { now: coverageNow(facts.clusters), before: coverageBefore(facts) };
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
