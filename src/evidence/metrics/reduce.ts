/** One scrape, or two of the same process, as evidence. Pure. */
import type { Sample } from '../../kubernetes/metrics-text.ts';
import type {
  ApiMetrics,
  Count,
  DeprecatedApi,
  FailedOpenCalls,
  PriorityLevelSeats,
  RejectedRequests,
  WebhookCallFailures,
} from '../api-metrics.ts';
import { metricNames } from './names.ts';
import { type Scrape, samplesOf } from './scrape.ts';
import { etcdOf, objectsOf } from './storage.ts';
import { etcdOperationsOf, queueWaitsOf, webhookDurationsOf } from './timings.ts';

/**
 * The evidence of `newer`, with growth since `older` when both are of one process: behind a load balancer two scrapes may
 * hit two processes, whose counters have nothing to do with each other.
 */
export function metricsOf(newer: Scrape, older: Scrape | null): ApiMetrics {
  const startedAt = processStart(newer);
  const base = older !== null && startedAt !== null && processStart(older) === startedAt ? older : null;
  return {
    serverVersion: samplesOf(newer, metricNames.build)?.[0]?.labels.get('git_version') ?? null,
    processStartedAt: startedAt === null ? null : new Date(startedAt * 1000).toISOString(),
    windowSeconds: base === null ? null : (newer.at - base.at) / 1000,
    // Measured by the server during the scrape and left out when etcd is slow: then the other scrape may have it.
    etcd: etcdOf(newer) ?? (older === null ? null : etcdOf(older)),
    objects: objectsOf(newer),
    requests: requestsOf(newer, base),
    terminated: countOf(newer.terminated, base?.terminated ?? null),
    webhookFailures: counted(newer, base, metricNames.webhookFailures, webhookFailureOf),
    failedOpen: counted(newer, base, metricNames.failedOpen, failedOpenOf),
    rejected: counted(newer, base, metricNames.rejected, rejectedOf),
    seats: seatsOf(newer),
    queueWaits: queueWaitsOf(newer, base),
    etcdOperations: etcdOperationsOf(newer, base),
    webhookDurations: webhookDurationsOf(newer, base),
    deprecatedApis: deprecatedApisOf(newer),
  };
}

function processStart(scrape: Scrape): number | null {
  const seconds = samplesOf(scrape, metricNames.processStart)?.[0]?.value;
  return seconds !== undefined && seconds > 0 && Number.isFinite(seconds) ? seconds : null;
}

function requestsOf(newer: Scrape, base: Scrape | null): ApiMetrics['requests'] {
  if (newer.requests === null) return null;
  const count = (key: 'all' | 'serverErrors'): Count =>
    countOf(newer.requests?.[key] ?? 0, base === null ? null : (base.requests?.[key] ?? 0));
  return { all: count('all'), serverErrors: count('serverErrors') };
}

/** A series that is not there has counted nothing yet in this process. */
function countOf(now: number, before: number | null): Count {
  return { sinceStart: now, inWindow: before === null ? null : Math.max(0, now - before) };
}

/** Sums the series that agree in what we keep of them, and pairs the sums of both scrapes. */
function counted<Parts extends object>(
  newer: Scrape,
  base: Scrape | null,
  names: readonly string[],
  partsOf: (labels: Sample['labels']) => Parts | null,
): readonly (Parts & Count)[] {
  const sums = sumsOf(newer, names, partsOf);
  const before = base === null ? null : sumsOf(base, names, partsOf);
  return [...sums].map(([key, { parts, sum }]) => ({
    ...parts,
    ...countOf(sum, before === null ? null : (before.get(key)?.sum ?? 0)),
  }));
}

function sumsOf<Parts extends object>(
  scrape: Scrape,
  names: readonly string[],
  partsOf: (labels: Sample['labels']) => Parts | null,
): ReadonlyMap<string, { readonly parts: Parts; readonly sum: number }> {
  const sums = new Map<string, { readonly parts: Parts; readonly sum: number }>();
  for (const { labels, value } of samplesOf(scrape, names) ?? []) {
    const parts = partsOf(labels);
    if (parts === null) continue;
    const key = JSON.stringify(parts);
    sums.set(key, { parts, sum: value + (sums.get(key)?.sum ?? 0) });
  }
  return sums;
}

type Parts<T extends Count> = Omit<T, keyof Count>;

/** `no_error` means that the webhook answered and said no: that is its job and no failure. */
function webhookFailureOf(labels: Sample['labels']): Parts<WebhookCallFailures> | null {
  const type = labels.get('error_type');
  if (type !== 'calling_webhook_error' && type !== 'apiserver_internal_error') return null;
  return { ...failedOpenOf(labels), operation: labels.get('operation') ?? '' };
}

/** The server calls mutating webhooks `admit`. */
function failedOpenOf(labels: Sample['labels']): Parts<FailedOpenCalls> {
  return {
    webhook: labels.get('name') ?? '',
    type: labels.get('type') === 'validating' ? 'validating' : 'mutating',
  };
}

function rejectedOf(labels: Sample['labels']): Parts<RejectedRequests> {
  return {
    priorityLevel: labels.get('priority_level') ?? '',
    flowSchema: labels.get('flow_schema') ?? '',
    reason: labels.get('reason') ?? '',
  };
}

function seatsOf(scrape: Scrape): readonly PriorityLevelSeats[] {
  const byLevel = (names: readonly string[]): ReadonlyMap<string, number> =>
    new Map(
      (samplesOf(scrape, names) ?? []).map(({ labels, value }) => [
        labels.get('priority_level') ?? '',
        value,
      ]),
    );
  const nominal = byLevel(metricNames.nominalSeats);
  const upper = byLevel(metricNames.upperSeats);
  return [...new Set([...nominal.keys(), ...upper.keys()])].map((priorityLevel) => ({
    priorityLevel,
    nominal: nominal.get(priorityLevel) ?? null,
    upper: upper.get(priorityLevel) ?? null,
  }));
}

/** The gauge is set to 1 by the first call, and stays so until the process ends. */
function deprecatedApisOf(scrape: Scrape): readonly DeprecatedApi[] {
  return (samplesOf(scrape, metricNames.deprecatedApis) ?? [])
    .filter(({ value }) => value > 0)
    .map(({ labels }) => ({
      group: labels.get('group') ?? '',
      version: labels.get('version') ?? '',
      resource: labels.get('resource') ?? '',
      subresource: labels.get('subresource') ?? '',
      removedRelease: labels.get('removed_release') ?? '',
    }));
}
