/** CEL match conditions of webhooks, evaluated on one request. */
import { Environment } from '@marcbachmann/cel-js';

/** The variable `request` of a match condition, as far as the auditor can know it. */
export interface ConditionRequest {
  readonly operation: string;
  readonly namespace: string;
  readonly resource: { readonly group: string; readonly version: string; readonly resource: string };
  readonly subResource: string;
  readonly userInfo: { readonly username: string; readonly groups: readonly string[] };
}

/**
 * Whether a condition lets the request go to the webhook; null when that cannot be told.
 * The object of the request is not known, so a condition that comes to depend on it is not decided.
 */
export function conditionHolds(expression: string, request: ConditionRequest): boolean | null {
  if (tooCostly(expression) || asksForMore(expression)) return null;
  try {
    const result: unknown = environment.evaluate(expression, { request });
    return typeof result === 'boolean' ? result : null;
  } catch {
    // The object, or a function that only the API server has.
    return null;
  }
}

const environment = new Environment({
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: true,
  limits: { maxAstNodes: 400, maxDepth: 30, maxListElements: 50, maxMapEntries: 20, maxCallArguments: 8 },
})
  .registerVariable('request', 'dyn')
  // Declared but never given: reaching them is an error, while a condition that is settled without them is not.
  .registerVariable('object', 'dyn')
  .registerVariable('oldObject', 'dyn')
  .registerVariable('authorizer', 'dyn');

/**
 * The expression comes from the audited cluster. Nested loops multiply, and a regular expression may backtrack for ever in
 * JavaScript where the API server's engine is linear; neither is worth a hung audit.
 */
function tooCostly(expression: string): boolean {
  const loops = expression.match(/\.\s*(all|exists|exists_one|map|filter|transform\w*)\s*\(/g) ?? [];
  return expression.length > 2_000 || loops.length > 2 || /\bmatches\b/.test(expression);
}

/** `has(request.options)` would answer false here, and true at the API server. */
function asksForMore(expression: string): boolean {
  return (
    /\brequest\b(?!\s*\.\s*(operation|namespace|resource|subResource|userInfo)\b)/.test(expression) ||
    /\buserInfo\b(?!\s*\.\s*(username|groups)\b)/.test(expression)
  );
}
