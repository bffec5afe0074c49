import { expect, test } from 'vitest';
import { pastSweeps } from '../../../local/history/schedule.ts';

const until = new Date('2026-11-24T19:39:40Z');

test('one sweep a day, more in the last three, and one just before the present', () => {
  expect(pastSweeps(5, until).map((at) => at.toISOString())).toEqual([
    '2026-11-19T04:00:00.000Z',
    '2026-11-20T04:00:00.000Z',
    '2026-11-21T04:00:00.000Z',
    '2026-11-22T04:00:00.000Z',
    '2026-11-22T16:00:00.000Z',
    '2026-11-23T04:00:00.000Z',
    '2026-11-23T10:00:00.000Z',
    '2026-11-23T16:00:00.000Z',
    '2026-11-23T22:00:00.000Z',
    '2026-11-24T04:00:00.000Z',
    '2026-11-24T10:00:00.000Z',
    '2026-11-24T16:00:00.000Z',
    '2026-11-24T19:19:40.000Z',
  ]);
});

test.each(['2026-11-24T04:00:00Z', '2026-11-24T04:30:00Z', '2026-11-24T00:05:00Z'])(
  'the last one of those before %s is an hour or more after the one before',
  (time) => {
    const [before, last] = pastSweeps(28, new Date(time)).slice(-2);
    expect(last).toEqual(new Date(Date.parse(time) - 20 * 60_000));
    expect(Number(last) - Number(before)).toBeGreaterThanOrEqual(3_600_000);
  },
);

test('no days, no sweeps', () => {
  expect(pastSweeps(0, until)).toEqual([]);
});
