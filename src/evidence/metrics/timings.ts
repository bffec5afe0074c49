/** How long etcd, webhooks and queues take, from one scrape or two of the same process. Pure. */
import type { EtcdOperation, QueueWait, Timed, WebhookDurations } from '../api-metrics.ts';
import { metricNames } from './names.ts';
import { type Buckets, durationsOf, growthOf, sumOf } from './percentile.ts';
import type { Scrape } from './scrape.ts';

/** `base` is an older scrape of the same process; null when there is none. */
export function etcdOperationsOf(newer: Scrape, base: Scrape | null): readonly EtcdOperation[] {
  const metric = metricNames.etcdDurations[0];
  const operations = Map.groupBy(seriesOf(newer, metric), ({ labels: [operation = ''] }) => operation);
  const before = Map.groupBy(
    base === null ? [] : seriesOf(base, metric),
    ({ labels: [operation = ''] }) => operation,
  );
  return [...operations].map(([operation, series]) => ({
    operation,
    ...timed(bucketsOf(series), base === null ? null : bucketsOf(before.get(operation) ?? [])),
    slowKinds: slowKindsOf(series),
  }));
}

export function webhookDurationsOf(newer: Scrape, base: Scrape | null): readonly WebhookDurations[] {
  return pairsOf(newer, base, metricNames.webhookDurations[0]).map(
    ({ labels: [webhook = '', type = '', operation = ''], times }) => ({
      webhook,
      // The server calls mutating webhooks `admit`.
      type: type === 'validating' ? 'validating' : 'mutating',
      operation,
      ...times,
    }),
  );
}

export function queueWaitsOf(newer: Scrape, base: Scrape | null): readonly QueueWait[] {
  return pairsOf(newer, base, metricNames.queueWaits[0]).map(({ labels: [priorityLevel = ''], times }) => ({
    priorityLevel,
    ...times,
  }));
}

interface Series {
  readonly labels: readonly string[];
  readonly buckets: Buckets;
}

function seriesOf({ histograms }: Scrape, metric: string): readonly Series[] {
  const family = histograms.get(metric);
  if (family === undefined) return [];
  return family.series.map(({ labels, counts }) => ({
    labels,
    buckets: new Map(family.bounds.map((bound, place) => [bound, counts[place] ?? 0])),
  }));
}

/** Each series with its times; one that the older scrape does not have had no calls then. */
function pairsOf(newer: Scrape, base: Scrape | null, metric: string) {
  const before = new Map(
    (base === null ? [] : seriesOf(base, metric)).map(({ labels, buckets }) => [labels.join('\0'), buckets]),
  );
  return seriesOf(newer, metric).map(({ labels, buckets }) => ({
    labels,
    times: timed(buckets, base === null ? null : (before.get(labels.join('\0')) ?? new Map())),
  }));
}

function timed(newer: Buckets, older: Buckets | null): Timed {
  return {
    sinceStart: durationsOf(newer),
    inWindow: older === null ? null : durationsOf(growthOf(newer, older)),
  };
}

function bucketsOf(series: readonly Series[]): Buckets {
  return sumOf(series.map(({ buckets }) => buckets));
}

/** The bucket next to the 150 ms of etcd's own alert. */
const slowSeconds = 0.2;
const mostKinds = 3;

/** Kinds with most slow calls, which point to where the time goes. */
function slowKindsOf(series: readonly Series[]): EtcdOperation['slowKinds'] {
  return series
    .map(({ labels: [, type = '', group = '', resource = ''], buckets }) => {
      const { calls } = durationsOf(buckets);
      const kind = type === '' ? [resource, group].filter((part) => part !== '').join('.') : type;
      return { kind, calls, slow: calls - (buckets.get(slowSeconds) ?? calls) };
    })
    .filter(({ slow }) => slow > 0)
    .toSorted((left, right) => right.slow - left.slow || (left.kind < right.kind ? -1 : 1))
    .slice(0, mostKinds);
}
