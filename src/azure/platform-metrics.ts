/**
 * Platform metrics of a fleet, in as few calls as can be: one for 50 clusters of a subscription and region.
 *
 * A filter must fit every metric of a call, and only the etcd metrics have the dimension `partition`, only the requests in
 * flight `requestKind`: so nothing is split in the first round. Its Maximum is that of the worst partition, which is what
 * checks go by. Which partition it is, is asked in a second round if the owner wants it, for those clusters alone where it
 * matters.
 */
import type { Gathered, Missing } from '../model.ts';
import { inChunks } from '../shared/chunks.ts';
import {
  type MetricSeries,
  type PlatformMetricName,
  type PlatformMetrics,
  platformMetricNames,
} from '../evidence/platform-metrics.ts';
import { cleanText } from '../shared/clean-text.ts';
import { resourceName } from './arm-id.ts';
import { answersOf } from './batch-without-spoilers.ts';
import {
  type AskMetrics,
  type BatchMetric,
  type MetricBatch,
  grainSeconds,
  mostResources,
} from './metric-batch.ts';

export interface MeasuredCluster {
  readonly resourceId: string;
  readonly subscriptionId: string;
  readonly location: string;
}

export interface MetricsWindow {
  readonly from: Date;
  readonly to: Date;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Whether a second call is worth it that tells partitions, and kinds of requests, apart. */
  readonly split: boolean;
}

/** By lower-case ARM id; every cluster that was asked for has an entry. */
export type FleetMetrics = ReadonlyMap<string, Gathered<PlatformMetrics>>;

export async function gatherPlatformMetrics(
  ask: AskMetrics,
  clusters: readonly MeasuredCluster[],
  window: MetricsWindow,
): Promise<FleetMetrics> {
  const groups = groupsOf(clusters, window);
  const measured = await Promise.all(groups.map((group) => groupMetrics(ask, group, window)));
  return new Map(measured.flatMap((one) => [...one]));
}

/** Splits that are worth a second call, and the level from which they are. */
const splits: readonly {
  readonly splitBy: string;
  readonly metrics: readonly PlatformMetricName[];
  readonly when: readonly PlatformMetricName[];
  /** Per cent; from half of the database's quota on, checks have something to say. */
  readonly from: number;
}[] = [
  {
    splitBy: 'partition',
    metrics: ['etcd_cpu_usage_percentage', 'etcd_memory_usage_percentage', 'etcd_database_usage_percentage'],
    when: ['etcd_cpu_usage_percentage', 'etcd_memory_usage_percentage', 'etcd_database_usage_percentage'],
    from: 50,
  },
  {
    splitBy: 'requestKind',
    metrics: ['apiserver_current_inflight_requests'],
    when: ['apiserver_cpu_usage_percentage', 'apiserver_memory_usage_percentage'],
    from: 80,
  },
];

type Group = Omit<MetricBatch, 'metrics' | 'splitBy'>;

function groupsOf(
  clusters: readonly MeasuredCluster[],
  { from, to, signal }: MetricsWindow,
): readonly Group[] {
  const places = new Map<string, Omit<Group, 'resourceIds'> & { resourceIds: Set<string> }>();
  for (const { resourceId, subscriptionId, location } of clusters) {
    const region = location.toLowerCase().replaceAll(' ', '');
    const key = `${subscriptionId.toLowerCase()} ${region}`;
    const place = places.get(key) ?? { subscriptionId, region, resourceIds: new Set(), from, to, signal };
    places.set(key, place);
    place.resourceIds.add(resourceId.toLowerCase());
  }
  return [...places.values()].flatMap((place) =>
    inChunks([...place.resourceIds], mostResources).map((resourceIds) => ({ ...place, resourceIds })),
  );
}

async function groupMetrics(ask: AskMetrics, group: Group, window: MetricsWindow): Promise<FleetMetrics> {
  const seen = new Map(await answersOf(ask, { ...group, metrics: platformMetricNames }));
  for (const split of window.split ? splits : []) {
    const suspects = group.resourceIds.filter((id) => reaches(seen.get(id), split.when, split.from));
    if (suspects.length === 0) continue;
    const { splitBy, metrics } = split;
    const finer = await answersOf(ask, { ...group, resourceIds: suspects, metrics, splitBy });
    for (const [id, found] of finer) seen.set(id, refined(seen.get(id), found));
  }
  return new Map(group.resourceIds.map((id) => [id, metricsOf(id, seen.get(id) ?? [], window)]));
}

function reaches(
  found: readonly BatchMetric[] | Missing | undefined,
  names: readonly PlatformMetricName[],
  level: number,
): boolean {
  return seriesOf(found).some(
    ({ metric, points }) =>
      names.includes(metric) && points.some(({ maximum, average }) => (maximum ?? average ?? 0) >= level),
  );
}

/** What was split takes the place of what was not; without an answer the first one stands. */
function refined(
  first: readonly BatchMetric[] | Missing | undefined,
  finer: readonly BatchMetric[] | Missing,
): readonly BatchMetric[] | Missing {
  if (first === undefined || 'ok' in first || 'ok' in finer) return first ?? finer;
  const better = finer.filter((one) => 'series' in one && one.series.some(({ points }) => points.length > 0));
  const replaced = new Set(better.map(({ metric }) => metric));
  return [...first.filter(({ metric }) => !replaced.has(metric)), ...better];
}

function seriesOf(found: readonly BatchMetric[] | Missing | undefined): readonly MetricSeries[] {
  if (found === undefined || 'ok' in found) return [];
  return found.flatMap((one) =>
    'series' in one
      ? one.series.map(({ dimension, points }) => ({ metric: one.metric, dimension, points }))
      : [],
  );
}

function metricsOf(
  id: string,
  found: readonly BatchMetric[] | Missing,
  { from, to, now }: MetricsWindow,
): Gathered<PlatformMetrics> {
  if ('ok' in found) return found;
  const measured = seriesOf(found).filter(({ points }) =>
    points.some(({ average, maximum }) => average !== null || maximum !== null),
  );
  if (measured.length === 0) return notMeasured(id, found);
  const order = (series: MetricSeries): number => platformMetricNames.indexOf(series.metric);
  return {
    ok: true,
    at: now().toISOString(),
    value: {
      from: from.toISOString(),
      to: to.toISOString(),
      grainSeconds,
      series: measured.sort(
        (left, right) =>
          order(left) - order(right) || (left.dimension ?? '').localeCompare(right.dimension ?? '', 'en'),
      ),
    },
  };
}

function notMeasured(id: string, found: readonly BatchMetric[]): Missing {
  const name = cleanText(resourceName(id), 80);
  const [problem] = found.flatMap((one) => ('problem' in one ? [one.problem] : []));
  return problem === undefined
    ? {
        ok: false,
        reason: 'notCollected',
        detail: `Azure Monitor has no platform metric of the cluster ${name} in the window.`,
        remedy:
          'New and stopped clusters have none; if it runs for an hour and has none, look at Azure Service Health.',
      }
    : {
        ok: false,
        reason: 'invalid',
        detail: `Azure Monitor cannot give the platform metrics of the cluster ${name}: ${cleanText(problem, 300).replace(/\.$/u, '')}.`,
        remedy:
          'The next sweep asks again; if it stays so, look at the metrics of the cluster in the Azure portal.',
      };
}
