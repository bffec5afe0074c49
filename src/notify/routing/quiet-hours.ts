import { dayMs } from '../../shared/durations.ts';
import { localTimeOf, type LocalTime, momentsOf } from '../../shared/local-time.ts';
import { type QuietHours, type QuietSpan, weekdays } from '../settings/notify-settings.ts';

/** What is not over by then is quiet all week: it is looked at again then. */
const mostDays = 8;

/**
 * The end of the quiet time that a moment is in, over all spans that join; null when it is not quiet.
 *
 * A span lasts from the first moment at which local clocks show `from` until the last at which they show `to`: when clocks
 * are put back over one of them, nobody is woken in between. A time that is left out when they are put forward is that
 * moment.
 */
export function quietUntil(quiet: QuietHours, at: Date): Date | null {
  const stretches = stretchesAround(quiet, at);
  let end = at.getTime();
  // In the order of their beginnings, so that each may carry on what came before.
  for (const { from, to } of stretches) {
    if (from <= end && to > end) end = to;
  }
  return end === at.getTime() ? null : new Date(end);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function stretchesAround({ timeZone, spans }: QuietHours, at: Date): readonly Stretch[] {
  const midnight = Math.floor(localTimeOf(at, timeZone).getTime() / dayMs) * dayMs;
  // A span that began yesterday may not be over; the day before, where a whole day is left out of the calendar.
  return Array.from({ length: mostDays + 3 }, (_, place) => new Date(midnight + (place - 2) * dayMs))
    .flatMap((day) =>
      spans.filter((span) => beginsOn(span, day)).map((span) => stretchOf(span, day, timeZone)),
    )
    .filter(({ from, to }) => from < to)
    .toSorted((left, right) => left.from - right.from);
}

function beginsOn({ days }: QuietSpan, day: LocalTime): boolean {
  // Sunday is the first day of JavaScript, and the last one here.
  const weekday = weekdays[(day.getUTCDay() + 6) % 7];
  return weekday !== undefined && days.includes(weekday);
}

function stretchOf({ from, to }: QuietSpan, day: LocalTime, timeZone: string): Stretch {
  const begin = new Date(day.getTime() + timeOfDay(from));
  const end = new Date(day.getTime() + timeOfDay(to) + (to <= from ? dayMs : 0));
  return {
    from: momentsOf(begin, timeZone).first.getTime(),
    to: momentsOf(end, timeZone).last.getTime(),
  };
}

/** Of `HH:MM`, in milliseconds. */
function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}
