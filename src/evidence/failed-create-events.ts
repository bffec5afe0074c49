/** Warning events with reason FailedCreate: what controllers say when their writes are refused. */
export interface FailedCreateEvents {
  /** Newest first. */
  readonly events: readonly FailedCreateEvent[];
  /** Whether there are more than were read. */
  readonly truncated: boolean;
}

export interface FailedCreateEvent {
  readonly namespace: string;
  /** What could not create: `ReplicaSet/web-5d9c`. */
  readonly involved: { readonly kind: string; readonly name: string };
  readonly message: string;
  readonly count: number;
  /** ISO 8601. */
  readonly lastSeen: string;
}
