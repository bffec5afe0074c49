/** One sweep in this process, without server, storage or schedule. */
import { checks } from '../../src/checks/index.ts';
import { settingCatalogue } from '../../src/config/catalogue.ts';
import { noMetrics } from '../../src/metrics.ts';
import type { Policy } from '../../src/model.ts';
import { noPolicy } from '../../src/policy/current-policy.ts';
import type { Logger } from '../../src/shared/logger.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { memoryQueues } from '../../src/store/memory-queues.ts';
import type { FleetPort, SweepContext } from '../../src/sweep/context.ts';
import { giveUp } from '../../src/sweep/give-up.ts';
import { startSweep } from '../../src/sweep/plan.ts';
import { sweepHandlers } from '../sweep-handlers.ts';
import { type Once, outcomeOf } from './outcome.ts';
import type { Progress } from './progress.ts';

const logDelayMinutes = settingCatalogue.LOG_DELAY_MINUTES.fallback;

/** Clusters audited at the same time: enough to hide their latency, few enough for one machine's connections. */
const clustersAtOnce = 8;

export interface OnceOptions {
  readonly log: Logger;
  readonly progress: Progress;
  /** Suppressions and thresholds; none without it. */
  readonly policy?: Policy;
  /** Length of the stretch of audit log that is read. */
  readonly logWindowMinutes: number;
  readonly onAudit?: SweepContext['onAudit'];
}

/**
 * Sweeps the fleet once and reports it. A fleet that cannot be listed throws what listing it threw; a cluster that
 * cannot be audited makes the report incomplete.
 */
export async function auditOnce(
  port: FleetPort,
  { log, progress, policy = noPolicy, logWindowMinutes, onAudit }: OnceOptions,
): Promise<Once> {
  const fleet = await port.discover();
  const history = memoryHistory();
  const queues = memoryQueues();
  const context: SweepContext = {
    ...port,
    checks,
    policy: async () => policy,
    discover: async () => fleet,
    history,
    queues,
    now: () => new Date(),
    log,
    metrics: noMetrics,
    ...(onAudit === undefined ? {} : { onAudit }),
    options: { deadlineMinutes: 24 * 60, closeCheckSeconds: 0.1, logWindowMinutes, logDelayMinutes },
  };
  const { sweep } = await startSweep(context, 'command');
  let done = 0;
  const all = fleet.clusters.filter(({ skip }) => skip === null).length;
  progress.step(done, all);
  const handlers = sweepHandlers(context, null);
  await queues.drain(
    {
      ...handlers,
      'audit-cluster': async (item) => {
        await handlers['audit-cluster'](item);
        done += 1;
        progress.step(done, all);
      },
    },
    { concurrency: clustersAtOnce, givenUp: (queue, id, item) => giveUp(context, { queue, id, item }) },
  );
  progress.end();
  return outcomeOf(history, sweep.id);
}
