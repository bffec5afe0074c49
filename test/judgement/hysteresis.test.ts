import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineCheck, unknown, verdictOf } from '../../src/checks/define-check.ts';
import type { Collected } from '../../src/evidence/index.ts';
import { compare } from '../../src/judgement/compare.ts';
import { evaluate } from '../../src/judgement/evaluate.ts';
import { withWhatStays } from '../../src/judgement/hysteresis.ts';
import { resolvingBounds, usualBounds } from '../../src/judgement/thresholds.ts';
import type { BaselineEntry, Severity, Verdict } from '../../src/model.ts';
import { severities } from '../../src/model.ts';
import {
  failVerdict,
  findingOf,
  notApplicableVerdict,
  passVerdict,
  unknownVerdict,
} from '../support/verdicts.ts';

const source = 'https://example.com';
const steps = ['critical', 'high', 'medium'] as const;

/** Judges a number of nodes against three bounds; it cannot tell of none. */
const crowded = defineCheck({
  id: 'crowded',
  title: 'Many nodes',
  passTitle: 'Few nodes',
  category: 'network',
  severity: 'critical',
  guide: '+',
  rationale: 'Many nodes are many.',
  remedy: 'Take some.',
  learnMore: source,
  requires: ['nodeHeartbeats'],
  uses: [],
  thresholds: {
    medium: { value: 50, unit: 'nodes', source },
    high: { value: 75, unit: 'nodes', source },
    critical: { value: 90, unit: 'nodes', source },
  },
  resolvesAt: { medium: 45, high: 70, critical: 85 },
  evaluate({ nodeHeartbeats: { total } }, { thresholds }) {
    if (total === null) return unknown('truncated', 'They were not counted.', 'Count them.');
    const severity = steps.find((step) => total > thresholds[step]);
    if (severity === undefined) return verdictOf(total, []);
    const { check: _check, fingerprint: _fingerprint, ...draft } = findingOf('crowded', 'cluster', severity);
    return verdictOf(total, [{ ...draft, summary: `Expected are ${thresholds[severity]}.` }]);
  },
});

function nodes(total: number | null): Collected {
  const value = { nodes: [], total, truncated: total === null };
  return { nodeHeartbeats: { ok: true, at: '2026-11-24T06:00:00Z', value } };
}

/** One audit after the other, each with so many nodes; what is open after each, by severity. */
function sweepOver(totals: readonly (number | null)[], factor = 1) {
  let baseline: readonly BaselineEntry[] = [];
  return totals.map((total, place) => {
    const sweepId = `sweep-${place}`;
    const verdicts = evaluate([crowded], nodes(total), {
      now: new Date('2026-11-24T06:00:00Z'),
      fingerprint: (check, resource) => `${check}/${resource.name}`,
      outOfScope: () => null,
      thresholds: ({ thresholds }) =>
        Object.fromEntries(
          Object.entries(thresholds).map(([name, { value }]) => [
            name,
            { value: value * factor, setBy: 'x' },
          ]),
        ),
      open: () => baseline.filter(({ resolved }) => resolved === undefined),
      onFault: (check, error) => {
        throw new Error(check, { cause: error });
      },
    });
    baseline = compare(baseline, verdicts, { sweepId, at: '2026-11-24T06:00:00Z' });
    const [entry] = baseline;
    return entry === undefined || entry.resolved !== undefined ? null : entry.severity;
  });
}

describe('a finding that is open', () => {
  test('ends at its lower bound, and begins again only at the upper one', () => {
    expect(sweepOver([49, 51, 48, 46, 45, 48, 50, 51])).toEqual([
      null,
      'medium',
      'medium',
      'medium',
      null,
      null,
      null,
      'medium',
    ]);
  });

  test('keeps its severity until it has passed the lower bound of its step, and rises only at the upper one', () => {
    expect(sweepOver([72, 76, 72, 70, 72, 91, 86, 85, 74, 69])).toEqual([
      'medium',
      'high',
      'high',
      'medium',
      'medium',
      'critical',
      'critical',
      'high',
      'high',
      'medium',
    ]);
  });

  test('is not ended by an audit that could not tell', () => {
    expect(sweepOver([51, null, 48, null, 45])).toEqual(['medium', 'medium', 'medium', 'medium', null]);
  });

  test('has its lower bound in proportion where another bound is set', () => {
    expect(sweepOver([103, 102, 91, 90], 2)).toEqual(['medium', 'medium', 'medium', null]);
  });
});

const totals = fc.array(fc.option(fc.integer({ min: 30, max: 100 }), { freq: 6 }), { maxLength: 30 });

