/** What a decision is made from: the fleet as it is at one moment. */
import type { Alert, AlertCluster } from '../../notification.ts';

export interface Observation {
  /** ISO 8601. */
  readonly at: string;
  readonly sweepId: string | null;
  readonly clusters: readonly SeenCluster[];
  /** What is wrong with the fleet as a whole. */
  readonly fleet: readonly Alert[];
}

export interface SeenCluster {
  readonly cluster: AlertCluster;
  /** The newest audit; null when there never was one. */
  readonly auditId: string | null;
  /** The newest sweep had news of it, be it that it could not be audited. */
  readonly lost: Alert | null;
  /** Open findings of the newest audit. */
  readonly open: readonly Alert[];
  /**
   * Whether `open` has all that is open. When it does not, what is missing from it stays as it was: nobody says that it is
   * resolved.
   */
  readonly complete: boolean;
}
