import { expect, test } from 'vitest';
import { overlap, spanOf } from '../../../local/sample/azure/timespan.ts';

const now = new Date('2026-11-24T04:00:00Z');

test.each([
  ['PT1H', '2026-11-24T03:00:00Z', '2026-11-24T04:00:00Z'],
  ['P1DT2H', '2026-11-23T02:00:00Z', '2026-11-24T04:00:00Z'],
  ['PT90S', '2026-11-24T03:58:30Z', '2026-11-24T04:00:00Z'],
  ['2026-11-24T01:00:00Z/2026-11-24T02:00:00Z', '2026-11-24T01:00:00Z', '2026-11-24T02:00:00Z'],
  ['2026-11-24T01:00:00Z/PT15M', '2026-11-24T01:00:00Z', '2026-11-24T01:15:00Z'],
  ['PT15M/2026-11-24T02:00:00Z', '2026-11-24T01:45:00Z', '2026-11-24T02:00:00Z'],
])('%s is from %s to %s', (text, from, to) => {
  expect(spanOf(text, now)).toEqual({ from: Date.parse(from), to: Date.parse(to) });
});

test.each(['', 'P', 'PT', '1h', 'yesterday', '2026-11-24T01:00:00Z', 'PT1H/PT1H'])('"%s" is none', (text) => {
  expect(spanOf(text, now)).toBeNull();
});

test('an overlap is what lies in both', () => {
  expect(overlap({ from: 1, to: 5 }, { from: 3, to: 9 })).toEqual({ from: 3, to: 5 });
});
