/** Files in JSON that people write: what they say, or every problem that they have, each with its place in the file. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { cleanText } from './clean-text.ts';
import { messageOf, UsageError } from './errors.ts';

/** Problems beyond these are of the same kind. */
const mostProblems = 50;

/** Largest file that is read. */
const mostBytes = 4 * 1024 ** 2;

export interface WrittenFile {
  /** e.g. "policy file". */
  readonly what: string;
  /** Where one that is right is shown. */
  readonly example: string;
}

/** Reads a file. Throws `UsageError` with one sentence a problem. */
export function readWrittenFile<T>(
  { what }: WrittenFile,
  file: string,
  parse: (text: string, problems: string[]) => T,
): T {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError([`The ${what} ${file} cannot be read: ${messageOf(error)}.`], { cause: error });
  }
  const problems: string[] = [];
  const said = parse(text, problems);
  if (problems.length === 0) return said;
  const left = problems.length - mostProblems;
  throw new UsageError([
    ...problems.slice(0, mostProblems).map((problem) => `The ${what} ${file}: ${problem}`),
    ...(left > 0 ? [`The ${what} ${file}: there are ${left} more problems.`] : []),
  ]);
}

/** The value in a text; undefined when there is none, with the problem. */
export function jsonIn({ example }: WrittenFile, text: string, problems: string[]): unknown {
  if (text.length > mostBytes) {
    problems.push(`It has ${text.length} characters. Expected at most ${mostBytes}.`);
    return undefined;
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    problems.push(`It is no JSON: ${messageOf(error)}. Expected the form of ${example}.`);
    return undefined;
  }
}

/** What a schema finds wrong, a sentence each; of members that nobody reads, one for each. */
export function problemsIn(error: z.ZodError | undefined): readonly string[] {
  return (error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${placeOf([...issue.path, key])}: ${issue.message}`)
      : [`${placeOf(issue.path)}: ${issue.message}`],
  );
}

/** `suppressions[2].expires`; the names in it come from the file. */
function placeOf(path: readonly PropertyKey[]): string {
  let place = '';
  for (const part of path) {
    if (typeof part === 'number') place += `[${part}]`;
    else place += `${place === '' ? '' : '.'}${cleanText(String(part), 60)}`;
  }
  return place === '' ? 'the whole' : place;
}

/** For the schema of an object: what is said of members that nobody reads, and of what is no object. */
export function objectErrors(known: readonly string[], example: string) {
  return ({ code }: { readonly code: string }): string | undefined => {
    if (code === 'unrecognized_keys') return `There is no such member. Known are ${known.join(', ')}.`;
    return code === 'invalid_type' ? `Expected an object, as in ${example}.` : undefined;
  };
}
