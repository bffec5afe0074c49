/** The clocks of a time zone: which local time a moment has, and which moments a local time has. */
import { dayMs } from './durations.ts';

/** A local date and time as the moment at which a clock in UTC shows it: good for sums of days and for weekdays. */
export type LocalTime = Date;

export function localTimeOf(moment: Date, timeZone: string): LocalTime {
  return new Date(moment.getTime() + offsetAt(moment.getTime(), timeZone));
}

/** When clocks show a local time. */
export interface Moments {
  readonly first: Date;
  /** Later than the first when clocks are put back over it: they show it twice. */
  readonly last: Date;
}

/** A time that is left out when clocks are put forward has the moment of that: from then on it is past. */
export function momentsOf(local: LocalTime, timeZone: string): Moments {
  const wanted = local.getTime();
  // No zone is a day away from UTC, or changes its clocks twice within two days.
  const offsets = [offsetAt(wanted - dayMs, timeZone), offsetAt(wanted + dayMs, timeZone)];
  const moments = offsets
    .map((offset) => wanted - offset)
    .filter((moment) => moment + offsetAt(moment, timeZone) === wanted);
  if (moments.length === 0) {
    const changed = changeBetween(wanted - dayMs, wanted + dayMs, timeZone);
    return { first: changed, last: changed };
  }
  return { first: new Date(Math.min(...moments)), last: new Date(Math.max(...moments)) };
}

/** The first moment that has the offset of the end, by halves. */
function changeBetween(start: number, end: number, timeZone: string): Date {
  const after = offsetAt(end, timeZone);
  let [before, since] = [start, end];
  while (since - before > 1) {
    const middle = Math.floor((before + since) / 2);
    if (offsetAt(middle, timeZone) === after) since = middle;
    else before = middle;
  }
  return new Date(since);
}

/** How far local time is ahead of UTC. */
function offsetAt(moment: number, timeZone: string): number {
  const second = Math.floor(moment / 1000) * 1000;
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(second)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - second;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once for each zone: making one costs more than using it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

/** Whether it is the name of a zone, as of the IANA; offsets such as +01:00 know no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/u.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
