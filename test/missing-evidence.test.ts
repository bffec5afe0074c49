/** Less evidence is never an all-clear: every check, over every set of kinds that may be missing. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyCheck } from '../src/checks/define-check.ts';
import { checkById, checks } from '../src/checks/index.ts';
import type { Collected, EvidenceKind } from '../src/evidence/index.ts';
import type { Missing, Verdict } from '../src/model.ts';
import { unknownReasons } from '../src/shared/errors.ts';
import { allScenarios } from './support/all-scenarios.ts';
import { anyEvidence } from './support/evidence-samples.ts';
import { gathered } from './support/evidence.ts';
import { collectedOf, judgeBy } from './support/scenario.ts';

/** All evidence of a cluster is there; what is taken away is drawn from it. */
const samples = 100;

/**
 * Kinds of which one is enough, each seen at its own time and by its own means: when two of them contradict each other, the
 * one that is left says what it sees. A finding may go with one of them; nothing that was unknown becomes clear.
 */
const standIns: Readonly<Record<string, readonly EvidenceKind[]>> = {
  // Azure's share of the quota, and the size of the file by the API server.
  'large-etcd-database': ['platformMetrics', 'apiMetrics'],
  // Leases as they are now, and the log of an hour that ended a quarter of an hour ago.
  'silent-nodes': ['nodeHeartbeats'],
  // Counters of one API server since it started, the audit log, the API servers' own log, and what controllers tell.
  'failing-webhook': ['apiMetrics', 'webhookFailures', 'webhookLogLines', 'failedCreateEvents'],
  // Leases tell of all API servers; the metrics are of the one that answered.
  'restarting-api-server': ['apiMetrics'],
  // A client of which nothing is remembered is held against the objective alone.
  'slow-client': ['history'],
  // As for the size of the database: each has a course of its own.
  'etcd-filling-up': ['platformMetrics', 'apiMetrics'],
  // Without counts a kind is taken to have no more objects than upstream tests with (checks/support/listed-objects.ts).
  'excessive-list-calls': ['apiMetrics'],
};
const scenarios = await allScenarios();

describe.each(checks.map((check) => [check.id, check] as const))('%s', (_id, check) => {
  const kinds: readonly EvidenceKind[] = [...new Set([...check.requires, ...check.uses])];

  test('declares so few kinds that every set of them can be tried', () => {
    expect(kinds.length).toBeLessThanOrEqual(10);
    expect(kinds.length).toBe(check.requires.length + check.uses.length);
  });

  test('never gives an all-clear for evidence that it has lost, whatever is in the rest', () => {
    fc.assert(
      fc.property(wholeEvidence(kinds), fc.infiniteStream(anyMissing), (whole, reasons) => {
        expect(broken(check, kinds, whole, () => reasons.next().value as Missing)).toEqual([]);
      }),
      { numRuns: samples, seed: 2026 },
    );
  });

  test('never gives one in any of the scenarios either', () => {
    for (const [path, scenario] of scenarios) {
      const found = broken(check, kinds, collectedOf(scenario), () => forbidden);
      expect({ path, found }).toEqual({ path, found: [] });
    }
  });
});

test.each(Object.entries(standIns).flatMap(([id, kinds]) => kinds.map((kind) => [id, kind] as const)))(
  '%s may lose a finding with %s, and does: the exception is needed',
  (id, kind) => {
    const check = checkById(id);
    if (check === undefined) throw new Error(`There is no check ${id}.`);
    const evidence = [
      ...scenarios.map(([, scenario]) => collectedOf(scenario)),
      ...fc.sample(wholeEvidence([...check.requires, ...check.uses]), { seed: 2026, numRuns: 400 }),
    ];
    const lost = evidence.some((whole) =>
      becomesClear(verdictOn(check, whole), verdictOn(check, { ...whole, [kind]: forbidden })),
    );

    expect(lost).toBe(true);
  },
);

/**
 * What is wrong with the verdicts over all sets of missing kinds. Taking kinds away one at a time reaches every set, so it
 * is enough to compare each set with those that have one kind less.
 */
function broken(
  check: AnyCheck,
  kinds: readonly EvidenceKind[],
  whole: Collected,
  missingFor: (kind: EvidenceKind) => Missing,
): readonly string[] {
  const lost = Object.fromEntries(kinds.map((kind) => [kind, missingFor(kind)]));
  const verdicts = Array.from({ length: 2 ** kinds.length }, (_, mask) =>
    verdictOn(check, {
      ...whole,
      ...Object.fromEntries(kinds.filter((_kind, bit) => has(mask, bit)).map((kind) => [kind, lost[kind]])),
    }),
  );
  return verdicts.flatMap((verdict, mask) => [
    ...unjudged(check, kinds, verdict, mask),
    ...kinds.flatMap((kind, bit) => {
      if (has(mask, bit)) return [];
      const after = verdicts[mask | (2 ** bit)];
      const excused = verdict.outcome === 'fail' && (standIns[check.id] ?? []).includes(kind);
      return after !== undefined && !excused && becomesClear(verdict, after)
        ? [`${verdict.outcome} becomes ${after.outcome} without ${kind}, missing ${named(kinds, mask)}`]
        : [];
    }),
  ]);
}

/** What a check requires is not guessed: without it nothing is judged. */
function unjudged(
  check: AnyCheck,
  kinds: readonly EvidenceKind[],
  { outcome }: Verdict,
  mask: number,
): readonly string[] {
  const short = kinds.some((kind, bit) => has(mask, bit) && check.requires.includes(kind));
  return short && outcome !== 'unknown' ? [`${outcome} without ${named(kinds, mask)}`] : [];
}

/** `fail` and `unknown` cost points or coverage; `pass` and `notApplicable` cost neither. */
function becomesClear(before: Verdict, after: Verdict): boolean {
  const clear = (verdict: Verdict): boolean =>
    verdict.outcome === 'pass' || verdict.outcome === 'notApplicable';
  return !clear(before) && clear(after);
}

function verdictOn(check: AnyCheck, collected: Collected): Verdict {
  const [verdict] = judgeBy([check], collected);
  if (verdict === undefined) throw new Error(`The check ${check.id} gave no verdict.`);
  return verdict;
}

function has(mask: number, bit: number): boolean {
  return (mask & (2 ** bit)) !== 0;
}

function named(kinds: readonly EvidenceKind[], mask: number): string {
  return kinds.filter((_kind, bit) => has(mask, bit)).join(', ') || 'nothing';
}

/** Any evidence of these kinds, all of it there. */
function wholeEvidence(kinds: readonly EvidenceKind[]): fc.Arbitrary<Collected> {
  const each: Record<string, fc.Arbitrary<unknown>> = {};
  for (const kind of kinds) each[kind] = (anyEvidence[kind] as fc.Arbitrary<unknown>).map(gathered);
  // Each kind has the arbitrary of its own evidence; a record of them cannot say so.
  return fc.record(each).map((whole) => whole as Collected);
}

const forbidden: Missing = {
  ok: false,
  reason: 'forbidden',
  detail: 'It could not be read.',
  remedy: 'Let it be read.',
};

const anyMissing: fc.Arbitrary<Missing> = fc
  .constantFrom(...unknownReasons)
  .map((reason) => ({ ...forbidden, reason }));
