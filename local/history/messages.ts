/** What the process that makes the history is asked for, and what it tells. */
export interface HistoryRequest {
  /** Where the sample keeps when its stories began. */
  readonly directory: string;
  readonly connectionString: string;
  readonly days: number;
  /** PEM of the authority of those who receive messages; null for the public ones. */
  readonly authority: string | null;
}

/** The day up to which it is made. */
export interface HistoryProgress {
  readonly day: number;
}
