/** The policy file → its entries, or every problem that it has, each with its place in the file. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { AnyCheck } from '../checks/define-check.ts';
import type { Policy } from '../model.ts';
import { cleanText } from '../shared/clean-text.ts';
import { messageOf, UsageError } from '../shared/errors.ts';
import { noPolicy } from './current-policy.ts';
import { suppressionOf, thresholdOf } from './entry.ts';
import { policySchemas } from './schema.ts';

/** Problems beyond these are of the same kind. */
const mostProblems = 50;

/** Largest file that is read. */
const mostBytes = 4 * 1024 ** 2;

/** Reads the policy file. Throws `UsageError` with one sentence a problem. */
export function readPolicyFile(file: string, checks: readonly AnyCheck[], now: Date): Policy {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError([`The policy file ${file} cannot be read: ${messageOf(error)}.`], { cause: error });
  }
  const problems: string[] = [];
  const policy = parsePolicy(text, checks, now, problems);
  if (problems.length === 0) return policy;
  const left = problems.length - mostProblems;
  throw new UsageError([
    ...problems.slice(0, mostProblems).map((problem) => `The policy file ${file}: ${problem}`),
    ...(left > 0 ? [`The policy file ${file}: there are ${left} more problems.`] : []),
  ]);
}

/** The policy in a text; what is wrong is added to the problems. */
export function parsePolicy(
  text: string,
  checks: readonly AnyCheck[],
  now: Date,
  problems: string[],
): Policy {
  if (text.length > mostBytes) {
    problems.push(`It has ${text.length} characters. Expected at most ${mostBytes}.`);
    return noPolicy;
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    problems.push(`It is no JSON: ${messageOf(error)}. Expected the form of docs/policy.example.json.`);
    return noPolicy;
  }
  const { PolicyFileInput, SuppressionInput, ThresholdInput } = policySchemas(checks, now);
  const result = PolicyFileInput.safeParse(value);
  problems.push(...(result.error?.issues ?? []).flatMap(problemsOf));
  // Entry by entry, so that doubles are told of beside what is wrong with others.
  const suppressions = rightOnes(value, 'suppressions', SuppressionInput, suppressionOf);
  const thresholds = rightOnes(value, 'thresholds', ThresholdInput, thresholdOf);
  problems.push(...doublesIn('suppressions', suppressions), ...doublesIn('thresholds', thresholds));
  return {
    suppressions: suppressions.map(({ entry }) => ({ ...entry, source: 'file' })),
    thresholds: thresholds.map(({ entry }) => ({ ...entry, source: 'file' })),
  };
}

interface Placed<T> {
  readonly place: number;
  readonly entry: T;
}

/** The entries of a list that nothing is wrong with, and where each is. */
function rightOnes<S extends z.ZodType, T>(
  file: unknown,
  list: 'suppressions' | 'thresholds',
  schema: S,
  entryOf: (given: z.output<S>) => T,
): readonly Placed<T>[] {
  if (typeof file !== 'object' || file === null) return [];
  const entries: unknown = new Map<string, unknown>(Object.entries(file)).get(list);
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((given: unknown, place) => {
    const { success, data } = schema.safeParse(given);
    return success ? [{ place, entry: entryOf(data) }] : [];
  });
}

function problemsOf(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code !== 'unrecognized_keys') return [`${placeOf(issue.path)}: ${issue.message}`];
  const known = membersAt(issue.path);
  return issue.keys.map((key) => `${placeOf([...issue.path, key])}: There is no such member. ${known}`);
}

function membersAt([list]: readonly PropertyKey[]): string {
  if (list === undefined) return 'Known are $schema, schemaVersion, suppressions, thresholds.';
  return list === 'suppressions'
    ? 'Known are id, check, resource, cluster, tag, owner, reason, expires.'
    : 'Known are id, check, values, cluster, tag, reason.';
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

function doublesIn(list: string, entries: readonly Placed<{ readonly id: string }>[]): readonly string[] {
  const first = new Map<string, number>();
  return entries.flatMap(({ place, entry: { id } }) => {
    const before = first.get(id);
    first.set(id, before ?? place);
    if (before === undefined) return [];
    return [
      `${list}[${place}]: It has the id ${id} of ${list}[${before}]; without an id, what they name is the same. Give it an id of its own, or leave one of them out.`,
    ];
  });
}
