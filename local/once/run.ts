/** One sweep in this process, without server, storage or schedule. */
import { checks } from '../../src/checks/index.ts';
import type { AuditReport } from '../../src/report/audit-report.ts';
import { auditReport } from '../../src/report/audit-report.ts';
import type { Logger } from '../../src/shared/logger.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { memoryQueues } from '../../src/store/memory-queues.ts';
import type { FleetPort, SweepContext } from '../../src/sweep/context.ts';
import { giveUp } from '../../src/sweep/give-up.ts';
import { startSweep } from '../../src/sweep/plan.ts';
import { sweepHandlers } from '../sweep-handlers.ts';
import type { Progress } from './progress.ts';

/** As in config.ts: rows usually take 3 to 10 minutes to arrive. */
const logDelayMinutes = 15;

/** Clusters audited at the same time: enough to hide their latency, few enough for one machine's connections. */
const clustersAtOnce = 8;

export interface OnceOptions {
  readonly log: Logger;
  readonly progress: Progress;
  /** Length of the stretch of audit log that is read. */
  readonly logWindowMinutes: number;
}

/**
 * Sweeps the fleet once and reports it. A fleet that cannot be listed throws what listing it threw; a cluster that
 * cannot be audited makes the report incomplete.
 */
export async function auditOnce(
  port: FleetPort,
  { log, progress, logWindowMinutes }: OnceOptions,
): Promise<AuditReport> {
  const fleet = await port.discover();
  const history = memoryHistory();
  const queues = memoryQueues();
  const context: SweepContext = {
    ...port,
    checks,
    discover: async () => fleet,
    history,
    queues,
    now: () => new Date(),
    log,
    options: { deadlineMinutes: 24 * 60, closeCheckSeconds: 0.1, logWindowMinutes, logDelayMinutes },
  };
  const { sweep } = await startSweep(context, 'command');
  let done = 0;
  const all = fleet.clusters.filter(({ skip }) => skip === null).length;
  progress.step(done, all);
  const handlers = sweepHandlers(context);
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
  return reportOf(context, sweep.id);
}

async function reportOf({ history }: SweepContext, sweepId: string): Promise<AuditReport> {
  const sweep = await history.sweep(sweepId);
  if (sweep === null) throw new Error(`Sweep ${sweepId} is not stored.`);
  const ledger = await history.ledger(sweepId);
  const audits = await Promise.all(ledger.map(({ cluster }) => history.audit(cluster.key, sweepId)));
  return auditReport(
    sweep,
    ledger,
    audits.filter((audit) => audit !== null),
  );
}
