import { correlationOf, mean, median, scaleOf, standardErrors, sum, type Point } from './statistics.ts';

/** A slope that several groups of points have in common, and the level of the newest of them. */
export interface Fit {
  readonly slope: number;
  /** At t = 0, the newest sample. */
  readonly level: number;
  /** Of the points around their lines. */
  readonly noise: number;
  /** Days from the oldest to the newest of the points. */
  readonly span: number;
  readonly slopeError: number;
  /** Standard error of the line of the newest group at a time. */
  errorAt(t: number): number;
  /** Pieces of evidence left for the errors; few when neighbouring points say the same. */
  readonly degreesOfFreedom: number;
}

/** Theil–Sen is that much less exact than least squares when the noise is normal; what its robustness costs. */
const inefficiency = 1.1;

/** So few points cannot tell how alike neighbours are: a usual likeness counts as much as this many points. */
const usualCorrelation = 0.4;
const usualWeight = 6;

/**
 * Theil–Sen: the slope is the median of the slopes between all pairs of points, here of pairs within a group, since
 * between groups lies a step. Its errors are those of a regression with neighbours as alike as the residuals are.
 */
export function fitOf(groups: readonly (readonly Point[])[], newest: readonly Point[]): Fit {
  const slope = median(slopesOf(groups));
  const residuals = groups.map((group) => {
    const level = levelOf(group, slope);
    return group.map(({ t, v }) => v - level - slope * t);
  });
  const times = groups.flat().map(({ t }) => t);
  const count = times.length;
  const parameters = groups.length + 1;
  const noise = scaleOf(residuals.flat(), count - parameters);
  const likeness = likenessOf(residuals, count);
  // So many independent points would tell as much.
  const share = (1 - likeness) / (1 + likeness);
  const spread = sum(groups.map((group) => spreadOf(group)));
  const slopeError = spread > 0 ? noise * Math.sqrt(inefficiency / spread / share) : Infinity;
  const centre = mean(newest.map(({ t }) => t));
  const levelError = noise * Math.sqrt(inefficiency / Math.max(1, newest.length * share));
  return {
    slope,
    level: levelOf(newest, slope),
    noise,
    span: Math.max(...times) - Math.min(...times),
    slopeError,
    errorAt: (t) => Math.hypot(levelError, slopeError * (t - centre)),
    degreesOfFreedom: Math.max(1, count * share - parameters),
  };
}

/** True when the slope is surely not `other`, by the strict confidence that a growth has to have. */
export function differs(fit: Fit, other: number): boolean {
  const apart = Math.abs(fit.slope - other);
  return apart > standardErrors(0.99, fit.degreesOfFreedom) * fit.slopeError;
}

function likenessOf(residuals: readonly (readonly number[])[], count: number): number {
  const seen = correlationOf(residuals);
  // The line takes part of the likeness with it; the usual correction for a fitted trend.
  const corrected = seen + (2 + 4 * seen) / count;
  const weighed = (corrected * count + usualCorrelation * usualWeight) / (count + usualWeight);
  return Math.min(0.97, weighed);
}

function slopesOf(groups: readonly (readonly Point[])[]): Float64Array {
  const pairs = sum(groups.map(({ length }) => (length * (length - 1)) / 2));
  const slopes = new Float64Array(pairs);
  let count = 0;
  for (const group of groups) {
    for (const [i, from] of group.entries()) {
      for (let j = i + 1; j < group.length; j += 1) {
        const to = group[j] ?? from;
        slopes[count] = (to.v - from.v) / (to.t - from.t);
        count += 1;
      }
    }
  }
  return slopes;
}

function levelOf(group: readonly Point[], slope: number): number {
  return median(group.map(({ t, v }) => v - slope * t));
}

function spreadOf(group: readonly Point[]): number {
  const centre = mean(group.map(({ t }) => t));
  return sum(group.map(({ t }) => (t - centre) ** 2));
}
