import type { Estimate } from '../../model.ts';
import type { Fit } from './fit.ts';
import { standardErrors } from './statistics.ts';

/** The line that a forecast goes along, and how far from it the truth may be. Days from the newest sample. */
export interface Band {
  readonly perDay: Estimate;
  at(t: number): Estimate;
}

/** The band of a forecast holds the truth by this. */
const confidence = 0.9;

/** A forecast of the noise would be a false alarm: growth counts when it would be there by this confidence, too. */
const confidenceOfGrowth = 0.99;

/** `reference` is what was taken off all values. */
export function bandOf(fit: Fit, reference: number): Band {
  const errors = standardErrors(confidence, fit.degreesOfFreedom);
  const around = (value: number, margin: number): Estimate => ({
    value,
    low: value - margin,
    high: value + margin,
  });
  return {
    perDay: around(fit.slope, errors * fit.slopeError),
    at: (t) => around(reference + fit.level + fit.slope * t, errors * fit.errorAt(t)),
  };
}

export function grows(fit: Fit): boolean {
  const errors = standardErrors(confidenceOfGrowth, fit.degreesOfFreedom);
  return Math.abs(fit.slope) > errors * fit.slopeError && Math.abs(fit.slope) * fit.span >= fit.noise;
}

/** First time in `from`–`to` at which a path that goes up reaches the bound; null when it does not. */
export function crossing(
  path: (t: number) => number,
  bound: number,
  from: number,
  to: number,
): number | null {
  if (path(from) >= bound) return from;
  if (path(to) < bound) return null;
  let [below, above] = [from, to];
  // Each turn halves the stretch: fifty bring years down to less than a millisecond.
  for (let turn = 0; turn < 50; turn += 1) {
    const middle = (below + above) / 2;
    if (path(middle) >= bound) above = middle;
    else below = middle;
  }
  return above;
}
