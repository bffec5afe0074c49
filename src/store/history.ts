/** The port to what is remembered. One conformance suite runs against every implementation (test/store). */
import type {
  AuditResult,
  BaselineEntry,
  BusyClients,
  ClientActivity,
  ClusterRef,
  FleetMemory,
  Gathered,
  Headline,
  LatestAudit,
  LedgerEntry,
  LedgerState,
  NotAudited,
  Suppression,
  Sweep,
  SweepSummary,
  ThresholdOverride,
} from '../model.ts';
import type { FigureSummary } from '../figures.ts';
import type { Observation } from '../observation.ts';
import type { NotifyStore } from './notify-store.ts';

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

/** An audit as later audits of the cluster look back at it. */
export interface PastAudit extends AuditSummary {
  /** Null for audits that kept none, as those of older versions did. */
  readonly observation: Observation | null;
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

const grains = ['hour', 'day'] as const;
export type Grain = (typeof grains)[number];

/** The figures of all audits of a cluster, or of all sweeps of the fleet, that began within an hour or a day. */
export interface Rollup {
  /** Start of the hour or day, UTC, ISO 8601. */
  readonly at: string;
  /** By the name of the figure (figures.ts); one that no audit of the time saw is not there. */
  readonly figures: Readonly<Record<string, FigureSummary>>;
}

/** Whose rollups: the key of a cluster, or the fleet. */
export type RollupOwner = string;
/** No key of a cluster: those end with a hash. */
export const fleetOwner: RollupOwner = 'fleet';

/** The open findings of a cluster's newest audit, worst first. */
export interface ClusterFindings {
  readonly cluster: ClusterRef;
  readonly findings: readonly BaselineEntry[];
  /** How many more there are, when there are too many to keep with the newest state. */
  readonly leftOut: number;
}

/** The busiest clients of a cluster's newest audit. */
export interface ClusterClients {
  readonly cluster: ClusterRef;
  readonly busy: BusyClients;
}

/** What people decide about the checks, by kind. */
export interface PolicyEntries {
  readonly suppressions: Suppression;
  readonly thresholds: ThresholdOverride;
}
export type PolicyKind = keyof PolicyEntries;

/** Older than these is removed; by what is kept how long. */
export interface Cutoffs {
  /**
   * Audits, sweeps with their ledgers, resolved findings, dead letters, clusters not seen since, decisions about
   * notifications but the newest, and deliveries that are not to be tried again.
   */
  readonly audits: Date;
  readonly hourlyRollups: Date;
  readonly dailyRollups: Date;
  /** Evidence on its way from one step to the next, and what a write left that did not get to its end. */
  readonly evidence: Date;
}

/** How many rows were removed, by table. */
export type Pruned = Readonly<Record<string, number>>;

/** Evidence by kind, by the key of the cluster. */
export type EvidenceByCluster = ReadonlyMap<string, Readonly<Record<string, Gathered<unknown>>>>;

/**
 * Every write is an upsert under a deterministic key or an insert that tells whether it was first,
 * so that any step may run twice and may die half way.
 */
export interface History extends Notes, NotifyStore {
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
  /** Sweeps that started in a span of time, oldest first. Both ends inclusive. */
  sweepsBetween(from: Date, to: Date): Promise<readonly Sweep[]>;

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
   * large to store is cut (fit-audit.ts) and says so in its findings; of an observation too large, the generations of
   * webhook configurations are left out.
   */
  saveAudit(audit: AuditResult, observation?: Observation): Promise<void>;
  audit(clusterKey: string, auditId: string): Promise<AuditResult | null>;
  /** Newest first. */
  audits(clusterKey: string, page: PageRequest): Promise<Page<AuditSummary>>;
  /** Headlines of the audits whose sweep started in a span of time, oldest first. Both ends inclusive. */
  headlines(clusterKey: string, from: Date, to: Date): Promise<readonly AuditSummary[]>;
  /** Headlines and observations of the audits whose sweep started in a span of time, oldest first. Both ends inclusive. */
  pastAudits(clusterKey: string, from: Date, to: Date): Promise<readonly PastAudit[]>;
  /** What clients did, of the audits whose sweep started in a span of time, oldest first; audits without it left out. */
  clientActivity(clusterKey: string, from: Date, to: Date): Promise<readonly ClientActivity[]>;

  /** Writes the rollup of an hour or a day over what was there. A cluster's day can then be found by `dayOfFleet` too. */
  saveRollup(owner: RollupOwner, grain: Grain, rollup: Rollup): Promise<void>;
  /** Rollups that start in a span of time, oldest first, both ends inclusive; with `figures`, only these of each. */
  rollups(
    owner: RollupOwner,
    grain: Grain,
    span: { readonly from: Date; readonly to: Date },
    figures?: readonly string[],
  ): Promise<readonly Rollup[]>;
  /** Day rollups of all clusters of the UTC day that a moment is in, by cluster key; only these figures of each. */
  dayOfFleet(day: Date, figures: readonly string[]): Promise<ReadonlyMap<string, Rollup>>;

  /** Newest state of every cluster ever audited. */
  latest(): Promise<readonly LatestAudit[]>;
  latestOf(clusterKey: string): Promise<LatestAudit | null>;
  /**
   * Notes on the cluster's latest row that a sweep did not audit it; a cluster never audited gets an empty row. Says
   * nothing when that sweep or a later one has audited it.
   */
  markNotAudited(cluster: ClusterRef, note: NotAudited): Promise<void>;

  /** The open findings of every cluster's newest audit; clusters without any are left out. */
  openFindings(): Promise<readonly ClusterFindings[]>;

  /** The busiest clients of every cluster's newest audit; clusters never audited are left out. */
  busyClients(): Promise<readonly ClusterClients[]>;

  /** What was in the fleet; null when nothing is remembered, or what is cannot be read. */
  fleetMemory(): Promise<FleetMemory | null>;
  saveFleetMemory(memory: FleetMemory): Promise<void>;

  /** What people decided over the API, in the order of the ids. */
  policyEntries<K extends PolicyKind>(kind: K): Promise<readonly PolicyEntries[K][]>;
  /** Adds an entry; false when there is one of its id. */
  addPolicyEntry<K extends PolicyKind>(kind: K, entry: PolicyEntries[K]): Promise<boolean>;
  /** Replaces the entry of its id; false when there is none. */
  replacePolicyEntry<K extends PolicyKind>(kind: K, entry: PolicyEntries[K]): Promise<boolean>;
  /** Removes an entry; false when there was none. */
  removePolicyEntry(kind: PolicyKind, id: string): Promise<boolean>;

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

  /** Removes what is older than the cutoffs. May be stopped and done again: it goes on where rows are left. */
  prune(cutoffs: Cutoffs, signal: AbortSignal): Promise<Pruned>;
}
