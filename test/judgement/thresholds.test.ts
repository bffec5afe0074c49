import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { defineCheck, verdictOf } from '../../src/checks/define-check.ts';
import { evaluate } from '../../src/judgement/evaluate.ts';
import { boundsFor } from '../../src/judgement/thresholds.ts';
import type { FindingDraft, Policy } from '../../src/model.ts';
import { someFacts } from '../store/builders.ts';
import { findingOf } from '../support/verdicts.ts';

type Override = Policy['thresholds'][number];

const source = 'https://example.com';
const check = {
  id: 'full-disk',
  thresholds: {
    high: { value: 0.8, unit: 'ratio', source },
    wait: { value: 300, unit: 'seconds', source },
  },
} as const;
const cluster = { name: 'aks-shop-weu', facts: someFacts };

function override(id: string, high: number, change: Partial<Override> = {}): Override {
  return { id, check: 'full-disk', values: { high }, source: 'file', ...change };
}

const fleetWide = override('fleet', 0.5);
const byTag = override('tag', 0.6, { tag: 'env=prod' });
const byName = override('name', 0.7, { cluster: 'aks-shop-*' });

test.each<[string, readonly Override[], number, string | null]>([
  ['nothing', [], 0.8, null],
  ['the fleet', [fleetWide], 0.5, 'fleet'],
  ['a tag before the fleet', [byTag, fleetWide], 0.6, 'tag'],
  ['a name before a tag', [byName, byTag, fleetWide], 0.7, 'name'],
  ['a name and a tag, which is by name', [{ ...byName, tag: 'env=prod' }, byTag], 0.7, 'name'],
  ['a name and a tag that it has not', [{ ...byName, tag: 'env=dev' }, byTag], 0.6, 'tag'],
  ['another cluster', [{ ...byName, cluster: 'aks-pay-*' }], 0.8, null],
  ['another check', [{ ...fleetWide, check: 'silent-nodes' }], 0.8, null],
  ['the API before the file', [override('a', 0.1), override('b', 0.2, { source: 'api' })], 0.2, 'b'],
  ['a name in the file before a tag of the API', [byName, { ...byTag, source: 'api' }], 0.7, 'name'],
  ['among equals the id that sorts first', [override('b', 0.2), override('a', 0.1)], 0.1, 'a'],
  ['a bound that there is no longer', [override('a', 0.1, { values: { low: 0.1 } })], 0.8, null],
])('by %s', (_what, overrides, value, setBy) => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...overrides], { minLength: overrides.length }), (shuffled) => {
      expect(boundsFor(check, cluster, shuffled)).toEqual({
        high: { value, setBy },
        wait: { value: 300, setBy: null },
      });
    }),
  );
});

test('each bound comes from the most particular entry that sets that one', () => {
  const both = override('fleet', 0.5, { values: { high: 0.5, wait: 60 } });
  expect(boundsFor(check, cluster, [byName, both])).toEqual({
    high: { value: 0.7, setBy: 'name' },
    wait: { value: 60, setBy: 'fleet' },
  });
});

test('a tag does not hold where the tags are not known', () => {
  expect(boundsFor(check, { name: 'x', facts: null }, [byTag])).toMatchObject({
    high: { value: 0.8, setBy: null },
  });
});

test('a check is judged by the bounds in force, and its findings say which of them are not of the catalogue', () => {
  const { check: _c, fingerprint: _f, ...draft } = findingOf('full-disk', 'sda');
  const fullDisk = defineCheck({
    ...check,
    title: 'Full disk',
    passTitle: 'Room on the disk',
    category: 'etcd',
    severity: 'high',
    guide: '+',
    rationale: 'It is full.',
    remedy: 'Empty it.',
    learnMore: source,
    requires: [],
    uses: [],
    evaluate: (_evidence, { thresholds: { high } }) => {
      const found: FindingDraft = {
        ...draft,
        threshold: { ...check.thresholds.high, value: high },
        excerpts: [{ label: 'Disk', value: '75 %' }],
      };
      return verdictOf(1, 0.75 > high ? [found] : []);
    },
  });
  const judge = (overrides: readonly Override[]) =>
    evaluate(
      [fullDisk],
      {},
      {
        now: new Date('2026-11-24T12:00:00.000Z'),
        fingerprint: () => 'f',
        outOfScope: () => null,
        thresholds: (one) => boundsFor(one, cluster, overrides),
        onFault: (_id, error) => {
          throw error;
        },
      },
    );

  expect(judge([])).toEqual([{ check: 'full-disk', outcome: 'pass', inspected: 1 }]);
  expect(judge([byTag])).toEqual([
    {
      check: 'full-disk',
      outcome: 'fail',
      inspected: 1,
      findings: [
        {
          ...draft,
          threshold: { ...check.thresholds.high, value: 0.6 },
          excerpts: [
            { label: 'Disk', value: '75 %' },
            { label: 'Threshold high', value: '0.6 (ratio) by the policy entry tag, 0.8 in the catalogue' },
          ],
          check: 'full-disk',
          fingerprint: 'f',
        },
      ],
    },
  ]);
});
