/** The etcd databases of a cluster, as its API server and as Azure know them. */
import type { ApiMetrics, EtcdDatabase } from '../../evidence/api-metrics.ts';
import type { PlatformMetrics } from '../../evidence/platform-metrics.ts';
import type { Excerpt, Gathered } from '../../model.ts';
import { formatBytes, formatCount, formatPercent } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { databaseName, mainDatabase } from './etcd-partitions.ts';
import { seriesOf } from './usage.ts';

export interface SeenDatabase {
  readonly name: string;
  /** Holds what was not moved out of it. */
  readonly main: boolean;
  /** Size of the file; null when only Azure knows the database. */
  readonly bytes: number | null;
  /** Share of its own quota, 0–1; null when Azure does not tell it, or not of this one. */
  readonly share: number | null;
}

const quotaMetric = 'etcd_database_usage_percentage';

/**
 * Each database once. Both sources call the main one `etcd-0`, but nothing promises that they agree on the others: what
 * has no counterpart of its name stays alone. A share that is not told apart is the fullest one's, so the largest file's.
 */
export function seenDatabases(
  apiMetrics: Gathered<ApiMetrics>,
  platformMetrics: Gathered<PlatformMetrics>,
): readonly SeenDatabase[] {
  const files = apiMetrics.ok ? (apiMetrics.value.etcd?.databases ?? []) : [];
  const shares = platformMetrics.ok ? sharesOf(platformMetrics.value) : [];
  const [only, ...more] = shares;
  const pairs =
    only !== undefined && more.length === 0
      ? [{ share: only.share, file: largestOf(files), name: only.name }]
      : shares.map(({ name, share }) => ({ name, share, file: files.find((file) => file.name === name) }));
  const paired = new Set(pairs.map(({ file }) => file));
  const all = [
    ...pairs.map(({ name, share, file }) => ({
      name: file?.name ?? name,
      share,
      bytes: file?.bytes ?? null,
    })),
    ...files.filter((file) => !paired.has(file)).map(({ name, bytes }) => ({ name, share: null, bytes })),
  ];
  return all.map((one) => ({ ...one, main: one.name === mainDatabase || all.length === 1 }));
}

/** Why there is no database at all: the reasons of both sources, the first one of the API server. */
export function neitherKnown(
  apiMetrics: Gathered<ApiMetrics>,
  platformMetrics: Gathered<PlatformMetrics>,
): Unseen {
  const size = apiMetrics.ok ? noSize : apiMetrics;
  const share = platformMetrics.ok ? noShare : platformMetrics;
  return {
    reason: size.reason,
    detail: `${size.detail} ${share.detail}`,
    remedy: `${size.remedy} ${share.remedy}`,
  };
}

const noSize: Unseen = {
  reason: 'notCollected',
  detail: 'The API server shows no readable size of etcd on /metrics.',
  remedy:
    'Audit again; if it stays so, look at the etcd database usage among the platform metrics in the Azure portal.',
};

const noShare: Unseen = {
  reason: 'notCollected',
  detail: `Azure Monitor has no value of ${quotaMetric} in the window.`,
  remedy: 'The next sweep asks again.',
};

/** `6.5 GiB, 81 % of its quota`; without the share, of the quota that is supposed. */
export function fillInWords({ bytes, share }: SeenDatabase, quota: number): string {
  if (bytes === null) return `filled ${formatPercent(share ?? 0)} of its quota`;
  const part =
    share === null
      ? `${formatPercent(bytes / quota)} of the quota of ${formatBytes(quota)}`
      : `${formatPercent(share)} of its quota`;
  return `${formatBytes(bytes)}, ${part}`;
}

/** What was measured, under the names of the metrics. */
export function measurementsOf(
  { bytes, share }: SeenDatabase,
  metrics: Gathered<ApiMetrics>,
): readonly Excerpt[] {
  const size = metrics.ok ? (metrics.value.etcd?.metric ?? 'size') : 'size';
  return [
    ...(share === null ? [] : [{ label: quotaMetric, value: formatPercent(share) }]),
    ...(bytes === null ? [] : [{ label: size, value: `${formatCount(bytes)} bytes` }]),
  ];
}

interface Share {
  readonly name: string;
  readonly share: number;
}

/**
 * The highest value of the window: a database does not shrink but by a defragmentation, so it is what there is now or, for
 * one sweep, what there was before one. The Maximum is that of the fullest member.
 */
function sharesOf(metrics: PlatformMetrics): readonly Share[] {
  const all = seriesOf(quotaMetric, metrics);
  return all.flatMap((series) => {
    const percents = series.points.flatMap(({ maximum, average }) => maximum ?? average ?? []);
    return percents.length === 0
      ? []
      : [{ name: databaseName(series, all), share: Math.max(...percents) / 100 }];
  });
}

function largestOf(files: readonly EtcdDatabase[]): EtcdDatabase | undefined {
  const [largest] = files.toSorted(
    (left, right) => right.bytes - left.bytes || (left.name < right.name ? -1 : 1),
  );
  return largest;
}
