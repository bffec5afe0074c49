/** What a decision is made from: the fleet as it is at one moment. */
import type { Alert, AlertCluster } from '../../notification.ts';

export interface Observation {
  /** ISO 8601. */
  readonly at: string;
  /** The newest sweep that is closed. */
  readonly sweepId: string | null;
  readonly clusters: readonly SeenCluster[];
  /** What is wrong with the fleet as a whole. */
  readonly fleet: readonly Alert[];
}

export interface SeenCluster {
  readonly cluster: AlertCluster;
  /** The newest audit; null when there never was one. */
  readonly auditId: string | null;
  /** Set while the newest sweep could not audit it. */
  readonly lost: Alert | null;
  /** Set when it left the fleet: what was wrong with it is over, and nobody says that it was mended. */
  readonly gone: boolean;
  /** Whether it can be told what is open; when not, all is as it was, e.g. while it is stopped. */
  readonly seen: boolean;
  /** Open findings of the newest audit. */
  readonly open: readonly Alert[];
}
