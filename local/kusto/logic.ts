/** `and`, `or` and `not` over true, false and null. */
import type { Evaluate, Expression } from './expression.ts';

/** False as soon as one side is; else null when one side is. */
export function and(left: Expression, right: Expression): Evaluate {
  return (row) => {
    const a = left.evaluate(row);
    if (a === false) return false;
    const b = right.evaluate(row);
    if (b === false) return false;
    return a === null || b === null ? null : true;
  };
}

/** True as soon as one side is; else null when one side is. */
export function or(left: Expression, right: Expression): Evaluate {
  return (row) => {
    const a = left.evaluate(row);
    if (a === true) return true;
    const b = right.evaluate(row);
    if (b === true) return true;
    return a === null || b === null ? null : false;
  };
}
