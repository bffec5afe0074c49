import { expect, test } from 'vitest';
import { defineCheck, verdictOf } from '../../src/checks/define-check.ts';
import type { FindingDraft } from '../../src/model.ts';
import { apiMetrics, gathered, verdictOn, webhooks } from '../support/evidence.ts';

/**
 * The compiler is the test of what is not declared: `tsc` fails where an expected error is none. At run time the same
 * things are simply not there, which the assertions below see.
 */
const sample = defineCheck({
  id: 'sample',
  title: 'Something',
  passTitle: 'Nothing',
  category: 'symptoms',
  severity: 'low',
  guide: '+',
  rationale: 'It matters.',
  remedy: 'Mend it.',
  learnMore: 'https://example.com/',
  requires: ['apiMetrics'],
  uses: ['webhooks'],
  thresholds: { bound: { value: 3, unit: 'objects', source: 'https://example.com/' } },
  evaluate(evidence, { thresholds }) {
    // @ts-expect-error evidence that is not declared is not handed in
    const undeclared: unknown = evidence.nodeHeartbeats;

    // @ts-expect-error evidence that is merely used may be missing, and is no value before that was asked
    const unasked: unknown = evidence.webhooks.configurations;

    // @ts-expect-error a bound that is not declared does not exist
    const unbound: unknown = thresholds.other;

    const required: string | null = evidence.apiMetrics.serverVersion;
    const used: number | null = evidence.webhooks.ok ? evidence.webhooks.value.configurations.length : null;
    const bound: number = thresholds.bound;
    const there = [undeclared, unasked, unbound, required, used, bound].filter(
      (value) => value !== undefined,
    );
    return verdictOf(there.length, []);
  },
});

test('a check is handed what it declares and nothing else', () => {
  const evidence = { apiMetrics: apiMetrics(), webhooks: gathered(webhooks()) };

  expect(verdictOn(sample, evidence)).toEqual({ outcome: 'pass', inspected: 3 });
});

const draft: FindingDraft = {
  severity: 'low',
  confidence: 'measured',
  resource: { kind: 'Thing', name: 'one' },
  summary: 'It is broken.',
  observed: { text: 'broken' },
  excerpts: [],
  remediation: { summary: 'Mend it.', steps: [], learnMore: 'https://example.com/' },
};
const unseen = { reason: 'truncated', detail: 'There is more.', remedy: 'Read it.' } as const;

test.each([
  ['nothing wrong', [], null, { outcome: 'pass', inspected: 2 }],
  ['something wrong', [draft], null, { outcome: 'fail', inspected: 2, findings: [draft] }],
  ['nothing wrong in the part that was seen', [], unseen, { outcome: 'unknown', ...unseen }],
  [
    'something wrong in the part that was seen',
    [draft],
    unseen,
    { outcome: 'fail', inspected: 2, findings: [draft], unseen },
  ],
])('the verdict on %s', (_, drafts, part, expected) => {
  expect(verdictOf(2, drafts, part)).toEqual(expected);
});
