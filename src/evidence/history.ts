/** What the auditor remembers of a cluster: evidence like any other, read from the store and never from the cluster. */
export interface ClusterHistory {
  /** From when on it was looked for, ISO 8601. */
  readonly from: string;
  /**
   * Figures by their name (figures.ts): `etcdBytes`, `etcdUsed`, `objects:<kind>`; oldest first, this audit left out. A
   * point of an hour for the last days, of a day before that.
   */
  readonly series: Readonly<Record<string, readonly HistoryPoint[]>>;
  /** What each audit of the last `observedDays` saw, oldest first, this audit left out. */
  readonly observations: readonly Observation[];
}

export interface HistoryPoint {
  /** ISO 8601: the time that the value stands for. */
  readonly at: string;
  readonly value: number;
}

/** What later audits want to know of this one; null when it was not seen, which is not "none". */
export interface Observation {
  /** When the audit ended, ISO 8601. */
  readonly at: string;
  /** Start of the process that answered `/metrics`, ISO 8601. */
  readonly processStartedAt: string | null;
  /** Leases of API servers that were being renewed: a new holder under an old name is a restart. */
  readonly apiServers: readonly ObservedApiServer[] | null;
  /** `metadata.generation` by `ValidatingWebhookConfiguration/name`. */
  readonly webhookGenerations: Readonly<Record<string, number>> | null;
  /** The busiest clients, at most ten: watches and streams left out. */
  readonly clients: readonly ObservedClient[] | null;
}

export interface ObservedApiServer {
  readonly lease: string;
  readonly holder: string;
}

export interface ObservedClient {
  readonly userAgent: string;
  readonly username: string;
  readonly requests: number;
  readonly meanMs: number;
}
