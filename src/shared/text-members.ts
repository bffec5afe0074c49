/** Members of files and requests that people write, each with what would be right in its message. */
import { z } from 'zod';
import { cleanText } from './clean-text.ts';
import { nearest } from './nearest.ts';
import { tagRule } from './tag-rule.ts';

const longestPattern = 400;

/** One line of text that says something. */
export function line(example: string, most: number) {
  return z
    .string(`Expected a text, e.g. ${example}`)
    .trim()
    .min(1, `It is empty. Expected a text, e.g. ${example}`)
    .max(most, `Expected at most ${most} characters.`)
    .regex(
      /^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u,
      'Expected one line, without control characters.',
    );
}

export function patternMember(example: string) {
  return line(example, longestPattern);
}

export const clusterPatternMeaning =
  'pattern of cluster names; * stands for any text, ? for one character, and case is not heeded';

export const tagMember = line('env=dev', longestPattern)
  .refine(
    (text) => tagRule(text).name !== '' && !tagRule(text).name.includes('*'),
    'Expected a tag by its name, with a value or without one, e.g. env=dev or sandbox.',
  )
  .describe(
    'tag that the cluster has in Azure: name=value, or name for any value; the value may be a pattern',
  );

/** One of some words; another is told what is like it, or else where they all are. */
export function knownWord<const Word extends string>(what: string, words: readonly Word[], where: string) {
  return z.enum(words, {
    error: ({ input }) => {
      if (typeof input !== 'string') return `Expected the ${idOf(what)}, e.g. ${words[0] ?? ''}.`;
      return unknownWord(what, input, words, where);
    },
  });
}

function idOf(what: string): string {
  return what === 'check' ? 'id of a check' : `name of a ${what}`;
}

/** That there is no such thing, and what there is instead. */
export function unknownWord(what: string, given: string, words: readonly string[], where: string): string {
  const like = nearest(given, words);
  const right = like.length === 0 ? where : `Like it are ${like.join(', ')}.`;
  return `There is no ${what} "${cleanText(given, 80)}". ${right}`;
}
