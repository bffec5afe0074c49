import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesPattern } from '../../src/shared/pattern.ts';
import { hasTag, tagRule } from '../../src/shared/tag-rule.ts';

test.each([
  ['a.c', 'abc', false],
  ['a.c', 'a.c', true],
  ['a*', 'b-a', false],
  ['A*', 'abc', true],
  ['*(x)[y]{z}|^$+', 'n(x)[y]{z}|^$+', true],
  ['a?', 'a', false],
  ['a?', 'a💥', true],
  ['**', '', true],
  ['', '', true],
  ['', 'a', false],
  ['*ab*ab', 'xabyabab', true],
  ['*ab*ab', 'xaby', false],
  ['Node/*', 'Node/one\ntwo', true],
  ['prod-*-weu', 'prod-shop-weu', true],
  ['prod-*-weu', 'prod-shop-weu-2', false],
])('%j matches %j: %s', (pattern, text, expected) => {
  expect(matchesPattern(pattern, text)).toBe(expected);
});

test('says the same as a regular expression, whatever pattern and text', () => {
  const few = fc.string({ unit: fc.constantFrom('a', 'B', '*', '?', '-', '.'), maxLength: 8 });
  fc.assert(
    fc.property(few, few, (pattern, text) => {
      const source = pattern
        .replaceAll(/[.+^${}()|[\]\\]/gu, String.raw`\$&`)
        .replaceAll('*', '.*')
        .replaceAll('?', '.');
      expect(matchesPattern(pattern, text)).toBe(new RegExp(`^${source}$`, 'isu').test(text));
    }),
  );
});

test('many stars over a long hostile name cost no more than their product', () => {
  // A regular expression made of this does not come back.
  expect(matchesPattern(`${'*a'.repeat(100)}b`, 'a'.repeat(5_000))).toBe(false);
});

test.each([
  ['env=prod', { Env: 'PROD' }, true],
  ['env=prod*', { env: 'production' }, true],
  ['env', { env: '' }, true],
  ['env', { environment: 'prod' }, false],
  ['env=', { env: 'prod' }, false],
  ['env=a=b', { env: 'a=b' }, true],
  [' team = red ', { team: 'red' }, true],
])('the tag %j of %j: %s', (text, tags, expected) => {
  expect(hasTag(tags, tagRule(text))).toBe(expected);
});
