/** What a sweep, and what is done beside it, was measured to take. */
import type { StorageRequests } from './counted-storage.ts';

export interface FunctionUse {
  readonly name: string;
  readonly executions: number;
  /** Billed, with the runs of an instance at the same time. */
  readonly seconds: number;
  /** Billed if every run had an instance to itself. */
  readonly secondsAlone: number;
}

/** The function of a timer, and its transactions with tables. */
export interface TimerUse extends FunctionUse {
  readonly transactions: number;
}

export interface StoredSweepOutcome {
  readonly complete: boolean;
  readonly audited: number;
  /** To API servers. */
  readonly apiRequests: number;
  readonly apiBytes: number;
  /** Of tables on the Analytics plan, and of others. */
  readonly logQueries: number;
  readonly logSearches: number;
  readonly requests: StorageRequests;
  readonly functions: readonly FunctionUse[];
  /** Of the log. */
  readonly lines: number;
  readonly bytes: TableBytes;
  /** Nothing is due. */
  readonly reports: TimerUse;
  /** Removes both sweeps. */
  readonly prune: TimerUse;
}

/** By table, after one sweep and after two. */
export type TableBytes = Readonly<Record<'first' | 'both', Readonly<Record<string, number>>>>;
