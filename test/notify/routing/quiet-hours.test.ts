import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quietUntil } from '../../../src/notify/routing/quiet-hours.ts';
import { type QuietSpan, type Weekday, weekdays } from '../../../src/notify/settings/notify-settings.ts';

const minuteMs = 60_000;

function quiet(timeZone: string, ...spans: readonly QuietSpan[]) {
  return { name: 'nights', timeZone, spans, passes: 'critical' as const };
}

function span(from: string, to: string, days: readonly Weekday[] = weekdays): QuietSpan {
  return { days, from, to };
}

const berlin = quiet('Europe/Berlin', span('22:00', '07:00'), span('00:00', '00:00', ['sat', 'sun']));

describe('quiet hours', () => {
  const cases: readonly [string, ReturnType<typeof quiet>, string, string | null][] = [
    ['begin on the minute', berlin, '2026-11-24T21:00:00.000Z', '2026-11-25T06:00:00.000Z'],
    ['and not before', berlin, '2026-11-24T20:59:59.999Z', null],
    ['last over midnight', berlin, '2026-11-25T05:59:59.999Z', '2026-11-25T06:00:00.000Z'],
    ['and are over on the minute', berlin, '2026-11-25T06:00:00.000Z', null],
    ['join with the days behind them', berlin, '2026-11-27T22:00:00.000Z', '2026-11-30T06:00:00.000Z'],
    [
      'join where they touch',
      quiet('UTC', span('08:00', '10:00'), span('10:00', '11:30'), span('11:31', '12:00')),
      '2026-11-24T08:30:00.000Z',
      '2026-11-24T11:30:00.000Z',
    ],
    [
      'of a shorter span within a longer one end with the longer',
      quiet('UTC', span('08:00', '18:00'), span('09:00', '10:00')),
      '2026-11-24T09:30:00.000Z',
      '2026-11-24T18:00:00.000Z',
    ],
    [
      'belong to the day on which they begin',
      quiet('UTC', span('22:00', '07:00', ['fri'])),
      '2026-11-28T06:00:00.000Z',
      '2026-11-28T07:00:00.000Z',
    ],
    ['and to no other', quiet('UTC', span('22:00', '07:00', ['fri'])), '2026-11-27T06:00:00.000Z', null],
    [
      'go by the calendar of their zone',
      quiet('Asia/Kolkata', span('00:00', '00:00', ['sun'])),
      '2026-11-28T18:30:00.000Z',
      '2026-11-29T18:30:00.000Z',
    ],
    [
      'that never end are looked at again after a week at the latest',
      quiet('UTC', span('00:00', '00:00')),
      '2026-11-24T12:00:00.000Z',
      '2026-12-03T00:00:00.000Z',
    ],
  ];
  test.each(cases)('%s', (_what, hours, at, until) => {
    expect(quietUntil(hours, new Date(at))?.toISOString() ?? null).toBe(until);
  });
});

