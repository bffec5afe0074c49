import type { Estimate } from '../model.ts';
import { sureConfidence, type Fit } from './fit.ts';
import { standardErrors } from './statistics.ts';

/** The line that a forecast goes along, and how far from it the truth may be. Days from the newest sample. */
export interface Band {
  readonly perDay: Estimate;
  at(t: number): Estimate;
}

/** The band of a forecast holds the truth by this. */
const confidence = 0.9;

/** `reference` is what was taken off all values. */
export function bandOf(fit: Fit, reference: number): Band {
  const errors = standardErrors(confidence, fit.degreesOfFreedom);
  return {
    perDay: around(fit.slope, errors * fit.slopeError),
    at: (t) => around(reference + fit.level + fit.slope * t, errors * fit.errorAt(t)),
  };
}

function around(value: number, margin: number): Estimate {
  // Adding zero makes a plain zero of a negative one.
  return { value: value + 0, low: value - margin + 0, high: value + margin + 0 };
}

/** Smaller growth, in noises, is none that anybody could see, however sure it is. */
const leastGrowth = 2;

/** True when it goes up or down surely, so that noise gives no alarm, and visibly. */
export function grows(fit: Fit): boolean {
  const errors = standardErrors(sureConfidence, fit.degreesOfFreedom);
  const change = Math.abs(fit.slope) * fit.span;
  return Math.abs(fit.slope) > errors * fit.slopeError && change > leastGrowth * fit.noise;
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
