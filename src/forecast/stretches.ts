import { correlationOf, mean, type Point } from './statistics.ts';
import { sum } from '../shared/sum.ts';

/** Points that a straight line fits, oldest first. */
export type Stretch = readonly Point[];

/** A line through fewer points, or within less time, follows the noise. */
const fewestPoints = 5;
const shortestDays = 0.5;

/**
 * At the ends it may be shorter, and only its level is taken: a clean-up of yesterday has to count today, though not
 * one that a single sample shows; and the oldest samples may be the end of something.
 */
const fewestNewest = 2;
const fewestOldest = 1;

/**
 * Price of a change, in logarithms of the number of points: three parameters (when, level, slope), each at three times
 * the usual price. At the usual one, noise in which neighbours are alike is cut too often, and its newest piece looks
 * like a growth; changes that matter are found at this one, too.
 */
const pricePerChange = 9;

/**
 * Cuts the points where their line changes: a step, a bend or both. For each of a row of prices of a change the best
 * cutting there is is found by dynamic programming; of these, the one wins that explains the points best for its number
 * of changes. What neighbouring residuals have in common is no reason for a change: it is taken off before.
 */
export function stretchesOf(points: readonly Point[]): readonly Stretch[] {
  if (points.length < fewestPoints + fewestNewest) return [points];
  const cost = costs(points);
  const whole = cost(0, points.length);
  const values = points.map(({ v }) => v);
  // Noise finer than this part of the whole range cannot be seen in a chart, and must not decide.
  const finest = ((Math.max(...values) - Math.min(...values)) * 1e-4) ** 2;
  let best = { criterion: criterionOf([points], finest), stretches: [points] as readonly Stretch[] };
  let cuts = '';
  for (let price = whole / 2; price > whole / 5_000 && price > finest; price /= 2) {
    const starts = bestCutting(points, cost, price);
    if (starts.join() === cuts) continue;
    cuts = starts.join();
    const stretches = starts.map((start, i) => points.slice(start, starts[i + 1]));
    const criterion = criterionOf(stretches, finest);
    if (criterion < best.criterion) best = { criterion, stretches };
  }
  return best.stretches;
}

/** Starts of the stretches for which their costs and the prices of the changes together are lowest. */
function bestCutting(points: readonly Point[], cost: Cost, price: number): readonly number[] {
  const n = points.length;
  const total = new Float64Array(n + 1).fill(Infinity);
  const start = new Int32Array(n + 1);
  total[0] = 0;
  for (let to = fewestOldest; to <= n; to += 1) {
    for (let from = 0; from <= to - (to === n ? fewestNewest : fewestOldest); from += 1) {
      const sofar = total[from] ?? Infinity;
      if (sofar === Infinity) continue;
      const candidate = sofar + cost(from, to) + price;
      if (candidate >= (total[to] ?? Infinity)) continue;
      total[to] = candidate;
      start[to] = from;
    }
  }
  const starts: number[] = [];
  for (let to = n; to > 0; to = start[to] ?? 0) starts.unshift(start[to] ?? 0);
  return starts;
}

type Cost = (from: number, to: number) => number;

/** Sum of squares around the line of each range of points, all of them once. */
function costs(points: readonly Point[]): Cost {
  const n = points.length;
  const table = new Float64Array((n + 1) * (n + 1));
  for (let from = 0; from < n; from += 1) {
    const first = points[from];
    if (first === undefined) continue;
    let [t, v, tt, tv, vv] = [0, 0, 0, 0, 0];
    for (let to = from + 1; to <= n; to += 1) {
      const point = points[to - 1] ?? first;
      // Relative to the first point, so that no digits are lost in the sums.
      const x = point.t - first.t;
      const y = point.v - first.v;
      t += x;
      v += y;
      tt += x * x;
      tv += x * y;
      vv += y * y;
      const count = to - from;
      const stt = tt - (t * t) / count;
      const stv = tv - (t * v) / count;
      const svv = vv - (v * v) / count;
      const short = count < fewestPoints || x < shortestDays;
      const squares = short || stt <= 0 ? svv : svv - (stv * stv) / stt;
      table[from * (n + 1) + to] = short && to !== n && from !== 0 ? Infinity : Math.max(0, squares);
    }
  }
  return (from, to) => table[from * (n + 1) + to] ?? Infinity;
}

/** Bayesian information criterion of normal noise in which neighbours are correlated; lower is better. */
function criterionOf(stretches: readonly Stretch[], finest: number): number {
  const residuals = stretches.map((stretch) => {
    const line = lineOf(stretch);
    return stretch.map(({ t, v }) => v - line.level - line.slope * t);
  });
  const n = sum(residuals.map((group) => group.length));
  const squares = sum(residuals.flat().map((residual) => residual ** 2));
  const own = 1 - correlationOf(residuals) ** 2;
  const variance = (squares * own) / Math.max(1, n - 2 * stretches.length);
  return n * Math.log(Math.max(variance, finest)) + pricePerChange * (stretches.length - 1) * Math.log(n);
}

/** A stretch that is too short for a slope: only its level can be told. */
export function isShort(stretch: Stretch): boolean {
  return stretch.length < fewestPoints || spanOf(stretch) < shortestDays;
}

export function spanOf(stretch: Stretch): number {
  return (stretch.at(-1)?.t ?? 0) - (stretch[0]?.t ?? 0);
}

export interface Line {
  /** At t = 0. */
  readonly level: number;
  readonly slope: number;
}

/** The line with the smallest squares; level alone for a short stretch. */
export function lineOf(stretch: Stretch): Line {
  const [t, v] = [mean(stretch.map((point) => point.t)), mean(stretch.map((point) => point.v))];
  const stt = sum(stretch.map((point) => (point.t - t) ** 2));
  if (isShort(stretch) || stt === 0) return { level: v, slope: 0 };
  const slope = sum(stretch.map((point) => (point.t - t) * (point.v - v))) / stt;
  return { level: v - slope * t, slope };
}
