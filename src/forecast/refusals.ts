import { type Sample } from './tidy.ts';
import { dayMs } from '../shared/durations.ts';

export interface ForecastOptions {
  /** Milliseconds since 1970; samples after it do not count. */
  readonly now: number;
  readonly horizonDays: number;
  /** Values in the unit of the figure; the forecast says when each is reached. */
  readonly bounds: readonly number[];
  /** Least the figure can be; 0 when absent, -Infinity for none. */
  readonly floor?: number;
  /** Most the figure can be; none when absent. */
  readonly ceiling?: number;
}

/** Throws a RangeError that names the first number that cannot be meant. */
export function refuseNonsense(samples: readonly Sample[], options: ForecastOptions): void {
  const time = 'a time in milliseconds since 1970';
  for (const [i, { at, value }] of samples.entries()) {
    if (!isTime(at)) refuse(`sample ${String(i)} is at ${String(at)}`, time);
    if (!isFigure(value)) refuse(`sample ${String(i)} has the value ${String(value)}`, 'a finite number');
  }
  const { now, horizonDays, bounds, floor = 0, ceiling = Infinity } = options;
  if (!isTime(now)) refuse(`now is ${String(now)}`, time);
  if (!(horizonDays > 0 && isTime(now + horizonDays * dayMs))) {
    refuse(`horizonDays is ${String(horizonDays)}`, 'a number of days above 0');
  }
  for (const bound of bounds) if (!isFigure(bound)) refuse(`a bound is ${String(bound)}`, 'a finite number');
  if (!(floor < ceiling)) {
    refuse(`floor is ${String(floor)} and ceiling ${String(ceiling)}`, 'a floor below the ceiling');
  }
}

function refuse(what: string, expected: string): never {
  throw new RangeError(`Cannot forecast: ${what}; it has to be ${expected}.`);
}

/** A Date holds no later time than that, and none that is not finite. */
function isTime(milliseconds: number): boolean {
  return Math.abs(milliseconds) <= 8.64e15;
}

/** No figure is anywhere near that; beyond it, squares would not be finite any more. */
function isFigure(value: number): boolean {
  return Math.abs(value) <= 1e100;
}
