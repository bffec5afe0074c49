/** The policy file → its entries, or every problem that it has, each with its place in the file. */
import type { z } from 'zod';
import type { AnyCheck } from '../checks/define-check.ts';
import type { Policy } from '../model.ts';
import { jsonIn, problemsIn, readWrittenFile, type WrittenFile } from '../shared/written-file.ts';
import { noPolicy } from './current-policy.ts';
import { suppressionOf, thresholdOf } from './entry.ts';
import { policySchemas } from './schema.ts';

const written: WrittenFile = { what: 'policy file', example: 'docs/policy.example.json' };

/** Reads the policy file. Throws `UsageError` with one sentence a problem. */
export function readPolicyFile(file: string, checks: readonly AnyCheck[], now: Date): Policy {
  return readWrittenFile(written, file, (text, problems) => parsePolicy(text, checks, now, problems));
}

/** The policy in a text; what is wrong is added to the problems. */
export function parsePolicy(
  text: string,
  checks: readonly AnyCheck[],
  now: Date,
  problems: string[],
): Policy {
  const value = jsonIn(written, text, problems);
  if (value === undefined) return noPolicy;
  const { PolicyFileInput, SuppressionInput, ThresholdInput } = policySchemas(checks, now);
  const result = PolicyFileInput.safeParse(value);
  problems.push(...problemsIn(result.error));
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
