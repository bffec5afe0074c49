/** Whatever gatherers may hand over has the shape that is read back, and what was damaged has not. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { evidenceProblems, knownKinds } from '../../../local/recording/shape.ts';
import { evidenceKinds } from '../../../src/evidence/index.ts';
import { anyEvidence } from '../../support/evidence-samples.ts';
import { gathered, forbidden } from '../../support/evidence.ts';

const arbitraries: Readonly<Record<string, fc.Arbitrary<unknown>>> = anyEvidence;

test('every kind of evidence has a shape', () => {
  expect(knownKinds).toEqual(expect.arrayContaining([...evidenceKinds]));
  expect(knownKinds.toSorted()).toEqual(Object.keys(arbitraries).toSorted());
});

test.each(Object.keys(arbitraries))('%s: all that may be gathered fits, and so does a reason', (kind) => {
  fc.assert(
    fc.property(evidenceOf(kind), (value) => {
      expect(evidenceProblems(kind, gathered(value))).toEqual([]);
    }),
  );
  expect(evidenceProblems(kind, forbidden)).toEqual([]);
});

/** Damage that says something else than before, or nothing at all. */
test.each(Object.keys(arbitraries))('%s: a member that is gone or of another type is told', (kind) => {
  fc.assert(
    fc.property(
      evidenceOf(kind),
      fc.nat(),
      fc.constantFrom('gone', 'another', 'added'),
      (value, pick, how) => {
        const whole: unknown = structuredClone(gathered(value));
        const places = placesIn(whole);
        const place = places[pick % places.length];
        if (place === undefined || !damaged(place, how)) return;
        expect(evidenceProblems(kind, whole)).not.toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

function evidenceOf(kind: string): fc.Arbitrary<unknown> {
  // As it comes back from a file.
  return (arbitraries[kind] ?? fc.constant(null)).map((value): unknown => JSON.parse(JSON.stringify(value)));
}

interface Place {
  readonly of: Record<string, unknown>;
  readonly name: string;
  /** Objects whose members are names from the cluster may have any. */
  readonly open: boolean;
}

/** Members whose objects may have any names. */
const open = new Set([
  'matchLabels',
  'selector',
  'backends',
  'counts',
  'estimatedBytes',
  'tags',
  'series',
  'webhookGenerations',
]);

function placesIn(value: unknown, isOpen = false): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const of = value as Record<string, unknown>; // A list is looked through like an object.
  return Object.entries(of).flatMap(([name, inner]) => [
    ...(Array.isArray(value) ? [] : [{ of, name, open: isOpen }]),
    ...placesIn(inner, open.has(name)),
  ]);
}

/** Whether there was something to damage. */
function damaged({ of, name, open: isOpen }: Place, how: 'gone' | 'another' | 'added'): boolean {
  if (how === 'another') {
    // What may be null may be anything else, but for a list of lists.
    of[name] = typeof of[name] === 'boolean' || of[name] === null ? [[7]] : true;
    return true;
  }
  // The query that gave it may be missing; a set of names may have more or fewer.
  if (isOpen || name === 'kql') return false;
  if (how === 'gone') return Reflect.deleteProperty(of, name);
  of[`${name}Too`] = 1;
  return true;
}