test('whatever a figure does, severity rises over an upper bound only and falls under a lower one only', () => {
  fc.assert(
    fc.property(totals, (walk) => {
      let before: Severity | null = null;
      for (const [place, now] of sweepOver(walk).entries()) {
        const total = walk[place] ?? null;
        if (total === null) expect(now).toBe(before);
        else if (rank(now) > rank(before))
          expect(now).toBe(byBounds(total, { medium: 50, high: 75, critical: 90 }));
        else if (rank(now) < rank(before))
          expect(now).toBe(byBounds(total, { medium: 45, high: 70, critical: 85 }));
        // What stays is what both bounds agree on, or what lies between them.
        else {
          expect(rank(now)).toBeGreaterThanOrEqual(
            rank(byBounds(total, { medium: 50, high: 75, critical: 90 })),
          );
          expect(rank(now)).toBeLessThanOrEqual(
            rank(byBounds(total, { medium: 45, high: 70, critical: 85 })),
          );
        }
        before = now;
      }
    }),
  );
});

test('inside a band nothing ever changes, however it wavers', () => {
  const inside = fc.array(fc.integer({ min: 46, max: 50 }), { minLength: 1, maxLength: 30 });

  fc.assert(
    fc.property(inside, (walk) => {
      expect(new Set(sweepOver(walk))).toEqual(new Set([null]));
      expect(new Set(sweepOver([51, ...walk]))).toEqual(new Set(['medium']));
    }),
  );
});

function byBounds(total: number, bounds: Readonly<Record<(typeof steps)[number], number>>): Severity | null {
  return steps.find((step) => total > bounds[step]) ?? null;
}

function rank(severity: Severity | null): number {
  return severity === null ? 0 : severities.length - severities.indexOf(severity);
}

describe('the verdict with what stays', () => {
  const never = (): Verdict => {
    throw new Error('asked');
  };
  const open = [{ fingerprint: 'quiet/thing-0', severity: 'medium' }] as const;

  test('says what stays and why, with the bound that is not passed yet', () => {
    const second = failVerdict('quiet', ['medium']);

    expect(withWhatStays(passVerdict('quiet', 7), open, () => second)).toEqual({
      outcome: 'fail',
      inspected: 7,
      findings: [
        {
          ...findingOf('quiet', 'thing-0', 'medium'),
          excerpts: [
            {
              label: 'Stays open',
              value:
                'found before; it ends only past the bound that is named here, which is not the one that it began at',
            },
          ],
        },
      ],
    });
  });

  test.each([
    ['nothing is open', passVerdict('quiet'), []],
    ['all that is open is found as bad as before', failVerdict('quiet', ['medium']), open],
    ['it is found worse', failVerdict('quiet', ['high']), open],
    ['the check does not apply', notApplicableVerdict('quiet'), open],
  ])('is as it was, and nobody is asked again, when %s', (_, verdict, before) => {
    expect(withWhatStays(verdict, before, never)).toBe(verdict);
  });

  test('has nothing that was not open, whatever the other bounds find', () => {
    const second = failVerdict('quiet', ['medium', 'medium']);

    const verdict = withWhatStays(failVerdict('quiet', ['low']), open, () => second);

    expect(verdict).toMatchObject({ findings: [{ fingerprint: 'quiet/thing-0', severity: 'medium' }] });
  });

  test('is no worse than it was', () => {
    const second = failVerdict('quiet', ['critical']);

    expect(withWhatStays(passVerdict('quiet'), open, () => second)).toMatchObject({
      findings: [{ severity: 'medium' }],
    });
  });

  test('of a check that cannot tell says what it could not see', () => {
    const second = failVerdict('quiet', ['medium']);

    expect(withWhatStays(unknownVerdict('quiet'), open, () => second)).toMatchObject({
      outcome: 'fail',
      findings: [{ fingerprint: 'quiet/thing-0' }],
      unseen: { reason: 'forbidden', detail: 'Reading is forbidden.', remedy: 'Grant it.' },
    });
    expect(withWhatStays(unknownVerdict('quiet'), open, () => unknownVerdict('quiet'))).toEqual(
      unknownVerdict('quiet'),
    );
  });
});

test('the bounds at which findings end are those of the check, and without any the check is judged once', () => {
  const usual = usualBounds(crowded.thresholds);

  expect(resolvingBounds(crowded, { ...usual, high: { value: 60, setBy: 'dev' } })).toEqual({
    medium: { value: 45, setBy: null },
    high: { value: 56, setBy: 'dev' },
    critical: { value: 85, setBy: null },
  });
  expect(resolvingBounds({ thresholds: crowded.thresholds }, usual)).toBeNull();
});

test('what is said of a bound of the policy is what stands in it, also where a finding stays', () => {
  const judged = evaluate([crowded], nodes(93), {
    now: new Date('2026-11-24T06:00:00Z'),
    fingerprint: (check, resource) => `${check}/${resource.name}`,
    outOfScope: () => null,
    thresholds: ({ thresholds }) => ({ ...usualBounds(thresholds), critical: { value: 96, setBy: 'dev' } }),
    open: () => [{ fingerprint: 'crowded/cluster', severity: 'critical' }],
    onFault: () => {},
  });

  expect(judged).toMatchObject([
    {
      findings: [
        {
          severity: 'critical',
          summary: `Expected are ${(96 * 85) / 90}.`,
          excerpts: [
            { label: 'Threshold critical', value: '96 (nodes) by the policy entry dev, 90 in the catalogue' },
            { label: 'Stays open' },
          ],
        },
      ],
    },
  ]);
});
