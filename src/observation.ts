/** What an audit keeps for the audits after it. */

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

/** A client as in `latencyByClient`, over the stretch of log that the audit read. */
export interface ObservedClient {
  readonly userAgent: string;
  readonly username: string;
  readonly requests: number;
  readonly meanMs: number;
}
