import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markupOf } from '../../src/pages/html.tsx';
import { measureText } from '../../src/pages/parts/measure.ts';
import { beginning, nameText, sentence } from '../../src/pages/parts/text.ts';
import { Ago, lasting, momentText } from '../../src/pages/parts/time.tsx';
import { wordsOf } from '../../src/pages/parts/words.ts';

describe('time', () => {
  const now = new Date('2026-11-24T12:00:00Z');

  test.each([
    ['2026-11-24T11:59:58Z', 'just now'],
    ['2026-11-24T11:59:20Z', '40 s ago'],
    ['2026-11-24T11:00:00Z', '1 h ago'],
    ['2026-11-22T08:30:00Z', '2 d ago'],
    ['2026-11-24T12:46:00Z', 'in 46 min'],
    ['nonsense', 'at an unknown time'],
  ])('%s is %s', (at, text) => {
    expect(markupOf(<Ago at={at} now={now} />)).toContain(`>${text}</time>`);
  });

  test('is told in UTC, whatever the zone it was written in', () => {
    expect(momentText('2026-03-01T00:30:00+02:00')).toBe('28 Feb 2026, 22:30 UTC');
    expect(momentText('nonsense')).toBe('nonsense');
  });

  test('lasts', () => {
    expect(lasting('2026-11-24T12:00:00Z', '2026-11-24T13:05:00Z')).toBe('1 h 5 min');
  });
});

describe('text', () => {
  test.each([
    ['It failed', 'It failed.'],
    ['It failed.', 'It failed.'],
    ['Did it?', 'Did it?'],
    ['', ''],
    ['two\nlines\u202e', 'two lines.'],
  ])('%j is the sentence %j', (text, expected) => {
    expect(sentence(text)).toBe(expected);
  });

  test('a name of nothing that can be seen has a stand-in', () => {
    expect(nameText('\u200b\n')).toBe('(no name)');
  });

  test('a beginning is never longer than asked for, and never ends in half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 40 }), (text, most) => {
        const short = beginning(text, most);
        expect(short.length).toBeLessThanOrEqual(most + 2);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });

  test('a beginning ends between two words', () => {
    expect(beginning('one two, three', 10)).toBe('one two …');
    expect(beginning('one two', 7)).toBe('one two');
  });
});

test.each([
  ['excessive-object-count', 'Excessive object count'],
  ['apiMetrics', 'API metrics'],
  ['aggregatedApis', 'Aggregated APIs'],
  ['etcd', 'etcd'],
])('%s in words is %s', (id, words) => {
  expect(wordsOf(id)).toBe(words);
});

test.each([
  [8 * 1024 ** 3, 'bytes', '8 GiB'],
  [0.5, 'ratio', '50 %'],
  [0.000_8, 'ratio', '0.08 %'],
  [300, 'seconds', '5 min'],
  [4.5, 'seconds', '4.5 s'],
  [0.9, 'seconds', '900 ms'],
  [10_000, 'objects', '10,000 objects'],
  [1, 'nodes', '1 node'],
  [2, 'calls', '2 calls'],
  [3, 'starts', '3 starts'],
  [5, 'times', '5 times'],
  [10, 'changesPerDay', '10 changes a day'],
] as const)('%d %s is %s', (value, unit, text) => {
  expect(measureText(value, unit)).toBe(text);
});
