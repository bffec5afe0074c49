import type { Course, Leg } from './course.ts';
import { differs, fitOf, type Fit } from './fit.ts';
import { sum } from './statistics.ts';
import { isShort, spanOf } from './stretches.ts';

/** The slope and level that a forecast goes on with, and the oldest point behind them. */
export interface Basis {
  readonly fit: Fit;
  readonly since: number;
}

/** So many steps one way without one the other way are how the figure grows, and no events. */
const fewestStairs = 3;

/**
 * What the figure does now. A bend ends what was before: growth that has stopped is over. A step does not: after a
 * clean-up it usually grows as before from another level. So the stretches since the newest bend give the slope
 * together, and the newest gives the level, unless the newest surely has another slope.
 */
export function basisOf({ legs }: Course): Basis {
  const bend = legs.findLastIndex(({ step }) => step === undefined);
  const since = legs.slice(Math.max(0, bend));
  const newest = since.slice(-1);
  if (since.length === 1) return together(newest);
  const stairs = stairsAtTheEnd(since);
  if (stairs.length > 0) return asOne(stairs);
  const common = together(since);
  const apart = newest.every(({ points }) => !isShort(points));
  if (!apart) return common;
  const own = together(newest);
  const others = together(since.slice(0, -1));
  return differs(own.fit, others.fit.slope) && differs(others.fit, own.fit.slope) ? own : common;
}

function together(legs: readonly Leg[]): Basis {
  const groups = legs.map(({ points }) => points);
  const newest = groups.at(-1) ?? [];
  return { fit: fitOf(groups, newest), since: groups[0]?.[0]?.t ?? 0 };
}

/** Legs as if there were no steps between them. */
function asOne(legs: readonly Leg[]): Basis {
  const points = legs.flatMap(({ points }) => points);
  return { fit: fitOf([points], points), since: points[0]?.t ?? 0 };
}

/** The newest legs that step the same way each time, when the steps make more of the change than the legs. */
function stairsAtTheEnd(legs: readonly Leg[]): readonly Leg[] {
  const heights = legs.map(({ step }) => (step === undefined ? 0 : step.to - step.from));
  const way = Math.sign(heights.at(-1) ?? 0);
  const other = heights.findLastIndex((height) => Math.sign(height) !== way);
  const stairs = legs.slice(other);
  const stepped = sum(heights.slice(other + 1));
  const within = sum(stairs.map(({ line, points }) => line.slope * spanOf(points)));
  return stairs.length > fewestStairs && Math.abs(stepped) > Math.abs(within) ? stairs : [];
}
