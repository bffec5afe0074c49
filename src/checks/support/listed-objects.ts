/** How many objects a client's LISTs make the API server handle. */
import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { CallLatency } from '../../evidence/logs/latency-by-call.ts';
import type { Gathered } from '../../model.ts';
import { kindOf } from './log-calls.ts';
import type { ClientGroup } from './log-clients.ts';

/** LISTs of one kind and scope by one client. */
export interface ListLoad {
  readonly client: ClientGroup<CallLatency>;
  readonly call: CallLatency;
  readonly requests: number;
  /** Of these, LISTs that ask for everything at once. */
  readonly unpaged: number;
  readonly perSecond: number;
  /** Objects of the kind in the cluster; null when the API server does not tell. */
  readonly objects: number | null;
  /**
   * Objects a second that are surely handled: whole kinds. A page, and the part of a kind that a namespace holds, are of
   * unknown size and count as nothing. Null when the number of objects is not known.
   */
  readonly objectsPerSecond: number | null;
  /** LISTs a second whose size is not known. */
  readonly unsizedPerSecond: number;
  /** The same were every LIST in a namespace one of the whole kind, and every page as large as one can be: it cannot be more. */
  readonly mostPerSecond: number;
}

/** Upstream tests up to so many objects of a kind: https://github.com/kubernetes/community/blob/master/sig-scalability/configs-and-limits/thresholds.md */
const mostObjects = 150_000;

/** A LIST with a higher limit counts as one that is not paged (azure/kql/latency-by-call.ts). */
const largestPage = 9_999;

export function listLoad(
  client: ClientGroup<CallLatency>,
  apiMetrics: Gathered<ApiMetrics>,
  seconds: number,
): ListLoad {
  const [call] = client.items;
  const requests = client.items.reduce((sum, item) => sum + item.requests, 0);
  const unpaged = client.items.reduce((sum, item) => sum + item.unpaged, 0);
  const counted = countOf(kindOf(call), apiMetrics);
  const objects = typeof counted === 'number' ? counted : null;
  const whole = call.scope === 'cluster' ? unpaged : 0;
  const most = counted === 'elsewhere' ? 0 : (objects ?? mostObjects);
  return {
    client,
    call,
    requests,
    unpaged,
    perSecond: requests / seconds,
    objects,
    objectsPerSecond: objects === null ? null : (whole * objects) / seconds,
    unsizedPerSecond: (objects === null ? requests : requests - whole) / seconds,
    mostPerSecond: (unpaged * most + (requests - unpaged) * Math.min(most, largestPage)) / seconds,
  };
}

/**
 * Every kind that the API server keeps is counted, or named as uncountable; any other is served by an aggregated API, to
 * which the server only passes the LIST on.
 */
function countOf(kind: string, apiMetrics: Gathered<ApiMetrics>): number | 'unknown' | 'elsewhere' {
  if (!apiMetrics.ok || apiMetrics.value.objects === null) return 'unknown';
  const { counts, unreadable } = apiMetrics.value.objects;
  if (Object.hasOwn(counts, kind)) return counts[kind] ?? 'unknown';
  const empty = Object.keys(counts).length === 0;
  return empty || unreadable.includes(kind) ? 'unknown' : 'elsewhere';
}
