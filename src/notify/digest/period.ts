import { dayMs } from '../../shared/durations.ts';
import type { ReportSettings } from '../settings/notify-settings.ts';

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

const days = { day: 1, week: 7 } as const;

/**
 * A day or a week up to when a report is due. It begins at the same hour on the clocks of its time zone: where summer time
 * begins or ends in between, two reports neither overlap nor leave an hour out.
 */
export function periodOf({ period, timeZone }: ReportSettings, dueAt: Date): Period {
  const earlier = new Date(dueAt.getTime() - days[period] * dayMs);
  const shift = offsetMs(dueAt, timeZone) - offsetMs(earlier, timeZone);
  return { from: new Date(earlier.getTime() + shift), to: dueAt };
}

/** How far the clocks of a time zone are ahead of UTC at a moment. */
function offsetMs(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  // `GMT`, `GMT+02:00`, `GMT-03:30`.
  const found = /([+-])(\d{2}):(\d{2})/u.exec(name);
  if (found === null) return 0;
  const [, sign, hours, minutes] = found;
  return (sign === '-' ? -60_000 : 60_000) * (60 * Number(hours) + Number(minutes));
}
