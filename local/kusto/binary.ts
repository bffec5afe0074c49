/** Operators between two scalars, found by the text that stands between them. */
import { arithmetic } from './arithmetic.ts';
import { between, comparison, equalityWithoutCase, membership } from './comparison.ts';
import type { Call, Evaluate, Expression } from './expression.ts';
import { and, or } from './logic.ts';
import { hasSeveral, matchesRegex, textOperator } from './text-operators.ts';

/** Compiles an operator; `right` has several operands for lists and for `between`. */
export function binaryOperator(
  operator: string,
  left: Expression,
  right: readonly Expression[],
  call: Call,
): Evaluate {
  const [first, second] = right;
  if (/^!?in~?$/.test(operator)) return membership(operator, left, right, call);
  if (operator === 'has_any' || operator === 'has_all') return hasSeveral(operator, left, right);
  if (first === undefined) return call.unsupported(`the operator '${operator}' without an operand`);
  if (second !== undefined) return between(operator === 'between', left, first, second, call);
  if (operator === 'and') return and(left, first);
  if (operator === 'or') return or(left, first);
  if (operator === 'matches regex') return matchesRegex(left, first, call);
  if (operator === '=~' || operator === '!~') return equalityWithoutCase(operator, left, first);
  if (/^[+\-*/%]$/.test(operator)) return arithmetic(operator, left, first, call);
  return textOperator(operator, left, first) ?? comparison(operator, left, first, call);
}
