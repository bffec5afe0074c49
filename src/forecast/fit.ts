import { correlationOf, mean, median, scaleOf, standardErrors, type Point } from './statistics.ts';
import { sum } from '../shared/sum.ts';

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

/** How points lie around their lines. */
export interface Scatter {
  readonly noise: number;
  /** Correlation of neighbours, 0–1. */
  readonly likeness: number;
  /** Pieces of evidence for the noise. */
  readonly degreesOfFreedom: number;
}

/** So few points cannot tell how alike neighbours are: what is usual counts as much as this many points. */
const usualLikeness = 0.4;
const usualWeight = 6;

/**
 * Theil–Sen as in lineThrough, of the pairs within the groups, since between groups lies a step. Its errors are those of
 * a regression with neighbours as alike as the residuals are. `usual` is how the figure scatters otherwise: five points
 * that happen to lie on a line do not make a sure line.
 */
export function fitOf(groups: readonly (readonly Point[])[], newest: readonly Point[], usual?: Scatter): Fit {
  const slope = median(slopesOf(groups));
  const residuals = groups.map((group) => {
    const level = levelOf(group, slope);
    return group.map(({ t, v }) => v - level - slope * t);
  });
  const { noise, likeness, degreesOfFreedom } = scatterOf(residuals, groups.length + 1, usual);
  const share = shareOf(likeness);
  const spread = sum(groups.map((group) => spreadOf(group)));
  const centre = mean(newest.map(({ t }) => t));
  const slopeError = spread > 0 ? noise * Math.sqrt(inefficiency / spread / share) : Infinity;
  const levelError = noise * Math.sqrt(inefficiency / Math.max(1, newest.length * share));
  const times = groups.flat().map(({ t }) => t);
  return {
    slope,
    level: levelOf(newest, slope),
    noise,
    span: Math.max(...times) - Math.min(...times),
    slopeError,
    errorAt: (t) => Math.hypot(levelError, slopeError * (t - centre)),
    degreesOfFreedom,
  };
}

/** Theil–Sen: the slope is the median of the slopes between all pairs of points, the level the median at that slope. */
export function lineThrough(points: readonly Point[]): { readonly level: number; readonly slope: number } {
  const slope = median(slopesOf([points]));
  return { level: levelOf(points, slope), slope };
}

/** What decides between growth and none, and between the same slope and another, has to be that sure. */
export const sureConfidence = 0.99;

/** True when two slopes are surely not the same. */
export function differ(one: Fit, other: Fit): boolean {
  const error = Math.hypot(one.slopeError, other.slopeError);
  const degreesOfFreedom = Math.min(one.degreesOfFreedom, other.degreesOfFreedom);
  return Math.abs(one.slope - other.slope) > standardErrors(sureConfidence, degreesOfFreedom) * error;
}

/** `parameters` is how many numbers were fitted to the points. */
export function scatterOf(
  residuals: readonly (readonly number[])[],
  parameters: number,
  usual?: Scatter,
): Scatter {
  const all = residuals.flat();
  const count = all.length;
  const noise = scaleOf(all, count - parameters);
  // An outlier is like none of its neighbours and would hide how alike the others are.
  const seen = correlationOf(
    residuals.map((group) => group.map((residual) => (Math.abs(residual) > 3 * noise ? 0 : residual))),
  );
  // The line takes part of the likeness with it; the usual correction for a fitted trend.
  const corrected = seen + (2 + 4 * seen) / count;
  const prior = usual?.likeness ?? usualLikeness;
  const likeness = Math.min(0.97, (corrected * count + prior * usualWeight) / (count + usualWeight));
  // Likeness widens the errors already. With all of it taken off here, too, ten points would never do; with none, they
  // would seem surer than they are. Half of it keeps both false alarms and missed growth rare (decision record 7).
  const share = (1 + shareOf(likeness)) / 2;
  const degreesOfFreedom = Math.max(1, count * share - parameters);
  if (usual === undefined || usual.degreesOfFreedom <= degreesOfFreedom) {
    return { noise, likeness, degreesOfFreedom };
  }
  return { noise: Math.max(noise, usual.noise), likeness, degreesOfFreedom: usual.degreesOfFreedom };
}

/** So many independent points would tell as much as one that is like its neighbours. */
function shareOf(likeness: number): number {
  return (1 - likeness) / (1 + likeness);
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
