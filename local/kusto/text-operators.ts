/** `has`, `contains`, `startswith` and the like: https://learn.microsoft.com/en-us/kusto/query/datatypes-string-operators. */
import { textArgument, textOf, type Call, type Evaluate, type Expression } from './expression.ts';
import { regexOf } from './regex.ts';
import { isArray, type Row, type Value } from './value.ts';

type Test = (text: string, wanted: string) => boolean;

const tests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['has', hasTerm],
  ['hasprefix', hasPrefix],
  ['hassuffix', hasSuffix],
  ['contains', (text, wanted) => text.includes(wanted)],
  ['startswith', (text, wanted) => text.startsWith(wanted)],
  ['endswith', (text, wanted) => text.endsWith(wanted)],
]);

/** Compiles a binary operator on texts, or gives undefined when the name is none. */
export function textOperator(operator: string, left: Expression, right: Expression): Evaluate | undefined {
  const negated = operator.startsWith('!');
  const withCase = operator.endsWith('_cs');
  const test = tests.get(operator.replace(/^!|_cs$/g, ''));
  if (test === undefined) return undefined;
  const [text, wanted] = [caseOf(left, withCase), caseOf(right, withCase)];
  return (row) => test(text(row), wanted(row)) !== negated;
}

/** Compiles `has_any` and `has_all`. */
export function hasSeveral(operator: string, left: Expression, list: readonly Expression[]): Evaluate {
  const text = caseOf(left, false);
  const any = operator === 'has_any';
  return (row) => {
    const value = text(row);
    const terms = list.flatMap((item) => termsOf(item.evaluate(row)));
    return any ? terms.some((term) => hasTerm(value, term)) : terms.every((term) => hasTerm(value, term));
  };
}

/** Compiles `matches regex`. */
export function matchesRegex(left: Expression, right: Expression, call: Call): Evaluate {
  const regex = regexOf(right, '', call);
  const text = textArgument(left);
  return (row) => regex.test(text(row));
}

function caseOf(expression: Expression, withCase: boolean): (row: Row) => string {
  const text = textArgument(expression);
  return withCase ? text : (row) => text(row).toLowerCase();
}

function termsOf(value: Value): string[] {
  return (isArray(value) ? value : [value]).map((item) => textOf(item, 'dynamic').toLowerCase());
}

function hasTerm(text: string, wanted: string): boolean {
  return occurs(text, wanted, (start, end) => isEdge(text, start) && isEdge(text, end));
}

function hasPrefix(text: string, wanted: string): boolean {
  return occurs(text, wanted, (start) => isEdge(text, start));
}

function hasSuffix(text: string, wanted: string): boolean {
  return occurs(text, wanted, (_, end) => isEdge(text, end));
}

function occurs(text: string, wanted: string, fits: (start: number, end: number) => boolean): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (fits(at, at + wanted.length)) return true;
  }
  return false;
}

/** Terms are the longest runs of letters and digits: an edge is where none goes on. */
function isEdge(text: string, at: number): boolean {
  return !(alphanumeric(text.charCodeAt(at - 1)) && alphanumeric(text.charCodeAt(at)));
}

/** Letters and digits of ASCII, as the term index has them; NaN beyond the ends is none. */
function alphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
