import type { AnyCheck } from '../checks/define-check.ts';
import type { AuditSource } from '../evidence/audit-logging.ts';
import type { CollectOutput } from '../evidence/collect.ts';
import type { Collected, EvidenceKind } from '../evidence/index.ts';
import type { Metrics } from '../metrics.ts';
import type { AuditResult, ClusterRef, LogSpan, Missing, Policy } from '../model.ts';
import type { Logger } from '../shared/logger.ts';
import type { EvidenceByCluster, History } from '../store/history.ts';
import type { Queues } from '../store/queues.ts';

/** What the stages of a sweep work with; `main.ts` and the command line each build one. */
export interface SweepContext extends FleetPort {
  readonly history: History;
  readonly queues: Queues;
  readonly checks: readonly AnyCheck[];
  /** What people decided about the checks, as it is in force; it may be a minute old. */
  readonly policy: () => Promise<Policy>;
  readonly now: () => Date;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly options: SweepOptions;
  /** Told of each audit, and of all the evidence that its checks were handed: what a recording is made of. */
  readonly onAudit?: (audit: AuditResult, evidence: Collected) => void;
}

/** The fleet and its evidence: what a sweep asks of the outside world. */
export interface FleetPort {
  /** The fleet as it is now. Throws when it cannot be listed; what of it could not be seen is said, never left out. */
  discover(): Promise<Fleet>;
  /** Evidence that is asked for many clusters at once; what cannot be had is part of the answer. */
  gatherFleet(clusters: readonly FoundCluster[], kinds: readonly EvidenceKind[]): Promise<EvidenceByCluster>;
  /** Evidence from the logs of clusters that share a workspace; what cannot be had is part of the answer. */
  survey(
    clusters: readonly SurveyedCluster[],
    span: LogSpan,
    kinds: readonly EvidenceKind[],
  ): Promise<EvidenceByCluster>;
  /** All wanted evidence of one cluster: what is known of it already, and what its API server says. */
  collect(cluster: ClusterRef, kinds: readonly EvidenceKind[], known: Collected): Promise<CollectOutput>;
  /** Why a kind of evidence does not belong to an audit of this cluster at all, or null. */
  outOfScope(cluster: ClusterRef, kind: EvidenceKind): string | null;
}

export interface Fleet {
  readonly clusters: readonly FoundCluster[];
  /** Clusters that were found and do not belong to the fleet, by key: why. */
  readonly leftOut: ReadonlyMap<string, string>;
  /** Parts of the fleet that could not be seen, a sentence each. */
  readonly unseen: readonly string[];
}

export interface FoundCluster {
  readonly cluster: ClusterRef;
  /** Why there is nothing to audit; null to audit it. */
  readonly skip: string | null;
  /** What finding it told already. */
  readonly evidence: Collected;
}

export interface SurveyedCluster {
  readonly cluster: ClusterRef;
  readonly source: AuditSource;
  /** What the stage before has kept. */
  readonly known: Collected;
  /** Kinds that need not be asked for this time. */
  readonly unneeded: UnneededKinds;
}

/** By kind of evidence: why nobody has to be asked for it. */
export type UnneededKinds = { readonly [K in EvidenceKind]?: Missing };

interface SweepOptions {
  /** When unfinished clusters are given up, minutes after the start. */
  readonly deadlineMinutes: number;
  /** Pause between two looks at the ledger. */
  readonly closeCheckSeconds: number;
  /** Length of the first stretch of audit log that is read, minutes. */
  readonly logWindowMinutes: number;
  /** How long log rows may take to arrive, minutes: what is younger is left for the next sweep. */
  readonly logDelayMinutes: number;
  /** Longest stretch of audit log that is read at a time, minutes; where it is not said, what a query can take. */
  readonly longestLogMinutes?: number;
}
