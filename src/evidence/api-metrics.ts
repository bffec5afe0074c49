import { ReadError } from '../shared/errors.ts';
import { type GatherContext, defineGatherer } from './define-gatherer.ts';
import type { Durations } from './metrics/percentile.ts';
import { metricsOf } from './metrics/reduce.ts';
import { type Scrape, scrape } from './metrics/scrape.ts';
import { etcdOf } from './metrics/storage.ts';

/** A counter of one API-server process. */
export interface Count {
  /** Since the process started. */
  readonly sinceStart: number;
  /** Growth over the window of two scrapes of the same process; null when there is no window. */
  readonly inWindow: number | null;
}

export interface EtcdDatabase {
  /** `etcd-0` is the main one; others hold what `--etcd-servers-overrides` moves away. */
  readonly name: string;
  /** Size of the file, not of what is in use: it falls only by defragmentation. */
  readonly bytes: number;
}

export interface WebhookCallFailures extends Count {
  /** Name of the webhook inside its configuration. */
  readonly webhook: string;
  readonly type: 'validating' | 'mutating';
  readonly operation: string;
}

export interface FailedOpenCalls extends Count {
  readonly webhook: string;
  readonly type: 'validating' | 'mutating';
}

export interface RejectedRequests extends Count {
  readonly priorityLevel: string;
  readonly flowSchema: string;
  readonly reason: string;
}

export interface PriorityLevelSeats {
  readonly priorityLevel: string;
  /** Seats of this one process. */
  readonly nominal: number | null;
  /** Equal to `nominal` when the level cannot borrow; null where the server does not say. */
  readonly upper: number | null;
}

/** A histogram of one API-server process. */
export interface Timed {
  /** Since the process started. */
  readonly sinceStart: Durations;
  /** In the window of two scrapes of the same process; null when there is no window. */
  readonly inWindow: Durations | null;
}

/** Requests to etcd, with the way there; of a list, with reading the whole page. */
export interface EtcdOperation extends Timed {
  /** `get`, `list`, `create`, …: the server's word. */
  readonly operation: string;
  /** Kinds with most requests over 200 ms since the process started; a Go type on 1.25, as `*core.Pod`. */
  readonly slowKinds: readonly { readonly kind: string; readonly calls: number; readonly slow: number }[];
}

/** Calls of a webhook; up to 1.26 nothing over 2.5 s can be told apart. */
export interface WebhookDurations extends Timed {
  /** Name of the webhook inside its configuration. */
  readonly webhook: string;
  readonly type: 'validating' | 'mutating';
  readonly operation: string;
}

/** How long requests of a priority level wait for their seats, those among them that are given up. */
export interface QueueWait extends Timed {
  readonly priorityLevel: string;
}

/** A deprecated version of an API that somebody has called since the process started. */
export interface DeprecatedApi {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly subresource: string;
  /** First minor that does not serve it, as `1.32`; empty when none is planned, as of custom resources. */
  readonly removedRelease: string;
}

/** What is kept of `/metrics`: of one API-server process, the one that answered. */
export interface ApiMetrics {
  readonly serverVersion: string | null;
  /** ISO 8601; identifies the process. */
  readonly processStartedAt: string | null;
  /** Seconds between two scrapes of the same process; null when there is no such pair. */
  readonly windowSeconds: number | null;
  /** Null when no known metric name was there or every value was unreadable (-1). */
  readonly etcd: {
    readonly metric: string;
    readonly databases: readonly [EtcdDatabase, ...EtcdDatabase[]];
  } | null;
  /** Objects by kind (`plural` or `plural.group`); null when no known metric name was there. */
  readonly objects: {
    readonly metric: string;
    readonly counts: Readonly<Record<string, number>>;
    /** Kinds whose count the server itself could not read (-1). */
    readonly unreadable: readonly string[];
    /** Estimated bytes by kind, Kubernetes 1.34 and newer; empty before. */
    readonly estimatedBytes: Readonly<Record<string, number>>;
  } | null;
  /** All requests, and those answered 5xx. */
  readonly requests: { readonly all: Count; readonly serverErrors: Count } | null;
  /** Requests that the server itself ended: at their time limit, or on the way to an aggregated API; not those with 429. */
  readonly terminated: Count;
  /** Webhooks that could not be called; absence of the metric means none since the process started. */
  readonly webhookFailures: readonly WebhookCallFailures[];
  readonly failedOpen: readonly FailedOpenCalls[];
  readonly rejected: readonly RejectedRequests[];
  readonly seats: readonly PriorityLevelSeats[];
  /** Empty, as the three below, when the metric is not there: nothing was counted since the process started. */
  readonly queueWaits: readonly QueueWait[];
  readonly etcdOperations: readonly EtcdOperation[];
  readonly webhookDurations: readonly WebhookDurations[];
  readonly deprecatedApis: readonly DeprecatedApi[];
}

export const apiMetrics = defineGatherer({
  id: 'apiMetrics',
  source: 'GET /metrics',
  maxRequests: 2,
  needs: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
  timeoutSeconds: 60,
  takesWindow: true,
  async gather(context): Promise<ApiMetrics> {
    const first = await scrape(context);
    const second = await secondScrape(context, first);
    return second === null ? metricsOf(first, null) : metricsOf(second, first);
  },
});

/**
 * The second scrape makes rates of counters. Without a window it is only made when the first lacks the size of the
 * database, which a server leaves out when etcd does not tell it in time.
 */
async function secondScrape(context: GatherContext, first: Scrape): Promise<Scrape | null> {
  const { metricsWindowSeconds } = context.options;
  if (metricsWindowSeconds === 0 && etcdOf(first) !== null) return null;
  try {
    await context.pause(metricsWindowSeconds);
    return await scrape(context);
  } catch (error) {
    // One complete scrape is evidence by itself: it has no rates, and says so.
    if (error instanceof ReadError || context.signal.aborted) return null;
    throw error;
  }
}