describe('when clocks are changed', () => {
  const cases: readonly [string, ReturnType<typeof quiet>, string, string | null][] = [
    // Berlin, 29 March 2026: 02:00 is 03:00.
    ['a night is an hour shorter', berlin, '2026-03-29T22:30:00.000Z', '2026-03-30T05:00:00.000Z'],
    [
      'a beginning that is left out is the change',
      quiet('Europe/Berlin', span('02:30', '05:00')),
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T03:00:00.000Z',
    ],
    [
      'an end that is left out is the change',
      quiet('Europe/Berlin', span('01:00', '02:30')),
      '2026-03-29T00:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'a span that is left out is not there',
      quiet('Europe/Berlin', span('02:10', '02:50')),
      '2026-03-29T01:00:00.000Z',
      null,
    ],
    // Berlin, 25 October 2026: 03:00 is 02:00 again.
    [
      'a beginning that comes twice is the first',
      quiet('Europe/Berlin', span('02:30', '05:00')),
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T04:00:00.000Z',
    ],
    [
      'an end that comes twice is the second: nobody is woken in between',
      quiet('Europe/Berlin', span('01:00', '02:30')),
      '2026-10-25T00:45:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ],
    // New York, 8 March and 1 November 2026, at 02:00.
    [
      'in New York in spring',
      quiet('America/New_York', span('22:00', '06:00')),
      '2026-03-08T03:00:00.000Z',
      '2026-03-08T10:00:00.000Z',
    ],
    [
      'in New York in autumn',
      quiet('America/New_York', span('22:00', '06:00')),
      '2026-11-01T02:00:00.000Z',
      '2026-11-01T11:00:00.000Z',
    ],
    // Lord Howe, 4 October 2026: 02:00 is 02:30; 5 April 2026: 02:00 is 01:30 again.
    [
      'by half an hour, with an end that is left out',
      quiet('Australia/Lord_Howe', span('01:00', '02:15')),
      '2026-10-03T15:00:00.000Z',
      '2026-10-03T15:30:00.000Z',
    ],
    [
      'by half an hour, with an end that comes twice',
      quiet('Australia/Lord_Howe', span('01:00', '01:45')),
      '2026-04-04T14:50:00.000Z',
      '2026-04-04T15:15:00.000Z',
    ],
    // Cairo, 24 April 2026: midnight is 01:00.
    [
      'at midnight, a day begins with the change',
      quiet('Africa/Cairo', span('00:00', '00:00', ['fri'])),
      '2026-04-23T22:00:00.000Z',
      '2026-04-24T21:00:00.000Z',
    ],
    // Apia left out Friday, 30 December 2011.
    [
      'by a day that is left out of the calendar',
      quiet('Pacific/Apia', span('00:00', '00:00', ['fri'])),
      '2011-12-30T10:00:00.000Z',
      null,
    ],
  ];
  test.each(cases)('%s', (_what, hours, at, until) => {
    expect(quietUntil(hours, new Date(at))?.toISOString() ?? null).toBe(until);
  });
});

describe('minute by minute', () => {
  /** Days of change, in the middle of the time that is looked at. */
  const around: readonly [string, string][] = [
    ['Europe/Berlin', '2026-03-29T00:00:00Z'],
    ['Europe/Berlin', '2026-10-25T00:00:00Z'],
    ['America/New_York', '2026-03-08T00:00:00Z'],
    ['America/New_York', '2026-11-01T00:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-05T00:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-04T00:00:00Z'],
    ['Asia/Kolkata', '2026-06-01T00:00:00Z'],
    ['UTC', '2026-06-01T00:00:00Z'],
  ];
  const time = fc
    .integer({ min: 0, max: 95 })
    .map((quarter) => `${pad(Math.floor(quarter / 4))}:${pad((quarter % 4) * 15)}`);
  const anySpan = fc.record({
    days: fc.subarray([...weekdays], { minLength: 1, maxLength: 3 }),
    from: time,
    to: time,
  });

  test.each(around)('%s around %s', (timeZone, middle) => {
    const clock = clockOf(timeZone, Date.parse(middle));
    // Six days at most, so that some of every week is not quiet.
    const spans = fc.array(anySpan, { minLength: 1, maxLength: 2 });
    // Within two days of the change, where it is looked for minute by minute on both sides.
    const minute = fc.integer({ min: -2 * 1440, max: 2 * 1440 });
    fc.assert(
      fc.property(spans, minute, (given, offset) => {
        const at = Date.parse(middle) + offset * minuteMs;
        const told = quietUntil(quiet(timeZone, ...given), new Date(at));
        expect(told?.toISOString() ?? null).toBe(slowly(clock, given, at));
      }),
      { numRuns: 100 },
    );
  });
});

interface Clock {
  readonly start: number;
  /** What local clocks show, minute by minute: `2026-03-29T02:30`. */
  readonly shown: readonly string[];
  readonly days: readonly { readonly day: string; readonly next: string; readonly name: string }[];
}

function clockOf(timeZone: string, middle: number): Clock {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const start = middle - 4 * 1440 * minuteMs;
  const shown = Array.from({ length: 15 * 1440 }, (_, place) =>
    format.format(start + place * minuteMs).replace(' ', 'T'),
  );
  const days = [...new Set(shown.map((text) => text.slice(0, 10)))].map((day) => {
    const noon = new Date(`${day}T12:00:00Z`);
    return {
      day,
      next: new Date(noon.getTime() + 1440 * minuteMs).toISOString().slice(0, 10),
      name: noon.toLocaleDateString('en-US', { weekday: 'short', timeZone: 'UTC' }).toLowerCase(),
    };
  });
  return { start, shown, days };
}

/** Marks every minute that is quiet: from the first that shows `from` or later, up to the last that shows less than `to`. */
function slowly({ start, shown, days }: Clock, spans: readonly QuietSpan[], at: number): string | null {
  const marked = new Set<number>();
  for (const { day, next, name } of days) {
    for (const { from, to } of spans.filter((one) => one.days.some((weekday) => weekday === name))) {
      const [begin, end] = [`${day}T${from}`, `${to <= from ? next : day}T${to}`];
      const first = shown.findIndex((text) => text >= begin);
      if (first === -1) continue;
      const past = shown.findLastIndex((text) => text < end) + 1;
      for (let minute = first; minute < past; minute += 1) marked.add(minute);
    }
  }
  let minute = (at - start) / minuteMs;
  if (!marked.has(minute)) return null;
  while (marked.has(minute)) minute += 1;
  return new Date(start + minute * minuteMs).toISOString();
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
