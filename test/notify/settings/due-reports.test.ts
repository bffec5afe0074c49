import { describe, expect, test } from 'vitest';
import { dueAt, periodOf } from '../../../src/notify/settings/due-reports.ts';

function report(schedule: string, timeZone: string, period: 'day' | 'week' = 'day') {
  return { name: 'daily', schedule, timeZone, period, owner: null, receivers: ['mail'], csv: false };
}

describe('a report was due last', () => {
  const cases: readonly [string, string, string, string, string][] = [
    ['on the minute', '0 0 7 * * *', 'UTC', '2026-11-24T07:00:00.000Z', '2026-11-24T07:00:00.000Z'],
    ['a moment ago', '0 0 7 * * *', 'UTC', '2026-11-24T07:00:00.001Z', '2026-11-24T07:00:00.000Z'],
    [
      'yesterday, a moment before',
      '0 0 7 * * *',
      'UTC',
      '2026-11-24T06:59:59.999Z',
      '2026-11-23T07:00:00.000Z',
    ],
    ['on Monday', '0 0 7 * * 1', 'Europe/Berlin', '2026-11-29T12:00:00.000Z', '2026-11-23T06:00:00.000Z'],
    [
      'by the day of its zone',
      '0 0 1 * * 2',
      'Asia/Kolkata',
      '2026-11-24T12:00:00.000Z',
      '2026-11-23T19:30:00.000Z',
    ],
    [
      'in summer an hour earlier',
      '0 0 7 * * 1',
      'Europe/Berlin',
      '2026-03-30T12:00:00.000Z',
      '2026-03-30T05:00:00.000Z',
    ],
    [
      'when clocks leave its time out, at the change',
      '0 30 2 * * *',
      'Europe/Berlin',
      '2026-03-29T12:00:00.000Z',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'when its time comes twice, the first time',
      '0 30 2 * * *',
      'Europe/Berlin',
      '2026-10-25T12:00:00.000Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'and not again',
      '0 30 2 * * *',
      'Europe/Berlin',
      '2026-10-25T01:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'by half an hour',
      '0 45 1 * * *',
      'Australia/Lord_Howe',
      '2026-04-05T00:00:00.000Z',
      '2026-04-04T14:45:00.000Z',
    ],
    ['years ago', '0 0 7 29 2 *', 'UTC', '2026-11-24T12:00:00.000Z', '2024-02-29T07:00:00.000Z'],
    // As the schedule of sweeps is read: the day of the month and the weekday both.
    ['on a Friday the 13th', '0 0 7 13 * 5', 'UTC', '2026-12-24T12:00:00.000Z', '2026-11-13T07:00:00.000Z'],
  ];
  test.each(cases)('%s', (_what, schedule, timeZone, now, due) => {
    expect(dueAt(report(schedule, timeZone), new Date(now)).toISOString()).toBe(due);
  });
});

describe('its period', () => {
  const cases: readonly [string, 'day' | 'week', string, string, string][] = [
    ['is a day', 'day', 'Europe/Berlin', '2026-11-24T06:00:00.000Z', '2026-11-23T06:00:00.000Z'],
    ['is a week', 'week', 'UTC', '2026-11-24T06:00:00.000Z', '2026-11-17T06:00:00.000Z'],
    ['is 23 hours in spring', 'day', 'Europe/Berlin', '2026-03-29T05:00:00.000Z', '2026-03-28T06:00:00.000Z'],
    [
      'is 25 hours in autumn',
      'day',
      'America/New_York',
      '2026-11-01T12:00:00.000Z',
      '2026-10-31T11:00:00.000Z',
    ],
    [
      'is half an hour longer',
      'week',
      'Australia/Lord_Howe',
      '2026-04-05T20:30:00.000Z',
      '2026-03-29T20:00:00.000Z',
    ],
    [
      'begins at the change when clocks leave its beginning out',
      'day',
      'Europe/Berlin',
      '2026-03-30T00:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
    ],
  ];
  test.each(cases)('%s', (_what, period, timeZone, due, from) => {
    expect(periodOf({ period, timeZone }, new Date(due))).toEqual({
      from: new Date(from),
      to: new Date(due),
    });
  });

  test.each([
    ['Europe/Berlin', '0 0 7 * * *', '2026-03-20T12:00:00.000Z'],
    ['Europe/Berlin', '0 0 7 * * *', '2026-10-20T12:00:00.000Z'],
    ['Europe/Berlin', '0 30 2 * * *', '2026-10-20T12:00:00.000Z'],
    ['Australia/Lord_Howe', '0 45 1 * * *', '2026-03-31T12:00:00.000Z'],
  ])('follows upon the one before: %s %s', (timeZone, schedule, start) => {
    const daily = report(schedule, timeZone);
    const dues = Array.from({ length: 10 }, (_, day) =>
      dueAt(daily, new Date(Date.parse(start) + day * 86_400_000)),
    );

    expect(dues.slice(1).map((due) => periodOf(daily, due).from)).toEqual(dues.slice(0, -1));
  });
});
