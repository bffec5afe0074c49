/** The port to what is remembered. One conformance suite runs against every implementation (test/store). */
import type {
  AuditResult,
  BaselineEntry,
  ClusterRef,
  Gathered,
  Headline,
  LatestAudit,
  LedgerEntry,
  LedgerState,
  NotAudited,
  Sweep,
  SweepSummary,
} from '../model.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; absent on the last page. */
  readonly continuationToken?: string;
}

export interface PageRequest {
  /** 1–1,000. */
  readonly limit: number;
  readonly continuationToken?: string;
}

/** A row of an audit list: the headline without the body. `at` is when the audit ended. */
export interface AuditSummary {
  readonly id: string;
  readonly sweepId: string;
  readonly at: string;
  readonly headline: Headline;
}

export interface DeadLetter {
  readonly queue: string;
  readonly messageId: string;
  readonly at: string;
  /** The message as it was, cut at 32 KiB. */
  readonly body: string;
  readonly why: string;
}

/** What is dear to ask and seldom changes, by cluster and name; the last one counts. Never a secret. */
export interface Notes {
  note(clusterKey: string, name: string): Promise<Note | null>;
  keepNote(clusterKey: string, name: string, note: Note): Promise<void>;
}

export interface Note {
  readonly value: unknown;
  /** When it was learned, ISO 8601 UTC. */
  readonly at: string;
}

/** A cluster as it enters a ledger. */
export interface PlannedEntry {
  readonly cluster: ClusterRef;
  readonly state: 'planned' | 'skipped' | 'vanished';
  readonly why?: string;
}

/** Evidence by kind, by the key of the cluster. */
export type EvidenceByCluster = ReadonlyMap<string, Readonly<Record<string, Gathered<unknown>>>>;

/**
 * Every write is an upsert under a deterministic key or an insert that tells whether it was first,
 * so that any step may run twice and may die half way.
 */
export interface History extends Notes {
  /**
   * Opens a sweep unless one is open: at most one at a time, decided atomically.
   * Answers the sweep that is open now and whether it is the given one. A sweep that was closed is not opened again:
   * it is answered as it is, not opened.
   */
  openSweep(sweep: Sweep): Promise<{ readonly opened: boolean; readonly sweep: Sweep }>;
  /** The open sweep, if any. */
  currentSweep(): Promise<Sweep | null>;
  /** Changes the status of an open sweep; of a closed one it changes nothing. */
  markSweep(
    id: string,
    change: {
      readonly status: 'planning' | 'running';
      readonly problem?: string;
      readonly unseen?: readonly string[];
    },
  ): Promise<void>;
  /** Closes once: the second call changes nothing and answers false. Lets the next sweep open. */
  closeSweep(id: string, closedAt: string, summary: SweepSummary): Promise<boolean>;
  sweep(id: string): Promise<Sweep | null>;
  /** Newest first. */
  sweeps(page: PageRequest): Promise<Page<Sweep>>;

  /** Adds clusters to a sweep's ledger; those already there keep their state. */
  planClusters(sweepId: string, clusters: readonly PlannedEntry[]): Promise<void>;
  ledger(sweepId: string): Promise<readonly LedgerEntry[]>;
  ledgerEntry(sweepId: string, clusterKey: string): Promise<LedgerEntry | null>;
  /**
   * States go forward only (planned, surveyed, failed or missed, audited); a step back changes nothing. Throws for a
   * cluster that is not in the ledger.
   */
  markLedger(sweepId: string, clusterKey: string, state: LedgerState, why?: string): Promise<void>;

  /** Keeps evidence that is gathered for many clusters at once until the audit of each; a kind kept twice is the last. */
  saveEvidence(sweepId: string, evidence: EvidenceByCluster): Promise<void>;
  /** By kind; empty when none was kept. */
  evidence(sweepId: string, clusterKey: string): Promise<Readonly<Record<string, Gathered<unknown>>>>;

  /**
   * Stores an audit and makes it the cluster's latest, unless a newer one is. The audit's id is its sweep's id. One too
   * large to store is cut (fit-audit.ts) and says so in its findings.
   */
  saveAudit(audit: AuditResult): Promise<void>;
  audit(clusterKey: string, auditId: string): Promise<AuditResult | null>;
  /** Newest first. */
  audits(clusterKey: string, page: PageRequest): Promise<Page<AuditSummary>>;
  /** Headlines of a span of time, oldest first, for trends. Both ends inclusive. */
  headlines(clusterKey: string, from: Date, to: Date): Promise<readonly AuditSummary[]>;

  /** Newest state of every cluster ever audited. */
  latest(): Promise<readonly LatestAudit[]>;
  latestOf(clusterKey: string): Promise<LatestAudit | null>;
  /**
   * Notes on the cluster's latest row that a sweep did not audit it; a cluster never audited gets an empty row. Says
   * nothing when that sweep or a later one has audited it.
   */
  markNotAudited(cluster: ClusterRef, note: NotAudited): Promise<void>;

  /** The life of every finding of a cluster, open ones and resolved ones. */
  baseline(clusterKey: string): Promise<readonly BaselineEntry[]>;
  saveBaseline(clusterKey: string, entries: readonly BaselineEntry[]): Promise<void>;

  /**
   * Takes the turn of this name until a time, unless another holder has it now: for what may be done by one at a time
   * over all instances. Its own holder may take it again. Whether it was given.
   */
  takeTurn(
    name: string,
    holder: string,
    span: { readonly now: Date; readonly until: Date },
  ): Promise<boolean>;
  /** Gives the turn back; nothing happens when another has it by now. */
  endTurn(name: string, holder: string): Promise<void>;

  /** Keeps a message that could not be handled. */
  keepDeadLetter(letter: DeadLetter): Promise<void>;
  deadLetters(limit: number): Promise<readonly DeadLetter[]>;
}
