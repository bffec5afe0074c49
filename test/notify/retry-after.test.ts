import { expect, test } from 'vitest';
import { retryAfterSeconds } from '../../src/notify/receivers/retry-after.ts';

const now = new Date('2026-11-24T04:15:00.000Z');

test.each<[string | null, number | null]>([
  ['37', 37],
  ['0', 1],
  [' 120 ', 120],
  ['999999999', 21_600],
  ['Tue, 24 Nov 2026 04:16:30 GMT', 90],
  ['Tue, 24 Nov 2026 03:00:00 GMT', 1],
  ['Tue, 99 Nov 2026 03:00:00 GMT', null],
  ['-5', null],
  ['soon', null],
  ['2026', 2026],
  ['2026-11-24', null],
  ['', null],
  [null, null],
])('Retry-After: %s is %s seconds', (header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});
