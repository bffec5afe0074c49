import type { LogClient } from './log-client.ts';
import type { LogWindow } from './log-window.ts';

/** Step 2 of the guide: how long the requests of a client take over time. Watches and streams are left out. */
export interface LatencyByClient {
  readonly window: LogWindow;
  readonly binSeconds: number;
  readonly clientCount: number;
  /** Those that keep the server busy longest first. */
  readonly clients: readonly ClientLatency[];
}

export interface ClientLatency extends LogClient {
  readonly requests: number;
  readonly meanMs: number;
  /** Oldest first; a bin without requests is left out. */
  readonly bins: readonly LatencyBin[];
}

export interface LatencyBin {
  /** Start of the bin, ISO 8601. */
  readonly at: string;
  readonly requests: number;
  readonly meanMs: number;
  readonly p99Ms: number;
}
