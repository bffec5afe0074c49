/** Functions of strings. */
import { constantOf, textArgument } from '../expression.ts';
import { regexOf } from '../regex.ts';
import type { Value } from '../value.ts';
import { argumentAt, ofTexts, type ScalarFunction } from './define.ts';

/** A negative start counts from the end: https://learn.microsoft.com/en-us/kusto/query/substring-function. */
const substring: ScalarFunction = (args, call) => {
  const text = textArgument(argumentAt(args, 0, call));
  const start = argumentAt(args, 1, call).evaluate;
  const length = args[2]?.evaluate;
  return (row) => {
    const value = text(row);
    const at = Number(start(row) ?? 0);
    const from = at < 0 ? Math.max(0, value.length + at) : at;
    const count = length === undefined ? value.length : Number(length(row) ?? 0);
    return value.slice(from, from + Math.max(0, count));
  };
};

const split: ScalarFunction = (args, call) => {
  const [text, delimiter] = [
    textArgument(argumentAt(args, 0, call)),
    textArgument(argumentAt(args, 1, call)),
  ];
  const index = args[2]?.evaluate;
  return (row) => {
    const parts = text(row).split(delimiter(row));
    if (index === undefined) return parts;
    const part = parts[Number(index(row))];
    return part === undefined ? [] : [part];
  };
};

const indexOf: ScalarFunction = (args, call) => {
  if (args.length > 3) return call.unsupported('indexof() with more than three arguments');
  const [text, wanted] = [textArgument(argumentAt(args, 0, call)), textArgument(argumentAt(args, 1, call))];
  const start = args[2]?.evaluate;
  return (row) => BigInt(text(row).indexOf(wanted(row), Number(start?.(row) ?? 0)));
};

const countOf: ScalarFunction = (args, call) => {
  const text = textArgument(argumentAt(args, 0, call));
  const kind = args[2] === undefined ? 'normal' : constantOf(args[2], call);
  if (kind === 'regex') {
    const regex = regexOf(args[1], 'g', call);
    return (row) => BigInt([...text(row).matchAll(regex)].length);
  }
  const wanted = textArgument(argumentAt(args, 1, call));
  return (row) => overlapping(text(row), wanted(row));
};

/** Plain matches may overlap: https://learn.microsoft.com/en-us/kusto/query/countof-function. */
function overlapping(text: string, wanted: string): Value {
  let count = 0n;
  if (wanted === '') return count;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) count += 1n;
  return count;
}

const joinWith: ScalarFunction = (args, call) => {
  const delimiter = textArgument(argumentAt(args, 0, call));
  const texts = args.slice(1).map(textArgument);
  return (row) => texts.map((text) => text(row)).join(delimiter(row));
};

export const texts: Readonly<Record<string, ScalarFunction>> = {
  strcat: ofTexts((...parts) => parts.join('')),
  strcat_delim: joinWith,
  strlen: ofTexts((text = '') => BigInt(Array.from(text).length)),
  tolower: ofTexts((text = '') => text.toLowerCase()),
  toupper: ofTexts((text = '') => text.toUpperCase()),
  replace_string: ofTexts((text = '', wanted = '', by = '') =>
    wanted === '' ? text : text.replaceAll(wanted, () => by),
  ),
  substring,
  split,
  indexof: indexOf,
  countof: countOf,
};
