/** Whether a kind of call keeps the Kubernetes objective, over all clients that are listed. */
import type { CallLatency, LatencyByCall } from '../../evidence/logs/latency-by-call.ts';
import { callKey } from './log-calls.ts';
import { type ClientGroup, byClient } from './log-clients.ts';

export interface ObjectiveBounds {
  /** Share of the calls that may take longer than the objective. */
  readonly late: number;
  /** Calls below which a share of 1 % says nothing. */
  readonly minimum: number;
  /** Seconds that the 99th percentile of a LIST in a namespace may take. */
  readonly namespaceList: number;
}

export interface Violation {
  /** `kind`: all listed clients together; `client`: one of them; `slowList`: within the objective, but slow. */
  readonly breach: 'kind' | 'client' | 'slowList';
  /** Whether it holds whatever the clients do that are not listed. */
  readonly certain: boolean;
  readonly call: CallLatency;
  readonly requests: number;
  readonly late: number;
  /** The worst percentile of those that it is about; they do not add up. */
  readonly p99Ms: number | null;
  /** Most late calls first. */
  readonly clients: readonly [ClientCalls, ...ClientCalls[]];
}

interface ClientCalls {
  readonly client: ClientGroup<CallLatency>;
  readonly requests: number;
  readonly late: number;
  readonly p99Ms: number | null;
}

/**
 * The objective is for all clients together, and late calls add up where percentiles do not. A client that is late by
 * itself is always listed; what is not listed can only add to the calls that were in time.
 */
export function violations(latency: LatencyByCall, bounds: ObjectiveBounds): readonly Violation[] {
  const unlisted = Math.max(0, latency.total - sumOf(latency.calls, 'requests'));
  const kinds = [...Map.groupBy(latency.calls, callKey)].toSorted(([left], [right]) =>
    left < right ? -1 : 1,
  );
  return kinds.flatMap(([, calls]) => violationOf(calls, unlisted, bounds) ?? []);
}

function violationOf(
  calls: readonly CallLatency[],
  unlisted: number,
  bounds: ObjectiveBounds,
): Violation | null {
  const isLate = ({ requests, late }: Pick<ClientCalls, 'requests' | 'late'>): boolean =>
    requests >= bounds.minimum && late > bounds.late * requests;
  const clients = byClient(calls)
    .map((client) => callsOf(client, bounds.minimum))
    .toSorted((left, right) => right.late - left.late);
  const [worst, ...others] = clients;
  const [call] = calls;
  if (worst === undefined || call === undefined) return null;
  const all = { requests: sumOf(calls, 'requests'), late: sumOf(calls, 'overObjective') };
  if (isLate(all)) {
    return {
      breach: 'kind',
      certain: all.late > bounds.late * (all.requests + unlisted),
      call,
      ...all,
      p99Ms: highest(clients),
      clients: [worst, ...others],
    };
  }
  const [lateOne] = clients.filter(isLate);
  if (lateOne !== undefined) return { breach: 'client', certain: true, call, ...lateOne, clients: [lateOne] };
  const [slowOne] = clients
    .filter(({ p99Ms }) => (p99Ms ?? 0) > bounds.namespaceList * 1_000)
    .toSorted((left, right) => (right.p99Ms ?? 0) - (left.p99Ms ?? 0));
  const listsNamespace = call.verb === 'list' && call.scope === 'namespace';
  return listsNamespace && slowOne !== undefined
    ? { breach: 'slowList', certain: true, call, ...slowOne, clients: [slowOne] }
    : null;
}

/** Of a client in several versions only those percentiles count that are no maximum in disguise. */
function callsOf(client: ClientGroup<CallLatency>, minimum: number): ClientCalls {
  return {
    client,
    requests: sumOf(client.items, 'requests'),
    late: sumOf(client.items, 'overObjective'),
    p99Ms: highest(client.items.filter(({ requests }) => requests >= minimum)),
  };
}

function highest(calls: readonly { readonly p99Ms: number | null }[]): number | null {
  const known = calls.map(({ p99Ms }) => p99Ms).filter((p99Ms) => p99Ms !== null);
  return known.length === 0 ? null : Math.max(...known);
}

export function sumOf(calls: readonly CallLatency[], name: 'requests' | 'overObjective' | 'untimed'): number {
  return calls.reduce((sum, call) => sum + call[name], 0);
}
