import type { ApiCall } from './latency-by-call.ts';
import type { LogClient } from './log-client.ts';
import type { LogWindow } from './log-window.ts';

/** Where the time of slow requests went, as the API server itself wrote it down for requests over 500 ms. */
export interface SlowRequestLayers {
  readonly window: LogWindow;
  readonly callCount: number;
  /** Most time first. */
  readonly calls: readonly SlowCall[];
}

interface SlowCall extends LogClient, ApiCall {
  readonly requests: number;
  readonly totalMs: number;
  /**
   * By layer, most time first: `etcd`, `mutating-webhook`, `apf-queue-wait`, `response-write`, … as the server names them.
   * They overlap and leave gaps, so they do not add up to the total.
   */
  readonly layers: readonly SlowLayer[];
}

interface SlowLayer {
  readonly layer: string;
  /** Requests that spent time in it. */
  readonly requests: number;
  readonly ms: number;
}
