import { Cron } from 'croner';
import { messageOf } from './errors.ts';

/** When the timer fires, in UTC as on Flex Consumption. */
export interface Schedule {
  readonly expression: string;
  next(after: Date): Date;
  /** Time between the next two ticks. */
  intervalSeconds(now: Date): number;
}

/** What is wrong with an expression, or null: six fields with seconds first, as the timer trigger reads it. */
export function scheduleProblem(expression: string): string | null {
  if (expression.trim().split(/\s+/u).length !== 6) {
    return 'a schedule has six fields: second minute hour day month weekday';
  }
  // The library knows more (L, W, #, ?) than the Functions host does.
  const unknown = /[^\dA-Za-z*,/\s-]|\b(?:L|W|\d+[LW])\b/u.exec(expression);
  if (unknown !== null) return `there is no "${unknown[0]}" in a schedule`;
  try {
    scheduleOf(expression).next(new Date(0));
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

/** A schedule from a six-field NCRONTAB expression that has been checked before. */
export function scheduleOf(expression: string): Schedule {
  // NCRONTAB wants the day of the month and the weekday both: https://github.com/atifaziz/NCrontab/blob/master/NCrontab/CrontabSchedule.cs
  const cron = new Cron(expression, { paused: true, utcOffset: 0, mode: '6-part', domAndDow: true });
  const next = (after: Date): Date => {
    const tick = cron.nextRun(after);
    if (tick === null) throw new Error(`The schedule "${expression}" never fires again.`);
    return tick;
  };
  return {
    expression,
    next,
    intervalSeconds: (now) => {
      const first = next(now);
      return (next(first).getTime() - first.getTime()) / 1000;
    },
  };
}
