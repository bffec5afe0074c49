import type { LogClient } from './log-client.ts';
import type { LogWindow } from './log-window.ts';

/** Step 1 of the guide: who sends most requests. A watch counts when it ends, so watches are under-counted. */
export interface RequestsByClient {
  readonly window: LogWindow;
  /** Requests of all clients, the auditor included. */
  readonly total: number;
  /** Different clients, of which only the busiest are listed. */
  readonly clientCount: number;
  /** Requests under the auditor's own name; it is not listed among the clients. */
  readonly ownRequests: number;
  /** Busiest first. */
  readonly clients: readonly ClientRequests[];
}

export interface ClientRequests extends LogClient {
  readonly requests: number;
  /** Of `total`, 0–1. */
  readonly share: number;
  readonly gets: number;
  readonly lists: number;
  readonly watches: number;
  readonly writes: number;
}
