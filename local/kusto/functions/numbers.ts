/** Functions of numbers, and `bin`. */
import { fit } from '../expression.ts';
import { floorDivide } from '../time.ts';
import { compareValues, longOfReal, type Value } from '../value.ts';
import { argumentAt, ofOne, type ScalarFunction } from './define.ts';

/** Rounds down to a multiple; a size of zero or less gives null: https://learn.microsoft.com/en-us/kusto/query/bin-function. */
const bin: ScalarFunction = (args, call) => {
  const value = fit(argumentAt(args, 0, call), call.type);
  const size = fit(argumentAt(args, 1, call), call.type === 'datetime' ? 'timespan' : call.type);
  return (row) => {
    const [a, b] = [value(row), size(row)];
    if (typeof a === 'bigint' && typeof b === 'bigint') return b <= 0n ? null : floorDivide(a, b) * b;
    if (typeof a === 'number' && typeof b === 'number') return b <= 0 ? null : Math.floor(a / b) * b;
    return null;
  };
};

/** Halves go away from zero. */
const round: ScalarFunction = (args, call) => {
  const value = argumentAt(args, 0, call).evaluate;
  const precision = args[1]?.evaluate;
  return (row) => {
    const number = value(row);
    if (number === null) return null;
    return roundTo(Number(number), precision === undefined ? 0 : Number(precision(row)));
  };
};

/** By decimal exponent, so that 1.005 is not spoilt by a multiplication. */
function roundTo(value: number, precision: number): number {
  if (!Number.isFinite(value)) return value;
  const shifted = Math.round(shift(Math.abs(value), precision));
  return Math.sign(value) * shift(shifted, -precision);
}

function shift(value: number, by: number): number {
  const [digits = '0', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + by}`);
}

/** The least or greatest of several values; nulls are passed over. */
function extreme(direction: 1 | -1): ScalarFunction {
  return (args, call) => {
    const values = args.map((argument) => fit(argument, call.type));
    return (row) => {
      let best: Value = null;
      for (const evaluate of values) {
        const value = evaluate(row);
        if (value !== null && (best === null || direction * compareValues(value, best) > 0)) best = value;
      }
      return best;
    };
  };
}

const ofReal = (compute: (value: number) => Value): ScalarFunction =>
  ofOne((value) => compute(Number(value)));

export const numbers: Readonly<Record<string, ScalarFunction>> = {
  bin,
  floor: bin,
  round,
  min_of: extreme(-1),
  max_of: extreme(1),
  abs: ofOne((value) => {
    if (typeof value === 'bigint') return value < 0n ? -value : value;
    return Math.abs(Number(value));
  }),
  sign: ofReal(Math.sign),
  ceiling: (args, call) => {
    const whole = call.type === 'long';
    return ofReal((value) => (whole ? longOfReal(Math.ceil(value)) : Math.ceil(value)))(args, call);
  },
  sqrt: ofReal((value) => (value < 0 ? null : Math.sqrt(value))),
  log: ofReal((value) => (value > 0 ? Math.log(value) : null)),
  log10: ofReal((value) => (value > 0 ? Math.log10(value) : null)),
  isnan: ofReal(Number.isNaN),
  isfinite: ofReal(Number.isFinite),
};
