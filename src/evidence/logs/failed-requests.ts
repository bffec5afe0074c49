import type { LogClient } from './log-client.ts';
import type { LogWindow } from './log-window.ts';

/** Requests that the API server shed, timed out or broke on. */
export interface FailedRequests extends FailureCounts {
  readonly window: LogWindow;
  /** All requests, failed or not. */
  readonly requests: number;
  /** Clients with a failed request. */
  readonly clientCount: number;
  /** Most failures first. */
  readonly clients: readonly ClientFailures[];
}

export interface FailureCounts {
  /** 429 before authorization: priority and fairness, or the in-flight limit, turned it away. */
  readonly throttled: number;
  /** 429 after authorization: an eviction against a disruption budget, a watch cache that is not ready, etcd. */
  readonly refused: number;
  /** 408. */
  readonly clientTimeouts: number;
  /** 504. */
  readonly serverTimeouts: number;
  /** Other 5xx. */
  readonly serverErrors: number;
  /** The handler died, mostly because its client had gone. */
  readonly panics: number;
}

export interface ClientFailures extends LogClient, FailureCounts {
  /** All requests of the client, failed or not. */
  readonly requests: number;
  /** What failed most, at most five. */
  readonly calls: readonly FailedCall[];
}

export interface FailedCall extends FailureCounts {
  readonly verb: string;
  readonly resource: string;
  readonly apiGroup: string;
  readonly requests: number;
}
