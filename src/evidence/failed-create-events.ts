import * as z from 'zod';
import { cleanText } from '../shared/clean-text.ts';
import { compareText } from '../shared/compare-text.ts';
import { ReadError } from '../shared/errors.ts';
import { formatCount } from '../shared/format.ts';
import { countedOf } from './counted-objects.ts';
import { defineGatherer } from './define-gatherer.ts';

/** Warning events with reason FailedCreate: what controllers say when their writes are refused. They live for an hour. */
export interface FailedCreateEvents {
  /** Newest first. */
  readonly events: readonly FailedCreateEvent[];
  /** Whether there are more than were read. */
  readonly truncated: boolean;
}

export interface FailedCreateEvent {
  readonly namespace: string;
  /** What could not create: `ReplicaSet/web-5d9c`. */
  readonly involved: { readonly kind: string; readonly name: string };
  /** One line, cut where it is very long. */
  readonly message: string;
  readonly count: number;
  /** ISO 8601. */
  readonly lastSeen: string;
}

/** Ours: events have no watch cache, so that this reads all of them from etcd to find a few. 20,000 are some tens of megabytes there. */
const mostEvents = 20_000;
/** Longest note that the API of events allows: https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ */
const longestMessage = 1_024;

export const failedCreateEvents = defineGatherer({
  id: 'failedCreateEvents',
  source: 'LIST events of type Warning with reason FailedCreate, when there are at most 20,000 events',
  maxRequests: 1,
  needs: [{ apiGroup: '', resources: ['events'], verbs: ['list'] }],
  timeoutSeconds: 30,
  goesBy: ['apiMetrics'],
  async gather(context): Promise<FailedCreateEvents> {
    const total = countedOf(context, 'events');
    if (total > mostEvents) throw tooMany(total);
    const { items, truncated } = await context.kubernetes.list('/api/v1/events', eventSchema, {
      signal: context.signal,
      limit: 200,
      maxPages: 1,
      query: { fieldSelector: 'type=Warning,reason=FailedCreate' },
    });
    return { events: items.toSorted((left, right) => compareText(right.lastSeen, left.lastSeen)), truncated };
  },
});

function tooMany(total: number): ReadError {
  return new ReadError(
    'overBudget',
    `The cluster has ${formatCount(total)} events, and finding the few that matter would read them all from etcd; an audit does so up to ${formatCount(mostEvents)}.`,
    'Find what repeats itself, mostly a crash loop or a failing probe, and repair it; look at one namespace at a time with kubectl get events --namespace=NAMESPACE --field-selector=type=Warning,reason=FailedCreate.',
  );
}

const moment = z.iso.datetime({ offset: true }).nullish();

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/: newer emitters count in `series`. */
const eventSchema = z
  .object({
    metadata: z.object({ namespace: z.string(), creationTimestamp: z.iso.datetime({ offset: true }) }),
    involvedObject: z.object({ kind: z.string().default(''), name: z.string().default('') }),
    message: z.string().nullish(),
    count: z.number().nullish(),
    lastTimestamp: moment,
    eventTime: moment,
    series: z.object({ count: z.number().nullish(), lastObservedTime: moment }).nullish(),
  })
  .transform(
    ({ metadata, involvedObject, message, count, lastTimestamp, eventTime, series }): FailedCreateEvent => {
      const last = series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp;
      return {
        namespace: metadata.namespace,
        involved: involvedObject,
        message: cleanText(message ?? '', longestMessage),
        count: series?.count ?? count ?? 1,
        lastSeen: new Date(last).toISOString(),
      };
    },
  );
