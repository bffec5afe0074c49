import type { Observation } from '../observation.ts';

/** What the auditor remembers of a cluster: evidence like any other, read from the store and never from the cluster. */
export interface ClusterHistory {
  /** From when on it was looked for, ISO 8601. */
  readonly from: string;
  /**
   * Figures by their name (figures.ts): `etcdBytes`, `etcdUsed`, `objects:<kind>`; oldest first, this audit left out.
   * For the last seven days the newest value of each hour, at the start of its sweep; before that the mean of each day,
   * at its noon. Rows that could not be read are gaps, as are times without an audit.
   */
  readonly series: Readonly<Record<string, readonly HistoryPoint[]>>;
  /** What each audit of the last seven days saw, oldest first, this audit left out. */
  readonly observations: readonly Observation[];
}

export interface HistoryPoint {
  /** ISO 8601: the time that the value stands for. */
  readonly at: string;
  readonly value: number;
}
