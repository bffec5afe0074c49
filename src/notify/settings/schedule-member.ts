import { z } from 'zod';
import { scheduleProblem } from '../../shared/schedule.ts';
import { hourMs } from '../../shared/durations.ts';
import { cronOf } from './due-reports.ts';

/** A report that comes more often is read by nobody, and no sweep is that frequent. */
const leastHours = 1;

/** Any time: what a schedule does in a row of its ticks does not depend on it. */
const someTime = new Date('2026-01-01T00:00:00.000Z');

/** When a report is due: the same six fields as the schedule of sweeps has. */
export const scheduleMember = z
  .string('Expected a schedule, e.g. 0 0 7 * * 1 for Mondays at 7.')
  .superRefine((expression, context) => {
    const why = scheduleProblem(expression);
    if (why !== null) {
      context.addIssue({
        code: 'custom',
        message: `It is wrong: ${why}. Expected e.g. 0 0 7 * * 1 for Mondays at 7.`,
      });
    } else if (isTooOften(expression)) {
      const message = `It is due more than once an hour. Expected e.g. 0 0 7 * * 1 for Mondays at 7.`;
      context.addIssue({ code: 'custom', message });
    }
  });

function isTooOften(expression: string): boolean {
  const ticks = cronOf(expression, 'UTC').nextRuns(100, someTime);
  return ticks.some((tick, place) => {
    const next = ticks[place + 1];
    return next !== undefined && next.getTime() - tick.getTime() < leastHours * hourMs;
  });
}
