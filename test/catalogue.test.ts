/** What holds of every check: nothing forgotten, nothing thrown, nothing changed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyCheck } from '../src/checks/define-check.ts';
import { categories } from '../src/checks/define-check.ts';
import { checkById, checks } from '../src/checks/index.ts';
import type { EvidenceKind } from '../src/evidence/index.ts';
import type { FindingDraft, Verdict } from '../src/model.ts';
import { severities } from '../src/model.ts';
import { anyEvidence } from './support/evidence-samples.ts';
import { evaluateAny, forbidden, gathered } from './support/evidence.ts';

const root = new URL('../', import.meta.url);

const headings = [
  '## What it finds',
  '## Why it matters',
  '## Evidence and its cost',
  '## Thresholds and their sources',
  '## How to fix',
  '## When to suppress',
  '## What unknown means here',
];

test('every file in the folder of a category is in the list, and the other way round', () => {
  const files = categories.flatMap((category) => filesIn(`src/checks/${category}`));

  expect(checks.map(({ category, id }) => `src/checks/${category}/${id}.ts`).toSorted()).toEqual(
    files.toSorted(),
  );
});

test('every page and every test belongs to a check', () => {
  const pages = filesIn('docs/checks');
  const tests = categories.flatMap((category) => filesIn(`test/checks/${category}`));

  expect(pages.toSorted()).toEqual(checks.map(({ id }) => `docs/checks/${id}.md`).toSorted());
  expect(tests.toSorted()).toEqual(
    checks.map(({ category, id }) => `test/checks/${category}/${id}.test.ts`).toSorted(),
  );
});

/**
 * What the catalogue said of whole clusters, whose evidence was gathered over HTTP: the twelve of the sample, and those with
 * the troubles that none of the twelve has. The tests that sweep them hold these files to what is really said.
 */
const told = filesIn('test/golden/verdicts').map(
  (file) =>
    JSON.parse(readFileSync(new URL(file, root), 'utf8')) as Record<
      string,
      Partial<Record<Verdict['outcome'], readonly string[]>>
    >,
);

test('what was said of whole clusters is of the checks that there are', () => {
  expect(told.length).toBeGreaterThanOrEqual(2);
  for (const verdicts of told) {
    expect(Object.keys(verdicts).toSorted()).toEqual(checks.map(({ id }) => id).toSorted());
  }
});

test('ids are unique, and each leads to its check', () => {
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  expect(checks.map(({ id }) => checkById(id))).toEqual(checks);
  expect(checkById('no-such-check')).toBeUndefined();
});

