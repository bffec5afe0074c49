/** When reports are due, and about what span of time they are. */
import { Cron } from 'croner';
import { dayMs } from '../../shared/durations.ts';
import { localTimeOf, momentsOf } from '../../shared/local-time.ts';
import type { ReportSettings } from './notify-settings.ts';

/** The newest time at or before now at which a report was due. */
export function dueAt({ name, schedule, timeZone }: ReportSettings, now: Date): Date {
  // The library looks for times before the one it is given.
  const [due] = cronOf(schedule, timeZone).previousRuns(1, new Date(now.getTime() + 1));
  if (due === undefined) throw new Error(`The report ${name} was never due by its schedule "${schedule}".`);
  return due;
}

/**
 * A day or a week back from when it is due, by the calendar of its time zone: an hour more or less where clocks were changed.
 * Reports that are due once in their period follow upon each other without a gap.
 */
export function periodOf(
  { period, timeZone }: Pick<ReportSettings, 'period' | 'timeZone'>,
  due: Date,
): { readonly from: Date; readonly to: Date } {
  const local = localTimeOf(due, timeZone).getTime();
  const from = momentsOf(new Date(local - (period === 'week' ? 7 : 1) * dayMs), timeZone).first;
  return { from, to: due };
}

/** Six fields, read as the schedule of sweeps is. A time that clocks leave out is that at which they are put forward; of two the first. */
export function cronOf(schedule: string, timezone: string): Cron {
  return new Cron(schedule, { paused: true, timezone, mode: '6-part', domAndDow: true });
}
