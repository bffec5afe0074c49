/** Spans of time in which nobody is told: what is wrong with them. */
import { dayMs, hourMs } from '../../shared/durations.ts';
import { type QuietSpan, weekdays } from './notify-settings.ts';

/** What is not wanted for longer is suppressed, with an owner and a reason. */
export const mostMaintenanceDays = 31;

/** What begins later has a wrong year. */
export const mostDaysAhead = 366;

interface SpanProblem {
  readonly member: 'from' | 'to';
  readonly message: string;
}

/** Of a maintenance window; without a time now, it may be as far ahead as it likes. */
export function spanProblems(from: string, to: string, now: Date | null): readonly SpanProblem[] {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const latest = new Date((now?.getTime() ?? begin) + mostDaysAhead * dayMs).toISOString();
  const problems: SpanProblem[] = [];
  if (from > latest) {
    const message = `It is ${from}, more than ${mostDaysAhead} days ahead. Expected ${latest.slice(0, 10)} at the latest.`;
    problems.push({ member: 'from', message });
  }
  if (end <= begin) {
    const later = new Date(begin + 4 * hourMs).toISOString();
    problems.push({ member: 'to', message: `It is not after from. Expected the end, e.g. ${later}.` });
  } else if (end - begin > mostMaintenanceDays * dayMs) {
    const message = `It is more than ${mostMaintenanceDays} days after from, and nobody would be told of anything meanwhile. Expected less; findings that are known are suppressed (docs/policy.md).`;
    problems.push({ member: 'to', message });
  }
  return problems;
}

const minutesOfDay = 1440;

/** Whether no minute of a week is left in which messages are sent. */
export function isQuietAllWeek(
  spans: readonly { readonly days?: QuietSpan['days']; readonly from: string; readonly to: string }[],
): boolean {
  const week = weekdays.length * minutesOfDay;
  const quiet = new Set<number>();
  for (const { days = weekdays, from, to } of spans) {
    const length = ((minuteOf(to) - minuteOf(from) + minutesOfDay - 1) % minutesOfDay) + 1;
    for (const day of days) {
      const begin = weekdays.indexOf(day) * minutesOfDay + minuteOf(from);
      for (let minute = 0; minute < length; minute += 1) quiet.add((begin + minute) % week);
    }
  }
  return quiet.size === week;
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
