import type { ClusterRef } from '../model.ts';
import type { KubernetesReader } from '../kubernetes/reader.ts';

/** One rule of Kubernetes RBAC that a gatherer needs; `docs/permissions.md` and the ClusterRole come from these. */
export type AccessRule =
  | { readonly apiGroup: string; readonly resources: readonly string[]; readonly verbs: readonly string[] }
  | { readonly nonResourceURLs: readonly string[]; readonly verbs: readonly string[] };

/** What a gatherer is handed. Time and network come in here and nowhere else. */
export interface GatherContext {
  readonly cluster: ClusterRef;
  readonly kubernetes: KubernetesReader;
  /** Aborted when the gatherer's own time is over. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Waits, and rejects when the signal is aborted. */
  readonly pause: (seconds: number) => Promise<void>;
  readonly options: GatherOptions;
}

/** Settings that change how evidence is read. */
export interface GatherOptions {
  /** Pause between the two scrapes of `/metrics`; 0 takes one scrape only and there are no rates. */
  readonly metricsWindowSeconds: number;
}

/**
 * Reads one kind of evidence and trims it to what checks use.
 * `gather` throws `ReadError` when the evidence cannot be had; it never returns an empty value instead.
 */
export interface Gatherer<Id extends string = string, Value = unknown> {
  /** Camel case; the key under which checks ask for it. */
  readonly id: Id;
  /** What is read, as shown to people: `GET /metrics`. */
  readonly source: string;
  /** Most requests it sends, whatever the size of the cluster and without retries. */
  readonly maxRequests: number;
  readonly needs: readonly AccessRule[];
  /** Own time limit, seconds; the window of `takesWindow` comes on top. */
  readonly timeoutSeconds: number;
  /** Set when it waits for `metricsWindowSeconds` between two reads. */
  readonly takesWindow?: boolean;
  gather(context: GatherContext): Promise<Value>;
}

/** Identity function: it exists to infer the id and the value's type. */
export function defineGatherer<const Id extends string, Value>(
  gatherer: Gatherer<Id, Value>,
): Gatherer<Id, Value> {
  return gatherer;
}
