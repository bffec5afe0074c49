/** How the number of objects of a kind went over the last days: how fast it grew, how steadily, and whether it comes and goes. */
import type { HistoryPoint } from '../../evidence/history.ts';
import { median } from '../../forecast/statistics.ts';
import { dayMs } from '../../shared/durations.ts';
import { sum } from '../../shared/sum.ts';

export interface ObjectGrowth {
  /** Objects a day: the median of the slopes between all pairs of days (Theil–Sen), so that no odd day decides. */
  readonly perDay: number;
  /**
   * Share of the pairs of days of which the later one has more; as many counts half. 1 when it only grew. By the mean of
   * the days, or by their lowest counts where those were less steady: what swings often may have any mean.
   */
  readonly steadiness: number;
  /** Share of the days that added a quarter of `perDay` or more to the day before: little when all came in a few jumps. */
  readonly growingDays: number;
  /** Mean of each of the last days (UTC), oldest first, at its noon; today and days on which nobody looked are left out. */
  readonly days: readonly HistoryPoint[];
  /** Whether half of what it grew by in the whole time is gone since yesterday. */
  readonly fell: boolean;
  /** Whether it was about as high before and fell again, more than once: somebody cleans up now and then. */
  readonly comesBack: boolean;
  /** When there were last no more than a day's growth above the fewest that are remembered, ISO 8601. */
  readonly since: string;
}

/** As for a forecast: a line through fewer follows the noise. */
const fewestDays = 5;

/** After one clean-up nobody knows of a second. */
const fewestFalls = 2;

/**
 * The mean of whole days, because that is what is remembered of days that are long ago, and because it is the same
 * whatever hour it is now: neither what is made and cleaned up within a day nor the hour of the audit is growth. Two days
 * more than `seconds` are looked at, so that a clean-up once in that time does not hide at its edge. Null when the points
 * do not reach back that far, or are too few to tell.
 */
export function objectGrowth(
  points: readonly HistoryPoint[],
  count: number,
  now: Date,
  seconds: number,
): ObjectGrowth | null {
  const span = (seconds * 1_000) / dayMs;
  const days = byDay([...points, { at: now.toISOString(), value: count }], now);
  const whole = days.filter(({ ago }) => ago >= 1);
  const before = whole.filter(({ ago }) => ago > span + 2);
  const recent = whole.slice(before.length);
  const reachesBack = recent.some(({ ago }) => ago >= span);
  // Where nobody looked for some days, what was seen last before them still tells.
  const looked = reachesBack ? recent : [...before.slice(-1), ...recent];
  if (looked.length < fewestDays || looked.every(({ ago }) => ago < span)) return null;
  const means = looked.map(({ at, mean }) => ({ at, value: mean }));
  // Of older days nothing but the mean is known.
  const lows = looked.filter(({ ago }) => ago <= span).map(({ at, low }) => ({ at, value: low }));
  const slopes = slopesOf(means);
  const perDay = median(slopes);
  const rise = perDay * span;
  return {
    perDay,
    steadiness: Math.min(risingShare(slopes), risingShare(slopesOf(lows))),
    growingDays: growingDays(means, perDay),
    days: means,
    fell: fellSince(looked.at(-1), days.at(-1), rise),
    comesBack: comesBack(
      before.map(({ mean }) => mean),
      count,
      rise,
    ),
    since: sinceOf(days, perDay),
  };
}

interface Day {
  /** Noon. */
  readonly at: string;
  /** 0 is today. */
  readonly ago: number;
  readonly mean: number;
  readonly low: number;
}

/** Oldest first; the last one is today. */
function byDay(points: readonly HistoryPoint[], now: Date): readonly Day[] {
  const today = dayOf(now.getTime());
  const days = Map.groupBy(points, ({ at }) => dayOf(Date.parse(at)));
  return [...days]
    .toSorted(([left], [right]) => left - right)
    .map(([day, inDay]) => {
      const values = inDay.map(({ value }) => value).toSorted((left, right) => left - right);
      return {
        at: new Date((day + 0.5) * dayMs).toISOString(),
        ago: today - day,
        mean: sum(values) / values.length,
        low: Math.min(...values),
      };
    });
}

function dayOf(milliseconds: number): number {
  return Math.floor(milliseconds / dayMs);
}

/** Between all pairs of days, in objects a day. */
function slopesOf(days: readonly HistoryPoint[]): readonly number[] {
  return days.flatMap((from, place) =>
    days.slice(place + 1).map((to) => {
      const distance = (Date.parse(to.at) - Date.parse(from.at)) / dayMs;
      return (to.value - from.value) / distance;
    }),
  );
}

function risingShare(slopes: readonly number[]): number {
  const rising = slopes.filter((slope) => slope > 0).length;
  const level = slopes.filter((slope) => slope === 0).length;
  return slopes.length === 0 ? 1 : (rising + level / 2) / slopes.length;
}

function growingDays(days: readonly HistoryPoint[], perDay: number): number {
  const growing = days.filter(({ value }, place) => {
    const before = days[place - 1];
    return before !== undefined && value - before.value >= perDay / 4;
  });
  return growing.length / (days.length - 1);
}

/** Lows against lows: at its lowest hour a kind that is cleaned up every day is far below the mean of yesterday. */
function fellSince(yesterday: Day | undefined, today: Day | undefined, rise: number): boolean {
  return yesterday !== undefined && today !== undefined && today.low < yesterday.low - rise / 2;
}

/** A fall takes back half of `rise`. A count that is a whole rise above all before is something new, however often it fell. */
function comesBack(before: readonly number[], count: number, rise: number): boolean {
  let [falls, falling, extreme] = [0, false, before[0] ?? 0];
  for (const value of before) {
    if (falling ? value < extreme : value > extreme) extreme = value;
    if (Math.abs(value - extreme) < rise / 2 || value === extreme) continue;
    if (!falling) falls += 1;
    falling = !falling;
    extreme = value;
  }
  return falls >= fewestFalls && count < Math.max(...before) + rise;
}

function sinceOf(days: readonly Day[], perDay: number): string {
  const fewest = Math.min(...days.map(({ mean }) => mean));
  const low = days.findLast(({ mean }) => mean <= fewest + Math.max(0, perDay));
  return low?.at ?? '';
}
