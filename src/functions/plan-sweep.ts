import type { TimerHandler } from '@azure/functions';
import type { Logger } from '../shared/logger.ts';
import { loggerTo } from '../shared/logger.ts';
import type { SweepContext } from '../sweep/context.ts';
import { startSweep } from '../sweep/plan.ts';

/** Timer: starts a sweep of the fleet; while one is open it only makes sure that it goes on. */
export function planSweepHandler(contextFor: (log: Logger) => SweepContext): TimerHandler {
  return async function planSweep(timer, invocation) {
    const log = loggerTo(invocation);
    if (timer.isPastDue) log.warn('Sweep starts late', { next: timer.scheduleStatus?.next ?? null });
    await startSweep(contextFor(log), 'timer');
  };
}
