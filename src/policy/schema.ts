/** Entries of the policy as people write them, in the file and over the API: the same rules for both. */
import { z } from 'zod';
import type { AnyCheck } from '../checks/define-check.ts';
import type { Unit } from '../model.ts';
import { knownWord, tagMember } from '../shared/text-members.ts';
import { objectErrors } from '../shared/written-file.ts';
import { boundProblems } from './bounds.ts';
import {
  clusterMember,
  expiresMember,
  idMember,
  mostEntries,
  ownerMember,
  reasonMember,
  resourceMember,
} from './members.ts';

const naming = ['check', 'resource', 'cluster', 'tag'] as const;

/** An object that has these members and no others. */
function members<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, { error: objectErrors(Object.keys(shape), 'docs/policy.example.json') });
}

/** Runs also where a member is wrong, so that all is said at once. */
const always = { when: () => true };

/** With a time now, suppressions that end too far ahead are wrong. */
export function policySchemas(checks: readonly AnyCheck[], now: Date | null = null) {
  const SuppressionInput = members({
    id: idMember.optional(),
    check: checkMember(checks).describe('id of a check; every check without it').optional(),
    resource: resourceMember.optional(),
    cluster: clusterMember.optional(),
    tag: tagMember.optional(),
    owner: ownerMember,
    reason: reasonMember,
    expires: expiresMember(now),
  })
    .superRefine((given: unknown, context) => {
      if (!isObject(given) || naming.some((name) => Object.hasOwn(given, name))) return;
      context.addIssue({
        code: 'custom',
        message: `It names nothing, and so would hide every finding of the fleet. Give at least one of ${naming.join(', ')}.`,
      });
    }, always)
    .meta({ anyOf: naming.map((name) => ({ required: [name] })) });

  const bounded = checks.filter(({ thresholds }) => Object.keys(thresholds).length > 0);
  const ThresholdInput = members({
    id: idMember.optional(),
    check: checkMember(checks).describe('id of a check that has thresholds'),
    values: z
      .record(z.string(), z.number('Expected a number in the unit of the threshold.'), {
        error: 'Expected the thresholds by name, e.g. { "large": 4294967296 }.',
      })
      .describe('bounds by their name in the check, in the unit that it has there'),
    cluster: clusterMember.optional(),
    tag: tagMember.optional(),
    reason: reasonMember.optional(),
  })
    .superRefine((given: unknown, context) => {
      if (!isObject(given)) return;
      const check = checks.find(({ id }) => id === given['check']);
      if (check === undefined || !isObject(given['values'])) return;
      for (const { name, message } of boundProblems(check, given['values'])) {
        context.addIssue({ code: 'custom', path: name === null ? ['values'] : ['values', name], message });
      }
    }, always)
    .meta({ allOf: bounded.map(valuesOf) });

  const PolicyFileInput = members({
    $schema: z.string('Expected the path of the schema, for editors.').optional(),
    schemaVersion: z.literal(1, 'Expected 1.'),
    suppressions: entriesOf(SuppressionInput),
    thresholds: entriesOf(ThresholdInput),
  }).describe('Suppressions and thresholds of the AKS Fleet Auditor (docs/policy.md)');

  return { SuppressionInput, ThresholdInput, PolicyFileInput };
}

export type PolicySchemas = ReturnType<typeof policySchemas>;

function entriesOf<T extends z.ZodType>(entry: T) {
  return z
    .array(entry, 'Expected a list.')
    .max(mostEntries, `Expected at most ${mostEntries} entries.`)
    .default([]);
}

function checkMember(checks: readonly AnyCheck[]) {
  return knownWord(
    'check',
    checks.map(({ id }) => id),
    'GET /api/checks and the folder docs/checks have those there are.',
  );
}

/** For editors: which names and numbers there are depends on the check. */
function valuesOf({ id, thresholds }: AnyCheck) {
  const properties = Object.fromEntries(
    Object.entries(thresholds).map(([name, { value, unit }]) => [
      name,
      { type: 'number', ...rangeOf(unit), description: `in ${unit}, ${value} in the catalogue` },
    ]),
  );
  const ofCheck = { properties: { check: { const: id } }, required: ['check'] };
  const values = { properties, additionalProperties: false, minProperties: 1 };
  // oxlint-disable-next-line unicorn/no-thenable -- a word of JSON Schema; nobody awaits it
  return { if: ofCheck, then: { properties: { values } } };
}

function rangeOf(unit: Unit): Readonly<Record<string, number>> {
  return unit === 'ratio' ? { exclusiveMinimum: 0, maximum: 1 } : { exclusiveMinimum: 0 };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
