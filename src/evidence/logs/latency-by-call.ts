import type { LogClient } from './log-client.ts';
import type { LogWindow } from './log-window.ts';

/** Step 3 of the guide: which kind of call is slow or too frequent, and who makes it. */
export interface LatencyByCall {
  readonly window: LogWindow;
  /** Requests that were looked at: on resources, without watches and streams. */
  readonly total: number;
  /** Of these, requests that took longer than the objective of their call. */
  readonly totalLate: number;
  /** Different calls, of which only a part is listed. */
  readonly callCount: number;
  /** Calls over the Kubernetes objective first, then those that keep the server busy longest. */
  readonly calls: readonly CallLatency[];
}

/** What is called: as the API server's own metrics tell calls apart. */
export interface ApiCall {
  readonly verb: string;
  /** With the subresource: `pods`, `nodes/status`. */
  readonly resource: string;
  readonly apiGroup: string;
  /** `resource` is one object, or any create; empty for a path that is no resource. */
  readonly scope: 'resource' | 'namespace' | 'cluster' | '';
}

export interface CallLatency extends LogClient, ApiCall {
  readonly requests: number;
  /** Null when no row of the call tells its time. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Time spent in all of them together; one that has lost its time counts as one millisecond. */
  readonly totalMs: number;
  /** Requests whose event was cut and has lost its time: in neither percentile, and not among those that took longer. */
  readonly untimed: number;
  /** The objective for one such call. */
  readonly objectiveMs: number;
  /** Requests that took longer; these add up over clients, percentiles do not. */
  readonly overObjective: number;
  /** LISTs that ask for everything at once: without a limit, or from the watch cache (`resourceVersion=0`), which has none. */
  readonly unpaged: number;
  /** PUTs that succeeded and named the version of the object they replace. */
  readonly versionedWrites: number;
  /** Of these, at least so many changed nothing: a later one replaced the very same version. An estimate within 1 %. */
  readonly unchangedWrites: number;
}
