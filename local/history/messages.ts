/** What the process that makes the history is asked for, and what it tells. */
export interface HistoryRequest {
  /** Where the sample keeps when its stories began. */
  readonly directory: string;
  readonly connectionString: string;
  readonly days: number;
}

/** The day up to which it is made. */
export interface HistoryProgress {
  readonly day: number;
}
