import type { LogWindow } from './log-window.ts';

/** How much of the audit log of a cluster can be seen: what keeps silence from being read as health. */
export interface LogVisibility {
  readonly window: LogWindow;
  /** Rows of all stages. */
  readonly rows: number;
  /** Finished requests, each once. */
  readonly requests: number;
  readonly lists: number;
  /** GET and LIST; 0 in a log that sees writes only. */
  readonly reads: number;
  readonly writes: number;
  /** Sorted. */
  readonly verbs: readonly string[];
  /** Rows whose event was cut on its way and is no valid JSON; only AzureDiagnostics has them. */
  readonly cutRows: number;
  /** Of these, rows from which not even the verb could be recovered: they are in no other figure. */
  readonly unreadableRows: number;
  /** Requests that took longer than 500 ms, without watches and other streams. */
  readonly slowRequests: number;
  /** Requests in which the server wrote where the time went; it does so only over 500 ms. */
  readonly explainedRequests: number;
  /** Finished requests that were throttled, timed out or broke: 429, 408, 5xx, or a handler that died. */
  readonly failures: number;
  /** Finished requests for which an admission webhook could not be called, whether blocked or let through. */
  readonly webhookTrouble: number;
}
