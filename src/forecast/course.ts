import { scatterOf, type Scatter } from './fit.ts';
import { withoutSpikes } from './spikes.ts';
import type { Point } from './statistics.ts';
import { isShort, lineOf, stretchesOf, type Line, type Stretch } from './stretches.ts';

/** A sudden change of the level: a clean-up, a defragmentation, an import. */
interface Step {
  /** The first point that shows it. */
  readonly t: number;
  readonly from: number;
  readonly to: number;
}

/** Points that go along one line, and what came before them. */
export interface Leg {
  readonly points: Stretch;
  readonly line: Line;
  /** The step that it begins with; undefined where it begins with a bend, and for the oldest. */
  readonly step: Step | undefined;
}

/** How the figure went: its lines, oldest first, and how it scatters around them. */
export interface Course {
  readonly legs: readonly Leg[];
  readonly scatter: Scatter;
}

/** Smaller jumps, in noises, are not told from a bend. */
const leastStep = 3;

export function courseOf(points: readonly Point[]): Course {
  const smooth = withoutSpikes(points);
  const stretches = stretchesOf(smooth);
  const lines = stretches.map(lineOf);
  const residuals = stretches.map((stretch, i) =>
    stretch.map(({ t, v }) => v - valueOf(lines[i] ?? { level: 0, slope: 0 }, t)),
  );
  const scatter = scatterOf(residuals, 2 * stretches.length);
  const legs: Leg[] = [];
  let taken = 0;
  for (const [i, stretch] of stretches.entries()) {
    const own = points.slice(taken, taken + stretch.length);
    taken += stretch.length;
    const before = legs.at(-1);
    const line = lines[i] ?? lineOf(stretch);
    const step = before && stepBetween(before, { points: stretch, line }, scatter.noise);
    if (before !== undefined && step === undefined && isShort(stretch)) {
      // Too short for a slope and not on another level: nothing new.
      legs[legs.length - 1] = { ...before, points: [...before.points, ...own] };
    } else {
      legs.push({ points: own, line, step });
    }
  }
  return { legs, scatter };
}

export function valueOf({ level, slope }: Line, t: number): number {
  return level + slope * t;
}

function stepBetween(before: Leg, after: Omit<Leg, 'step'>, noise: number): Step | undefined {
  const last = before.points.at(-1)?.t ?? 0;
  const t = after.points[0]?.t ?? 0;
  const [from, to] = [valueOf(before.line, t), valueOf(after.line, t)];
  // What grows between two samples is no step, though nobody saw it grow.
  const unseen = (Math.abs(before.line.slope) + Math.abs(after.line.slope)) * (t - last);
  return Math.abs(to - from) > leastStep * noise + unseen ? { t, from, to } : undefined;
}
