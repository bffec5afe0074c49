/** The charts of a digest: a figure of the owner's clusters by day. */
import type { DigestChart } from '../../notification.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countOf, formatBytes, formatCount, formatPercent } from '../../shared/format.ts';
import { sum } from '../../shared/sum.ts';
import type { ClusterOfDigest, DayOfCluster, DigestFacts } from './facts.ts';
import { longestName } from './items.ts';

/** Those of which anything was seen. */
export function chartsOf({ clusters, days }: DigestFacts): readonly DigestChart[] {
  return [scoreChart(clusters, days), findingsChart(clusters, days), etcdChart(clusters, days)].filter(
    (chart) => chart !== null,
  );
}

/** Null for no values. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

/** What was known of the clusters on a day. */
export function daysAt(clusters: readonly ClusterOfDigest[], day: number): readonly DayOfCluster[] {
  return clusters.flatMap(({ days }) => days[day] ?? []);
}

/** The mean over the clusters that were audited on a day, as the app's own chart of the fleet has it. */
function scoreChart(clusters: readonly ClusterOfDigest[], days: readonly string[]): DigestChart | null {
  const values = days.map((_, day) => {
    const mean = meanOf(daysAt(clusters, day).flatMap(({ score }) => score ?? []));
    return mean === null ? null : Math.round(mean);
  });
  const text = (value: number): string => `${formatCount(value)} of 100`;
  return chartOf('Score', { days, values, text, to: 100 });
}

/** The sum counts what was last known of clusters that were not audited on a day: nothing is gone because nobody looked. */
function findingsChart(clusters: readonly ClusterOfDigest[], days: readonly string[]): DigestChart | null {
  const values = days.map((_, day) => {
    const known = daysAt(clusters, day);
    return known.some(({ audited }) => audited) ? sum(known.map(({ findings }) => findings ?? 0)) : null;
  });
  return chartOf('Open findings', { days, values, text: (value) => countOf(value, 'finding') });
}

/** Of the cluster whose etcd is fullest: by the share of its quota where any is known, else by its size. */
function etcdChart(clusters: readonly ClusterOfDigest[], days: readonly string[]): DigestChart | null {
  const fullest = highest(clusters, 'etcdUsed') ?? highest(clusters, 'etcdBytes');
  if (fullest === null) return null;
  const { cluster, figure } = fullest;
  const values = cluster.days.map((day) => day[figure]);
  const name = cleanText(cluster.latest.cluster.name, longestName);
  return figure === 'etcdUsed'
    ? chartOf(`etcd quota in use, ${name}`, { days, values, text: formatPercent, to: 1 })
    : chartOf(`Size of the etcd database, ${name}`, { days, values, text: formatBytes });
}

function highest(clusters: readonly ClusterOfDigest[], figure: 'etcdUsed' | 'etcdBytes') {
  let found: { readonly cluster: ClusterOfDigest; readonly figure: typeof figure } | null = null;
  let most = -Infinity;
  for (const cluster of clusters) {
    const newest = cluster.days.findLast((day) => day[figure] !== null)?.[figure] ?? null;
    if (newest === null || newest <= most) continue;
    [found, most] = [{ cluster, figure }, newest];
  }
  return found;
}

interface Drawn {
  readonly days: readonly string[];
  readonly values: readonly (number | null)[];
  readonly text: (value: number) => string;
  /** Most that the figure can be; what it was, when it has no such. */
  readonly to?: number;
}

function chartOf(title: string, { days, values, text, to = 0 }: Drawn): DigestChart | null {
  const seen = values.filter((value) => value !== null);
  const newest = seen.at(-1);
  if (newest === undefined) return null;
  return {
    title,
    newest: text(newest),
    from: 0,
    // An axis needs a length, also where nothing was ever above zero.
    to: Math.max(to, ...seen) || 1,
    points: days.map((at, day) => {
      const value = values[day] ?? null;
      return { at, value, text: value === null ? 'not seen' : text(value) };
    }),
  };
}
