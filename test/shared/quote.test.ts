import { execFileSync } from 'node:child_process';
import { loadYaml } from '@kubernetes/client-node';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellQuote, yamlString } from '../../src/shared/quote.ts';
import { hostileText } from '../support/hostile.ts';

test.each([
  ['node/aks-user-1', 'node/aks-user-1'],
  ['count/jobs.batch=100', 'count/jobs.batch=100'],
  ['', "''"],
  ['two words', "'two words'"],
  ['$(reboot)', "'$(reboot)'"],
  ["it's", String.raw`'it'\''s'`],
  ['=PATH', "'=PATH'"],
  ['~root', "'~root'"],
])('%s is the shell word %s', (text, word) => {
  expect(shellQuote(text)).toBe(word);
});

test('a shell reads every quoted text as it was', () => {
  const texts = fc.array(hostileText, { minLength: 1, maxLength: 40 });

  fc.assert(
    fc.property(texts, (hostile) => {
      // Neither a shell's argument nor UTF-8 can carry these.
      const carried = hostile.map((text) => text.toWellFormed().replaceAll('\0', ''));
      const script = `printf '%s\\0' ${carried.map(shellQuote).join(' ')}`;

      expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(
        carried.map((text) => `${text}\0`).join(''),
      );
    }),
    { numRuns: 25 },
  );
});

test.each([
  ['team-a', 'team-a'],
  ['count/jobs.batch', 'count/jobs.batch'],
  ['true', '"true"'],
  ['no', '"no"'],
  ['10', '"10"'],
  ['1e3', '"1e3"'],
  ['', '""'],
  ['a: b', '"a: b"'],
  ['a\nkind: Secret', String.raw`"a\u000akind: Secret"`],
  ['\u{1f600}', String.raw`"\U0001f600"`],
])('%j is the YAML scalar %s', (text, scalar) => {
  expect(yamlString(text)).toBe(scalar);
});

test('YAML reads every text back as it was, as a key and as a value', () => {
  const text = fc.oneof(
    hostileText,
    fc.string(),
    fc.constantFrom(
      'null',
      'yes',
      'off',
      'nan',
      '.inf',
      '0x1f',
      '2026-11-24',
      '- a',
      '{a}',
      '#',
      '&a',
      '*a',
      '!a',
      '\u2028',
    ),
  );

  fc.assert(
    fc.property(text, (value) => {
      const expected = value.toWellFormed();
      // A key of this name would be the prototype of the object that is read.
      fc.pre(expected !== '__proto__');

      expect(loadYaml(`list:\n  - ${yamlString(value)}\n`)).toEqual({ list: [expected] });
      expect(loadYaml(`${yamlString(value)}: 1\n`)).toEqual({ [expected]: 1 });
    }),
  );
});
