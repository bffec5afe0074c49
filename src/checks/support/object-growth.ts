/** How the number of objects of a kind went over the last days: how fast it grew, how steadily, and whether it comes and goes. */
import type { HistoryPoint } from '../../evidence/history.ts';
import { dayMs } from '../../shared/durations.ts';

export interface ObjectGrowth {
  /** Objects a day: the median of the slopes between all pairs of days (Theil–Sen), so that no odd day decides. */
  readonly perDay: number;
  /** Share of the pairs of days of which the later one has more; as many counts half. 1 when it only grew. */
  readonly steadiness: number;
  /** Share of the days that added a quarter of `perDay` or more to the day before: little when all came in a few jumps. */
  readonly growingDays: number;
  /** The fewest objects of each of the last days, oldest first; days on which nobody looked are left out. */
  readonly days: readonly HistoryPoint[];
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
 * Days are counted back from `now`, and of each the fewest objects count: what is made and cleaned up within a day leaves
 * no trace. One day more than `seconds` is looked at, so that a clean-up once in that time does not hide at its edge. Null
 * when the points do not reach back that far, or are too few to tell.
 */
export function objectGrowth(
  points: readonly HistoryPoint[],
  count: number,
  now: Date,
  seconds: number,
): ObjectGrowth | null {
  const span = (seconds * 1_000) / dayMs;
  const age = ({ at }: HistoryPoint): number => (now.getTime() - Date.parse(at)) / dayMs;
  const all = [...points, { at: now.toISOString(), value: count }].toSorted(
    (left, right) => age(right) - age(left) || left.value - right.value,
  );
  const before = all.filter((point) => age(point) >= span + 2);
  const recent = all.slice(before.length);
  const reachesBack = recent.some((point) => age(point) >= span);
  // Where nobody looked for some days, what was seen last before them still tells.
  const days = dailyLows(reachesBack ? recent : [...before.slice(-1), ...recent], age);
  if (days.length < fewestDays || days.every((point) => age(point) < span)) return null;
  const { perDay, steadiness } = pairsOf(days);
  return {
    perDay,
    steadiness,
    growingDays: growingDays(days, perDay),
    days,
    comesBack: comesBack(
      before.map(({ value }) => value),
      count,
      perDay * span,
    ),
    since: sinceOf(all, perDay),
  };
}

function dailyLows(
  points: readonly HistoryPoint[],
  age: (point: HistoryPoint) => number,
): readonly HistoryPoint[] {
  const days = Map.groupBy(points, (point) => Math.floor(age(point)));
  return [...days.values()].map((day) => day.reduce((low, point) => (point.value < low.value ? point : low)));
}

function pairsOf(days: readonly HistoryPoint[]): Pick<ObjectGrowth, 'perDay' | 'steadiness'> {
  const slopes = days
    .flatMap((from, place) =>
      days.slice(place + 1).map((to) => {
        const distance = (Date.parse(to.at) - Date.parse(from.at)) / dayMs;
        return (to.value - from.value) / distance;
      }),
    )
    .toSorted((left, right) => left - right);
  const [below, above] = [slopes[(slopes.length - 1) >> 1] ?? 0, slopes[slopes.length >> 1] ?? 0];
  const rising = slopes.filter((slope) => slope > 0).length;
  const level = slopes.filter((slope) => slope === 0).length;
  return { perDay: (below + above) / 2, steadiness: (rising + level / 2) / slopes.length };
}

function growingDays(days: readonly HistoryPoint[], perDay: number): number {
  const growing = days.filter(({ value }, place) => {
    const before = days[place - 1];
    return before !== undefined && value - before.value >= perDay / 4;
  });
  return growing.length / (days.length - 1);
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

function sinceOf(all: readonly HistoryPoint[], perDay: number): string {
  const fewest = Math.min(...all.map(({ value }) => value));
  const low = all.findLast(({ value }) => value <= fewest + Math.max(0, perDay));
  return low?.at ?? '';
}
