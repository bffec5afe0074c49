import type { AnyCheck } from '../checks/define-check.ts';
import type { CollectOutput } from '../evidence/collect.ts';
import type { EvidenceKind } from '../evidence/index.ts';
import type { ClusterRef } from '../model.ts';
import type { Logger } from '../shared/logger.ts';
import type { History } from '../store/history.ts';
import type { Queues } from '../store/queues.ts';

/** What the stages of a sweep work with; `main.ts` and the command line each build one. */
export interface SweepContext {
  readonly history: History;
  readonly queues: Queues;
  readonly checks: readonly AnyCheck[];
  /** The clusters of the fleet now. Throws when the fleet cannot be listed; never a shorter list instead. */
  discover(): Promise<readonly ClusterRef[]>;
  /** Reads the given kinds of evidence of one cluster; failures are part of the answer. */
  collect(cluster: ClusterRef, kinds: readonly EvidenceKind[]): Promise<CollectOutput>;
  readonly now: () => Date;
  readonly log: Logger;
  readonly options: SweepOptions;
}

export interface SweepOptions {
  /** When unfinished clusters are given up, minutes after the start. */
  readonly deadlineMinutes: number;
  /** Pause between two looks at the ledger. */
  readonly closeCheckSeconds: number;
}