describe.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  test('has an id in kebab case and texts that are sentences where sentences belong', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(check.rationale).toMatch(/^[A-Z].*\.$/);
    expect(check.remedy).toMatch(/^[A-Z].*\.$/);
    expect(check.title).toMatch(/^[A-Z].*[^.]$/);
    expect(check.passTitle).toMatch(/^[A-Z].*[^.]$/);
    expect(check.guide).not.toBe('');
  });

  test('says where its numbers come from', () => {
    expect(check.learnMore).toMatch(/^https:\/\//);
    for (const { value, source } of Object.values(check.thresholds)) {
      expect(value).toBeGreaterThan(0);
      expect(source).toMatch(/^https:\/\//);
    }
  });

  test('has a page with the agreed headings that names its thresholds', () => {
    const page = readFileSync(new URL(`docs/checks/${id}.md`, root), 'utf8');

    expect(page.split('\n').filter((line) => line.startsWith('#'))).toEqual([`# ${id}`, ...headings]);
    // Something is said under each.
    for (const section of page.split(/^## .*$/m).slice(1)) expect(section.trim()).not.toBe('');
    for (const name of Object.keys(check.thresholds)) expect(page).toContain(`\`${name}\``);
    for (const kind of check.requires) expect(page).toContain(`\`${kind}\``);
  });

  test('has failed and has passed on evidence that was gathered from a whole cluster', () => {
    const clustersThat = (outcome: Verdict['outcome']) =>
      told.flatMap((verdicts) => verdicts[id]?.[outcome] ?? []);

    expect(clustersThat('fail')).not.toEqual([]);
    expect(clustersThat('pass')).not.toEqual([]);
  });

  test('does not throw and does not change its evidence', () => {
    fc.assert(
      fc.property(evidenceFor(check), (evidence) => {
        expect(() => evaluateAny(check, deepFreeze(evidence))).not.toThrow();
      }),
    );
  });

  test('finds the same whatever the order of its evidence', () => {
    fc.assert(
      fc.property(evidenceFor(check), (evidence) => {
        expect(essenceOf(evaluateAny(check, reversed(evidence)))).toEqual(
          essenceOf(evaluateAny(check, evidence)),
        );
      }),
    );
  });

  test('gives findings that can be told apart, no worse than declared, with texts that are whole', () => {
    fc.assert(
      fc.property(evidenceFor(check), (evidence) => {
        for (const finding of findingsOf(evaluateAny(check, evidence))) {
          expect(severities.indexOf(finding.severity)).toBeGreaterThanOrEqual(
            severities.indexOf(check.severity),
          );
          expect(finding.summary).toMatch(/\.$/);
          expect(JSON.stringify(finding)).not.toMatch(/undefined|NaN|Infinity|\[object/);
          expect(finding.remediation.steps).not.toEqual([]);
          expect(finding.remediation.learnMore).toMatch(/^https:\/\//);
          expect(finding.threshold?.source ?? 'https://').toMatch(/^https:\/\//);
        }
        const resources = findingsOf(evaluateAny(check, evidence)).map(({ resource }) =>
          JSON.stringify(resource),
        );
        expect(new Set(resources).size).toBe(resources.length);
      }),
    );
  });

  test('has its ladders of bounds in ascending order, and one wherever bounds have the names of severities', () => {
    const { thresholds, ladders = [] } = check;
    for (const ladder of ladders) {
      const steps = ladder.map((name) => thresholds[name]);
      expect(steps.map((step) => step?.value)).toEqual(
        steps.map((step) => step?.value).toSorted((left = 0, right = 0) => left - right),
      );
      expect(new Set(steps.map((step) => step?.unit)).size).toBe(1);
    }
    const named = severities.toReversed().filter((severity) => Object.hasOwn(thresholds, severity));
    if (named.length > 1) expect(ladders).toContainEqual(named);
  });

  test('has bounds at which findings end on the good side of those at which they begin', () => {
    const { thresholds, resolvesAt = {} } = check;
    for (const [name, end] of Object.entries(resolvesAt)) {
      expect(Object.keys(thresholds)).toContain(name);
      expect(end).not.toBe(thresholds[name]?.value);
    }
    // Whatever is found by the one is found by the others, and as bad: else a finding would end and begin at once.
    for (const evidence of fc.sample(evidenceFor(check), { seed: 2026, numRuns: 400 })) {
      const wide = new Map(
        findingsOf(evaluateAny(check, evidence, boundsToResolve(check))).map((finding) => [
          JSON.stringify(finding.resource),
          finding,
        ]),
      );
      for (const { resource, severity } of findingsOf(evaluateAny(check, evidence))) {
        const found = wide.get(JSON.stringify(resource))?.severity ?? 'info';
        expect(severities.indexOf(found)).toBeLessThanOrEqual(severities.indexOf(severity));
      }
    }
  });

  test('goes by the bounds that it is given, each of them, and quotes no number of its own in their place', () => {
    const evidence = fc.sample(evidenceFor(check), { seed: 2026, numRuns: 400 });
    const usual = evidence.map((one) => JSON.stringify(evaluateAny(check, one)));
    for (const [name, { value }] of Object.entries(check.thresholds)) {
      const changed = [0.001, 0.4, 0.9, 1.1, 3, 1_000].some((factor) =>
        evidence.some(
          (one, place) =>
            JSON.stringify(evaluateAny(check, one, { [name]: value * factor })) !== usual[place],
        ),
      );
      expect({ name, changed }).toEqual({ name, changed: true });
    }
    // All set to numbers that nobody else would quote, and higher, for the log cannot be asked for less than it was: what
    // is quoted is then one of them, or made of them.
    const declared = Object.values(check.thresholds);
    const own = Object.fromEntries(
      Object.entries(check.thresholds).map(([name, { value }]) => [name, value * 1.073_1]),
    );
    for (const finding of evidence.flatMap((one) => findingsOf(evaluateAny(check, one, own)))) {
      const quoted = finding.threshold;
      expect(declared.some(({ value, unit }) => value === quoted?.value && unit === quoted.unit)).toBe(false);
    }
  });

  test('passes, fails and is unknown at least once, and fails as badly as it declares', () => {
    // A fixed seed: whether a rare verdict comes up must not depend on luck.
    const verdicts = fc
      .sample(evidenceFor(check), { seed: 2026, numRuns: 1_500 })
      .map((evidence) => evaluateAny(check, evidence));
    const outcomes = new Set(verdicts.map(({ outcome }) => outcome));
    const given = new Set(verdicts.flatMap(findingsOf).map(({ severity }) => severity));

    expect([...outcomes]).toEqual(expect.arrayContaining(expectedOutcomes(check)));
    expect(given).toContain(check.severity);
  });
});

/** What a check can say when all that it requires is there; one that has nothing half-seen is never unknown then. */
function expectedOutcomes({ id }: AnyCheck): string[] {
  const alwaysWhole = ['active-apiserver-guard', 'legacy-audit-table', 'write-only-audit-logs'];
  return alwaysWhole.includes(id) ? ['pass', 'fail'] : ['pass', 'fail', 'unknown'];
}

/** Evidence as the runner hands it to this check: values that it requires, gathered or missing ones that it uses. */
function evidenceFor(check: AnyCheck): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const handed: Record<string, fc.Arbitrary<unknown>> = {};
  for (const kind of check.uses) handed[kind] = fc.oneof(anyOf(kind).map(gathered), fc.constant(forbidden));
  for (const kind of check.requires) handed[kind] = anyOf(kind);
  return fc.record(handed);
}

/** Bounds at which findings end; those of the catalogue where a bound has none. */
function boundsToResolve({ thresholds, resolvesAt = {} }: AnyCheck): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(thresholds).map(([name, { value }]) => [name, resolvesAt[name] ?? value]),
  );
}

function anyOf(kind: EvidenceKind): fc.Arbitrary<unknown> {
  return anyEvidence[kind];
}

function findingsOf(verdict: Verdict<FindingDraft>): readonly FindingDraft[] {
  return verdict.outcome === 'fail' ? verdict.findings : [];
}

/** What must not depend on order: the outcome, and what fingerprints and severities are made of. */
function essenceOf(verdict: Verdict<FindingDraft>) {
  return {
    outcome: verdict.outcome,
    findings: findingsOf(verdict)
      .map(({ resource, severity, confidence }) => JSON.stringify({ resource, severity, confidence }))
      .toSorted(),
  };
}

function filesIn(folder: string): readonly string[] {
  const url = new URL(`${folder}/`, root);
  return existsSync(url) ? readdirSync(url).map((file) => `${folder}/${file}`) : [];
}

/** The same evidence with every list and every object written backwards. */
function reversed<T>(value: T): T;
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((inner: unknown): unknown => reversed(inner)).toReversed();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reversed(inner)] as const)
      .toReversed(),
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
