import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suppress, suppressUnseen } from '../../src/judgement/suppress.ts';
import { scoreOf } from '../../src/judgement/score.ts';
import type { BaselineEntry, CheckVerdict, ResourceRef, Suppression } from '../../src/model.ts';
import { someFacts } from '../store/builders.ts';
import { failVerdict, findingOf, passVerdict, unknownVerdict } from '../support/verdicts.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const orders = { name: 'aks-Orders-weu', facts: someFacts };

const base = { id: 'a', owner: 'team', reason: 'Known.', expires: '2026-12-01T00:00:00.000Z' };
const applied = base;

function suppression(change: Partial<Suppression>): Suppression {
  return { ...base, ...change };
}

function verdictOn(resource: ResourceRef, check = 'slow-client'): CheckVerdict {
  return { check, outcome: 'fail', inspected: 1, findings: [{ ...findingOf(check, 'x'), resource }] };
}

function idsIn(verdicts: readonly CheckVerdict[]): readonly (string | undefined)[] {
  return verdicts.flatMap((verdict) =>
    verdict.outcome === 'fail' ? verdict.findings.map((finding) => finding.suppression?.id) : [],
  );
}

const pod: ResourceRef = { kind: 'Pod', namespace: 'shop', name: 'web-1' };
const node: ResourceRef = { kind: 'Node', name: 'n1' };
const webhook: ResourceRef = { kind: 'ValidatingWebhookConfiguration', name: 'policy', part: 'check.policy' };

describe('what a suppression names has to be true, all of it', () => {
  test.each<[string, Partial<Suppression>, ResourceRef, boolean]>([
    ['the check', { check: 'slow-client' }, pod, true],
    ['another check', { check: 'silent-nodes' }, pod, false],
    ['a part of the name of the check', { check: 'slow' }, pod, false],
    ['the resource with its namespace', { resource: 'Pod/shop/web-1' }, pod, true],
    ['the resource without its namespace', { resource: 'Pod/web-1' }, pod, false],
    ['a pattern over both', { resource: 'pod/*-1' }, pod, true],
    ['a resource of the cluster', { resource: 'Node/n?' }, node, true],
    ['all parts of a resource', { resource: 'ValidatingWebhookConfiguration/policy' }, webhook, true],
    ['one part', { resource: 'ValidatingWebhookConfiguration/policy/check.*' }, webhook, true],
    ['another part', { resource: 'ValidatingWebhookConfiguration/policy/mutate' }, webhook, false],
    ['the cluster, whatever its case', { cluster: 'AKS-orders-*' }, pod, true],
    ['another cluster', { cluster: 'orders' }, pod, false],
    ['a tag with its value', { tag: 'env=prod' }, pod, true],
    ['a tag with any value', { tag: 'Owner' }, pod, true],
    ['a tag with another value', { tag: 'env=dev' }, pod, false],
    ['one thing that holds and one that does not', { check: 'slow-client', cluster: 'x' }, pod, false],
  ])('%s', (_what, change, resource, holds) => {
    const verdicts = [verdictOn(resource)];
    expect(idsIn(suppress(verdicts, orders, [suppression(change)], now))).toEqual([holds ? 'a' : undefined]);
  });

  test('a tag does not hold where the tags are not known', () => {
    const verdicts = suppress(
      [verdictOn(pod)],
      { name: 'x', facts: null },
      [suppression({ tag: 'env' })],
      now,
    );
    expect(idsIn(verdicts)).toEqual([undefined]);
  });
});

test('a finding keeps everything and says who decided, why and until when', () => {
  const verdict = failVerdict('slow-client', ['high', 'low']);
  if (verdict.outcome !== 'fail') throw new Error('it fails');
  const [first, second] = verdict.findings;

  expect(
    suppress(
      [verdict, passVerdict('silent-nodes'), unknownVerdict('slow-webhook')],
      orders,
      [suppression({ check: 'slow-client', resource: 'Thing/thing-1', cluster: '*orders*' })],
      now,
    ),
  ).toEqual([
    { ...verdict, findings: [first, { ...second, suppression: applied }] },
    passVerdict('silent-nodes'),
    unknownVerdict('slow-webhook'),
  ]);
});

test.each([
  ['2026-11-24T12:00:00.001Z', 'a'],
  ['2026-11-24T12:00:00.000Z', undefined],
  ['2026-11-01T00:00:00.000Z', undefined],
])('one that ends at %s hides at noon of the 24th: %s', (expires, id) => {
  const entry = suppression({ check: 'slow-client', expires });
  expect(idsIn(suppress([verdictOn(pod)], orders, [entry], now))).toEqual([id]);
});

test('of several the one that ends last is told, whatever their order; the same end is decided by the id', () => {
  const several = ['c', 'b', 'd'].map((id) =>
    suppression({
      id,
      check: 'slow-client',
      expires: id === 'd' ? base.expires : '2027-01-01T00:00:00.000Z',
    }),
  );
  fc.assert(
    fc.property(fc.shuffledSubarray(several, { minLength: 3 }), (entries) => {
      expect(idsIn(suppress([verdictOn(pod)], orders, entries, now))).toEqual(['b']);
    }),
  );
});

test('findings that were not seen this time are judged by what is decided now, others are left alone', () => {
  const seen = { sweepId: 's', at: now.toISOString() };
  const entry: BaselineEntry = {
    fingerprint: 'f',
    check: 'slow-client',
    severity: 'high',
    summary: 'Slow.',
    resource: pod,
    state: 'unknown',
    firstSeen: seen,
    lastSeen: seen,
  };
  const hidden = { ...entry, suppression: applied };
  const active = [suppression({ check: 'slow-client' })];

  expect(suppressUnseen([entry, { ...hidden, state: 'new' }], orders, active, now)).toEqual([
    hidden,
    { ...hidden, state: 'new' },
  ]);
  expect(suppressUnseen([hidden, { ...hidden, state: 'resolved' }], orders, [], now)).toEqual([
    entry,
    { ...hidden, state: 'resolved' },
  ]);
  // Of an entry of an older version nobody knows the resource.
  const { resource: _, ...older } = entry;
  expect(suppressUnseen([older], orders, [suppression({ resource: 'Pod/*' })], now)).toEqual([older]);
});

test('however much is suppressed, the score never falls, and the one without is never changed', () => {
  const anyVerdict = fc.oneof(
    fc.constantFrom(passVerdict('silent-nodes'), unknownVerdict('silent-nodes')),
    fc
      .array(fc.constantFrom('critical', 'high', 'low'), { minLength: 1, maxLength: 3 })
      .map(([first = 'low', ...rest]) => failVerdict('slow-client', [first, ...rest])),
  );
  const anySuppression = fc
    .record({
      id: fc.constantFrom('a', 'b'),
      resource: fc.constantFrom('Thing/thing-0', 'Thing/*', 'Thing/thing-?', 'Other/*'),
      expires: fc.constantFrom('2026-11-24T11:00:00.000Z', '2026-12-24T11:00:00.000Z'),
    })
    .map(suppression);
  fc.assert(
    fc.property(fc.array(anyVerdict), fc.array(anySuppression, { maxLength: 3 }), (verdicts, entries) => {
      const before = scoreOf(verdicts, () => 'critical');
      const after = scoreOf(suppress(verdicts, orders, entries, now), () => 'critical');

      expect(after.unsuppressed).toEqual(before.value);
      expect(after.coverage).toBe(before.coverage);
      if (before.value === null) expect(after.value).toBeNull();
      else expect(after.value).toBeGreaterThanOrEqual(before.value);
    }),
  );
});
