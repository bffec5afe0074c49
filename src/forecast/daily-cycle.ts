import { lineThrough } from './fit.ts';
import { median, medianScale, type Point } from './statistics.ts';

/** Below this many days, the hours of one odd day would count as a habit. */
const fewestDays = 4;

/** A cycle that explains less of the spread than this is left in: taking out noise only moves it to other places. */
const leastExplained = 0.25;

/** A line through two points would tell nothing of a third. */
const fewestAround = 3;

/**
 * Points without the daily cycle: busy by day, quiet at night. Otherwise a morning looks like the start of a growth.
 * How far each time of day usually lies from the line through the day around it is taken off. Works with at least two
 * points a day; with fewer there is no cycle to see.
 */
export function withoutDailyCycle(points: readonly Point[]): readonly Point[] {
  const first = points[0]?.t ?? 0;
  const last = points.at(-1)?.t ?? 0;
  const slots = Math.min(12, Math.floor(points.length / (last - first)));
  if (last - first < fewestDays || slots < 2) return points;
  const slotOf = (t: number): number => Math.floor((((t % 1) + 1) % 1) * slots + 1e-6) % slots;

  const deviations = points
    .filter(({ t }) => t - first >= 0.45 && last - t >= 0.45)
    .map((point) => ({ point, around: points.filter(({ t }) => Math.abs(t - point.t) <= 0.5) }))
    .filter(({ around }) => around.length >= fewestAround)
    .map(({ point, around }) => {
      // A line and not the median: where points are irregular, a growth would look like a habit.
      const { level, slope } = lineThrough(around);
      return { slot: slotOf(point.t), deviation: point.v - level - slope * point.t };
    });
  const habits = new Map<number, number>();
  for (const [slot, group] of Map.groupBy(deviations, ({ slot }) => slot)) {
    if (group.length >= 3) habits.set(slot, median(group.map(({ deviation }) => deviation)));
  }
  if (habits.size < slots) return points;
  const before = medianScale(deviations.map(({ deviation }) => deviation));
  const after = medianScale(deviations.map(({ slot, deviation }) => deviation - (habits.get(slot) ?? 0)));
  if (after > (1 - leastExplained) * before) return points;
  const centre = median([...habits.values()]);
  return points.map(({ t, v }) => ({ t, v: v - (habits.get(slotOf(t)) ?? centre) + centre }));
}
