import type { Sample } from './tidy.ts';

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
  for (const [i, { at, value }] of samples.entries()) {
    refuseUnless(isTime(at), `sample ${String(i)} is at ${String(at)}`, 'a time in milliseconds since 1970');
    refuseUnless(
      Number.isFinite(value),
      `sample ${String(i)} has the value ${String(value)}`,
      'a finite number',
    );
  }
  const { now, horizonDays, bounds, floor = 0, ceiling = Infinity } = options;
  refuseUnless(isTime(now), `now is ${String(now)}`, 'a time in milliseconds since 1970');
  const horizon = horizonDays > 0 && isTime(now + horizonDays * 86_400_000);
  refuseUnless(horizon, `horizonDays is ${String(horizonDays)}`, 'a number of days above 0');
  for (const bound of bounds)
    refuseUnless(Number.isFinite(bound), `a bound is ${String(bound)}`, 'a finite number');
  const limits = floor < ceiling && floor < Infinity && ceiling > -Infinity;
  refuseUnless(
    limits,
    `floor is ${String(floor)} and ceiling ${String(ceiling)}`,
    'a floor below the ceiling',
  );
}

function refuseUnless(right: boolean, what: string, expected: string): void {
  if (!right) throw new RangeError(`Cannot forecast: ${what}; it has to be ${expected}.`);
}

/** A Date holds no later time than that, and none that is not finite. */
function isTime(milliseconds: number): boolean {
  return Math.abs(milliseconds) <= 8.64e15;
}
