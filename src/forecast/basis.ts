import type { Course, Leg } from './course.ts';
import { differ, fitOf, type Fit, type Scatter } from './fit.ts';
import { isShort, spanOf } from './stretches.ts';
import { sum } from '../shared/sum.ts';

/** The slope and level that a forecast goes on with, and the oldest point behind them. */
export interface Basis {
  readonly fit: Fit;
  readonly since: number;
}

/** So many steps one way without one the other way are how the figure grows, and no events. */
const fewestStairs = 3;

/** When the newest stair lasts so many times as long as any before, the growth has stopped. */
const longest = 2;

/**
 * What the figure does now. The newest leg gives the level. It gives the slope, too, together with the legs before it
 * back to the first one that surely had another slope: a growth that has stopped is over, and after a clean-up a figure
 * usually grows as before from another level.
 */
export function basisOf({ legs, scatter }: Course): Basis {
  const stairs = stairsAtTheEnd(legs);
  if (stairs.length > 0) return asOne(stairs);
  let first = legs.length - 1;
  while (first > 0) {
    const [known, before] = [legs.slice(first), legs.slice(first - 1, first)];
    const tooShort = [known, before].some((legs) => legs.every(({ points }) => isShort(points)));
    if (!tooShort && differ(together(known, scatter), together(before, scatter))) break;
    first -= 1;
  }
  const used = legs.slice(first);
  return { fit: together(used, scatter), since: used[0]?.points[0]?.t ?? 0 };
}

function together(legs: readonly Leg[], scatter: Scatter): Fit {
  const groups = legs.map(({ points }) => points);
  return fitOf(groups, groups.at(-1) ?? [], scatter);
}

/** Legs as if there were no steps between them. */
function asOne(legs: readonly Leg[]): Basis {
  const points = legs.flatMap(({ points }) => points);
  return { fit: fitOf([points], points), since: points[0]?.t ?? 0 };
}

/**
 * The newest legs that step the same way each time, when the steps make more of the change than the legs, and the next
 * step is not overdue by far.
 */
function stairsAtTheEnd(legs: readonly Leg[]): readonly Leg[] {
  const heights = legs.map(({ step }) => (step === undefined ? 0 : step.to - step.from));
  const way = Math.sign(heights.at(-1) ?? 0);
  const other = heights.findLastIndex((height) => Math.sign(height) !== way);
  const stairs = legs.slice(other);
  if (way === 0 || stairs.length <= fewestStairs) return [];
  const stepped = sum(heights.slice(other + 1));
  const spans = stairs.map(({ points }) => spanOf(points));
  const within = sum(stairs.map(({ line }, i) => line.slope * (spans[i] ?? 0)));
  const overdue = (spans.at(-1) ?? 0) > longest * Math.max(...spans.slice(1, -1));
  return Math.abs(stepped) > Math.abs(within) && !overdue ? stairs : [];
}
