/** Sweeps of the past, one after the other, by the pipeline of the product under a clock that is moved. */
import type { AnyCheck } from '../../src/checks/define-check.ts';
import { noMetrics } from '../../src/metrics.ts';
import type { Sweep } from '../../src/model.ts';
import type { Assembled } from '../../src/notify/assemble.ts';
import type { NotifyContext } from '../../src/notify/context.ts';
import { planReports } from '../../src/notify/report.ts';
import type { Logger } from '../../src/shared/logger.ts';
import type { History } from '../../src/store/history.ts';
import { noPolicy } from '../../src/policy/current-policy.ts';
import { memoryQueues } from '../../src/store/memory-queues.ts';
import { closeSweep } from '../../src/sweep/close.ts';
import type { FleetPort, SweepContext } from '../../src/sweep/context.ts';
import { giveUp } from '../../src/sweep/give-up.ts';
import { planOrNote, sendCloseSweep, startSweep } from '../../src/sweep/plan.ts';
import { sweepHandlers } from '../sweep-handlers.ts';
import type { MovedClock } from './moved-clock.ts';
import { passingHistory } from './passing-history.ts';
import { pastSweeps } from './schedule.ts';

export interface HistoryPlan {
  readonly history: History;
  readonly checks: readonly AnyCheck[];
  readonly fleet: FleetPort;
  /** The one that the fleet goes by too. */
  readonly clock: MovedClock;
  readonly log: Logger;
  /** Who is told of what; null for nobody. */
  readonly notifying: Assembled | null;
  readonly logWindowMinutes: number;
  /** How many days before `until` the first sweep was. */
  readonly days: number;
  readonly until: Date;
  /** Told after each sweep. */
  readonly onSweep: (startedAt: Date) => void;
}

/** As in config.ts. */
const logDelayMinutes = 15;

/** Enough for storage and API servers to be waited for together. */
const clustersAtOnce = 4;

/**
 * Makes what is missing of the history: all of it where nothing was ever swept; where an earlier try was interrupted, the
 * sweep that it left open and those after it; nothing once a sweep took place after all of them.
 */
export async function makeHistory(plan: HistoryPlan): Promise<void> {
  const open = await plan.history.currentSweep();
  const [newest] = (await plan.history.sweeps({ limit: 1 })).items;
  const times = pastSweeps(plan.days, plan.until);
  if (await isMade(plan)) return;
  if (open !== null) await runSweep(plan, open);
  // Whoever closed it may have died before the figures of its day were made.
  else if (newest !== undefined) await closeSweep(contextOf(plan), { schemaVersion: 1, sweepId: newest.id });
  for (const time of times) {
    if (newest !== undefined && time <= new Date(newest.startedAt)) continue;
    plan.clock.set(time);
    await runSweep(plan, null);
    plan.onSweep(time);
  }
  await reportOn(plan);
}

/** The reports that were last due, so that there is one of each to be seen. */
async function reportOn(plan: HistoryPlan): Promise<void> {
  const context = contextOf(plan);
  const notifying = notifyContextOf(plan, context);
  if (notifying === null) return;
  await planReports(notifying);
  await drain(context, notifying);
}

/** Whether nothing is missing: a sweep took place after all of the history, or there is to be none. */
export async function isMade({
  history,
  days,
  until,
}: Pick<HistoryPlan, 'history' | 'days' | 'until'>): Promise<boolean> {
  const last = pastSweeps(days, until).at(-1);
  const [newest] = (await history.sweeps({ limit: 1 })).items;
  return last === undefined || (newest !== undefined && new Date(newest.startedAt) > last);
}

/** Runs a new sweep at the time of the clock, or finishes one that was left open, as if it went on at its own time. */
async function runSweep(plan: HistoryPlan, open: Sweep | null): Promise<void> {
  const context = contextOf(plan);
  if (open === null) await startSweep(context, 'timer');
  else {
    plan.clock.set(new Date(open.startedAt));
    await planOrNote(context, open);
    await sendCloseSweep(context, open.id);
  }
  await drain(context, notifyContextOf(plan, context));
}

async function drain(context: ReturnType<typeof contextOf>, notifying: NotifyContext | null): Promise<void> {
  await context.queues.drain(sweepHandlers(context, notifying), {
    concurrency: clustersAtOnce,
    givenUp: (queue, id, item) => giveUp(context, { queue, id, item }),
  });
}

/** What was told in the past is in the outbox, too. */
function notifyContextOf(
  { notifying }: HistoryPlan,
  { history, queues, checks, policy, now, log, metrics }: SweepContext,
): NotifyContext | null {
  return notifying === null
    ? null
    : { ...notifying, history, queues, checks, policy, now, random: Math.random, log, metrics };
}

function contextOf({ history, checks, fleet, clock, log, logWindowMinutes }: HistoryPlan) {
  return {
    ...fleet,
    history: passingHistory(history),
    queues: memoryQueues(clock),
    checks,
    // Nobody decided anything in the past that is made here.
    policy: async () => noPolicy,
    now: clock.now,
    log,
    metrics: noMetrics,
    options: {
      deadlineMinutes: 55,
      // One look, when all is done.
      closeCheckSeconds: 600,
      logWindowMinutes,
      logDelayMinutes,
      // Not all of a day for one sweep a day: as much as each of many a day would read.
      longestLogMinutes: logWindowMinutes,
    },
  } satisfies SweepContext;
}
