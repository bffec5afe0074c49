import type { LogWindow } from './log-window.ts';

/**
 * Heartbeats of nodes from the audit log, for clusters whose leases cannot be read. A node that was silent all through
 * the window is not in it; one that was deleted in the window is left out.
 */
export interface LoggedHeartbeats {
  readonly window: LogWindow;
  /** A node is silent when its last renewal is older than this at the end of the window. */
  readonly silentAfterSeconds: number;
  readonly nodes: number;
  readonly silent: number;
  readonly pools: readonly PoolHeartbeats[];
  /** Longest silence first; at most 50 of nodes that share a name but for its end. */
  readonly silentNodes: readonly SilentNode[];
}

export interface PoolHeartbeats {
  /** From the AKS node names; null for names of another shape. */
  readonly pool: string | null;
  readonly nodes: number;
  readonly silent: number;
}

interface SilentNode {
  readonly node: string;
  readonly pool: string | null;
  readonly renewedAt: string;
}
