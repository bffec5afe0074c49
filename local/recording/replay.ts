/** Judges a recording: the steps of a sweep from the collected evidence on, under the clock of then. */
import { checks } from '../../src/checks/index.ts';
import { noMetrics } from '../../src/metrics.ts';
import type { LedgerEntry, Policy } from '../../src/model.ts';
import type { Logger } from '../../src/shared/logger.ts';
import type { PlannedEntry } from '../../src/store/history.ts';
import { sweepIdOf } from '../../src/store/keys.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { memoryQueues } from '../../src/store/memory-queues.ts';
import { auditCluster } from '../../src/sweep/audit.ts';
import { closeSweep } from '../../src/sweep/close.ts';
import type { SweepContext } from '../../src/sweep/context.ts';
import { auditMessage } from '../../src/sweep/messages.ts';
import { type Once, outcomeOf } from '../once/outcome.ts';
import { recordedFleet } from './fleet.ts';
import type { RecordedEntry, Recording } from './recording.ts';

interface ReplayOptions {
  /** Judges instead of the policy that was recorded; null for that one. */
  readonly policy: Policy | null;
  readonly log: Logger;
  readonly onAudit?: SweepContext['onAudit'];
}

/** The same recording gives the same report, to the byte. Nothing is asked of anybody, and nothing is stored. */
export async function replay(recording: Recording, { policy, log, onAudit }: ReplayOptions): Promise<Once> {
  const { sweep, clusters } = recording.index;
  const sweepId = sweepIdOf(new Date(sweep.startedAt));
  let now = new Date(sweep.startedAt);
  const history = memoryHistory();
  const context: SweepContext = {
    ...recordedFleet(recording, (at) => {
      now = at;
    }),
    checks,
    policy: async () => policy ?? recording.index.policy,
    history,
    queues: memoryQueues(),
    now: () => now,
    log,
    metrics: noMetrics,
    ...(onAudit === undefined ? {} : { onAudit }),
    options: { deadlineMinutes: 0, closeCheckSeconds: 0, logWindowMinutes: 0, logDelayMinutes: 0 },
  };
  await history.openSweep({
    id: sweepId,
    trigger: 'command',
    status: 'planning',
    startedAt: sweep.startedAt,
    // It was closed whatever was missing, and so it is again.
    deadline: sweep.closedAt,
    ...(sweep.logSpan === undefined ? {} : { logSpan: sweep.logSpan }),
  });
  await history.planClusters(sweepId, clusters.map(plannedEntry));
  await history.markSweep(sweepId, {
    status: sweep.problem === undefined ? 'running' : 'planning',
    ...(sweep.problem === undefined ? {} : { problem: sweep.problem }),
    ...(sweep.unseen === undefined ? {} : { unseen: sweep.unseen }),
  });
  const startOf = new Map(recording.clusters.map(({ clusterKey, startedAt }) => [clusterKey, startedAt]));
  // One after the other: each has a time of its own.
  for (const { cluster, state, why } of clusters) {
    const startedAt = startOf.get(cluster.key);
    if (state === 'audited' && startedAt !== undefined) {
      now = new Date(startedAt);
      await auditCluster(context, auditMessage(sweepId, cluster.key));
    } else if (isGivenUp(state)) {
      await history.markLedger(sweepId, cluster.key, state, why);
    }
  }
  now = new Date(sweep.closedAt);
  await closeSweep(context, { schemaVersion: 1, sweepId });
  return outcomeOf(history, sweepId);
}

function plannedEntry({ cluster, state, why }: RecordedEntry): PlannedEntry {
  const said = why === undefined ? {} : { why };
  return state === 'skipped' || state === 'vanished'
    ? { cluster, state, ...said }
    : { cluster, state: 'planned' };
}

function isGivenUp(state: LedgerEntry['state']): boolean {
  return state === 'failed' || state === 'missed';
}
