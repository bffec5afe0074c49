import { assert, bigInt, date, property } from 'fast-check';
import { expect, test } from 'vitest';
import {
  floorDivide,
  formatDatetime,
  formatTimespan,
  modulo,
  parseDatetime,
  parseTimespan,
  ticksOfDate,
} from '../../../local/kusto/time.ts';

const year9999 = 3_155_378_975_999_999_999n;

test('every moment is read back from what was written', () => {
  assert(
    property(bigInt(0n, year9999), (ticks) => {
      expect(parseDatetime(formatDatetime(ticks))).toBe(ticks);
    }),
  );
});

test('every span is read back from what was written', () => {
  assert(
    property(bigInt(-(2n ** 60n), 2n ** 60n), (ticks) => {
      expect(parseTimespan(formatTimespan(ticks))).toBe(ticks);
    }),
  );
});

test('a JavaScript date and its ISO text are the same moment', () => {
  assert(
    property(
      date({
        min: new Date('0001-01-01T00:00:00Z'),
        max: new Date('9999-12-31T00:00:00Z'),
        noInvalidDate: true,
      }),
      (moment) => {
        expect(parseDatetime(moment.toISOString())).toBe(ticksOfDate(moment));
      },
    ),
  );
});

test.each([
  ['2026-01-02', '2026-01-02T00:00:00.0000000Z'],
  ['2026-01-02 03:04', '2026-01-02T03:04:00.0000000Z'],
  ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.0000000Z'],
  ['2026-01-02T03:04:05.123456Z', '2026-01-02T03:04:05.1234560Z'],
  ['2026-01-02T03:04:05.123456789Z', '2026-01-02T03:04:05.1234567Z'],
  ['2026-01-02T01:04:05+02:00', '2026-01-01T23:04:05.0000000Z'],
  ['2026-02-30', null],
  ['2026-01-02T25:00:00Z', null],
  ['yesterday', null],
])('%s is the moment %s', (text, moment) => {
  const ticks = parseDatetime(text);
  expect(ticks === null ? null : formatDatetime(ticks)).toBe(moment);
});

test.each([
  ['5m', '00:05:00'],
  ['1.5h', '01:30:00'],
  ['10microseconds', '00:00:00.0000100'],
  ['2', '2.00:00:00'],
  ['-1.02:03:04.5', '-1.02:03:04.5000000'],
  ['soon', null],
  ['5 parsecs', null],
])('%s is the span %s', (text, span) => {
  const ticks = parseTimespan(text);
  expect(ticks === null ? null : formatTimespan(ticks)).toBe(span);
});

test('rounding down and remainder belong together', () => {
  assert(
    property(bigInt(-(2n ** 64n), 2n ** 64n), bigInt(1n, 2n ** 40n), (value, by) => {
      expect(floorDivide(value, by) * by + modulo(value, by)).toBe(value);
      expect(modulo(value, by)).toBeGreaterThanOrEqual(0n);
    }),
  );
});
