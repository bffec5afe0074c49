/** Functions with a regular expression. */
import { constantOf, textArgument, textOf, type Expression } from '../expression.ts';
import { regexOf } from '../regex.ts';
import type { Value } from '../value.ts';
import { cast } from './conversion.ts';
import { argumentAt, type ScalarFunction } from './define.ts';

/** `extract(regex, group, text [, typeof(type)])`: the empty string, or null of the type, when nothing matches. */
const extract: ScalarFunction = (args, call) => {
  const regex = regexOf(args[0], '', call);
  const group = Number(constantOf(args[1], call));
  const source = argumentAt(args, 2, call);
  const text = textArgument(source);
  const found: Expression = {
    ...source,
    type: 'string',
    constant: null,
    evaluate: (row) => regex.exec(text(row))?.[group] ?? '',
  };
  const type = args[3] === undefined ? 'string' : textOf(constantOf(args[3], call), 'string');
  return cast(found, type) ?? call.unsupported(`extract() with typeof(${type})`);
};

/** One group gives a list of texts, several a list of lists; null when nothing matches. */
const extractAll: ScalarFunction = (args, call) => {
  if (args.length !== 2) return call.unsupported('extract_all() with chosen groups');
  const regex = regexOf(args[0], 'g', call);
  const text = textArgument(argumentAt(args, 1, call));
  return (row) => {
    const matches = [...text(row).matchAll(regex)].map((match) => groupsOf(match));
    return matches.length === 0 ? null : matches;
  };
};

function groupsOf(match: RegExpExecArray): Value {
  const groups = match.slice(1).map((group) => group ?? '');
  return groups.length === 1 ? (groups[0] ?? '') : groups;
}

const replaceRegex: ScalarFunction = (args, call) => {
  const text = textArgument(argumentAt(args, 0, call));
  const regex = regexOf(args[1], 'g', call);
  const rewrite = textArgument(argumentAt(args, 2, call));
  return (row) => text(row).replaceAll(regex, inJavaScript(rewrite(row)));
};

/** Groups are `\1` in Kusto and `$1` in JavaScript, where a plain `$` is written twice. */
function inJavaScript(rewrite: string): string {
  return rewrite
    .replaceAll('$', '$$$$')
    .replaceAll(/\\(\d)/g, (_, group: string) => (group === '0' ? '$&' : `$${group}`));
}

function trim(ends: 'both' | 'start' | 'end'): ScalarFunction {
  return (args, call) => {
    const { source } = regexOf(args[0], '', call);
    const start = new RegExp(`^(?:${source})+`);
    const end = new RegExp(`(?:${source})+$`);
    const text = textArgument(argumentAt(args, 1, call));
    return (row) => {
      const left = ends === 'end' ? text(row) : text(row).replace(start, '');
      return ends === 'start' ? left : left.replace(end, '');
    };
  };
}

export const regularExpressions: Readonly<Record<string, ScalarFunction>> = {
  extract,
  extract_all: extractAll,
  replace_regex: replaceRegex,
  trim: trim('both'),
  trim_start: trim('start'),
  trim_end: trim('end'),
};
