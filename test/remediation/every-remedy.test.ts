/** Every remedy that a check can give has something to do in it, not words alone. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnyCheck } from '../../src/checks/define-check.ts';
import { checks } from '../../src/checks/index.ts';
import type { RemediationStep } from '../../src/model.ts';
import { anyEvidence } from '../support/evidence-samples.ts';
import { evaluateAny, forbidden, gathered } from '../support/evidence.ts';

test.each(checks.map((check) => [check.id, check] as const))(
  '%s: a step to run, apply, ask or open',
  (_, check) => {
    const verdicts = fc
      .sample(evidenceFor(check), { seed: 2026, numRuns: 400 })
      .map((evidence) => evaluateAny(check, evidence));
    const remedies = verdicts.flatMap((verdict) =>
      verdict.outcome === 'fail' ? verdict.findings.map(({ remediation }) => remediation) : [],
    );

    expect(remedies).not.toEqual([]);
    const wordy = remedies.filter(({ steps }) => !steps.some(isAction));
    expect(new Set(wordy.map(({ summary }) => summary))).toEqual(new Set());
  },
);

function isAction({ text, command, manifest, kql }: RemediationStep): boolean {
  return [command, manifest, kql].some((one) => one !== undefined) || text.includes('https://');
}

function evidenceFor(check: AnyCheck): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const handed: Record<string, fc.Arbitrary<unknown>> = {};
  for (const kind of check.uses) {
    handed[kind] = fc.oneof(
      (anyEvidence[kind] as fc.Arbitrary<unknown>).map(gathered),
      fc.constant(forbidden),
    );
  }
  for (const kind of check.requires) handed[kind] = anyEvidence[kind];
  return fc.record(handed);
}
