import { sum } from '../shared/sum.ts';
/** One observation: days before or after the newest sample, and the figure less a reference. */
export interface Point {
  readonly t: number;
  readonly v: number;
}

/** NaN for an empty list, which no caller passes. */
export function median(values: ArrayLike<number>): number {
  // Typed arrays sort by number, and much faster.
  const sorted = new Float64Array(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Median distance from zero, scaled so that it is the standard deviation where the noise is normal. */
export function medianScale(residuals: readonly number[]): number {
  return 1.4826 * median(residuals.map(Math.abs));
}

/**
 * Standard deviation of residuals of which a few may be far out. The median alone would be zero for a figure that
 * counts in whole steps and mostly stands still; the plain deviation would be made by the outliers.
 */
export function scaleOf(residuals: readonly number[], degreesOfFreedom: number): number {
  const typical = medianScale(residuals);
  const limit = typical > 0 ? 3 * typical : Infinity;
  const squares = residuals.map((residual) => Math.min(Math.abs(residual), limit) ** 2);
  return Math.max(typical, Math.sqrt(sum(squares) / Math.max(1, degreesOfFreedom)));
}

/** How alike neighbours are, 0–1: the correlation of each residual with the one before it in its group. */
export function correlationOf(groups: readonly (readonly number[])[]): number {
  const products = groups.map((group) => sum(group.slice(1).map((value, i) => value * (group[i] ?? 0))));
  const squares = groups.map((group) => sum(group.map((value) => value ** 2)));
  const total = sum(squares);
  return total > 0 ? Math.max(0, sum(products) / total) : 0;
}

/** Quantiles of Student's distribution by degrees of freedom; in between, the inverse of those is close to linear. */
const students = {
  0.9: {
    1: 6.314,
    2: 2.92,
    3: 2.353,
    4: 2.132,
    5: 2.015,
    6: 1.943,
    8: 1.86,
    10: 1.812,
    15: 1.753,
    30: 1.697,
  },
  0.99: {
    1: 63.66,
    2: 9.925,
    3: 5.841,
    4: 4.604,
    5: 4.032,
    6: 3.707,
    8: 3.355,
    10: 3.169,
    15: 2.947,
    30: 2.75,
  },
} as const;
const normal = { 0.9: 1.645, 0.99: 2.576 } as const;

/** How many standard errors lie on either side of an estimate so that the truth is between them by `confidence`. */
export function standardErrors(confidence: 0.9 | 0.99, degreesOfFreedom: number): number {
  const inverse = 1 / Math.max(1, degreesOfFreedom);
  const known = [
    ...Object.entries(students[confidence]).map(([degrees, value]) => ({
      inverse: 1 / Number(degrees),
      value,
    })),
    { inverse: 0, value: normal[confidence] },
  ];
  const after = known.findIndex((entry) => entry.inverse <= inverse);
  const right = known[after];
  const left = known[after - 1] ?? right;
  if (left === undefined || right === undefined || left === right) return right?.value ?? normal[confidence];
  const part = (inverse - right.inverse) / (left.inverse - right.inverse);
  return right.value + part * (left.value - right.value);
}
