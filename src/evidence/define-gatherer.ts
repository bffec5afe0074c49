import type { ClusterRef, Gathered } from '../model.ts';
import type { KubernetesReader } from '../kubernetes/reader.ts';
import type { ApiMetrics } from './api-metrics.ts';

/** One rule of Kubernetes RBAC that a gatherer needs; `docs/permissions.md` and the ClusterRole come from these. */
export type AccessRule =
  | { readonly apiGroup: string; readonly resources: readonly string[]; readonly verbs: readonly string[] }
  | { readonly nonResourceURLs: readonly string[]; readonly verbs: readonly string[] };

/** What Azure has to allow, and at which scope; the roles of the deployment come from these. */
export interface AzureRule {
  /** On resources of Azure. */
  readonly actions: readonly string[];
  /** On what is in them. */
  readonly dataActions: readonly string[];
  /** Smallest built-in role that has them; null when none has so little, and it takes a role of one's own. */
  readonly role: string | null;
  /** Where the role is assigned, in words: `each subscription of the fleet`. */
  readonly scope: string;
  /** What goes on without it; null when there is no evidence then. */
  readonly without: string | null;
}

/** How a kind of evidence is read and what that takes: what the catalogue shows of it. */
export interface EvidenceSource {
  readonly id: string;
  /** What is read, as shown to people: `GET /metrics`. */
  readonly source: string;
  /**
   * Most requests that reach the API server of a cluster, whatever its size and without retries. Those that go by other
   * evidence share what is left of the audit's budget, and may have to do with less.
   */
  readonly maxRequests: number;
  readonly needs: readonly (AccessRule | AzureRule)[];
}

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
  /** What was gathered before: the kinds that the gatherer goes by. */
  readonly known: KnownBefore;
}

/** Kinds that decide what else is worth asking, each there once it was gathered. */
export interface KnownBefore {
  readonly apiMetrics?: Gathered<ApiMetrics>;
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
export interface Gatherer<Id extends string = string, Value = unknown> extends EvidenceSource {
  /** Camel case; the key under which checks ask for it. */
  readonly id: Id;
  readonly needs: readonly AccessRule[];
  /** Own time limit, seconds; the window of `takesWindow` comes on top. */
  readonly timeoutSeconds: number;
  /**
   * Kinds that it looks at before it decides what to ask. It runs after all gatherers that go by nothing, one at a time and in
   * the order of the list, on what is left of the budget.
   */
  readonly goesBy?: readonly (keyof KnownBefore)[];
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
