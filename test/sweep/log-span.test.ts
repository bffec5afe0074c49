import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogSpan, Sweep } from '../../src/model.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { lastLogSpan, logSpanAfter } from '../../src/sweep/log-span.ts';
import { aSweep, minute, summary } from '../store/builders.ts';

const options = { logWindowMinutes: 60, logDelayMinutes: 15 };
const at = (time: string): Date => new Date(`2026-11-24T${time}Z`);
const [quarter, sixHours] = [15 * 60_000, 6 * 3_600_000];
const span = (from: string, to: string): LogSpan => ({
  from: at(from).toISOString(),
  to: at(to).toISOString(),
});

describe('the stretch of audit log of a sweep', () => {
  test('the first is as long as the setting says and ends where rows may still be on their way', () => {
    expect(logSpanAfter(null, at('06:00:00'), options)).toEqual(span('04:45:00', '05:45:00'));
  });

  test('it ends where a bin of five minutes ends', () => {
    expect(logSpanAfter(null, at('06:04:59.999'), options)).toEqual(span('04:45:00', '05:45:00'));
  });

  test('the next begins where the last one ended, however long the pause between the two was', () => {
    const last = span('04:45:00', '05:45:00');

    expect(logSpanAfter(last, at('07:02:13'), options)).toEqual(span('05:45:00', '06:45:00'));
    expect(logSpanAfter(last, at('11:30:00'), options)).toEqual(span('05:45:00', '11:15:00'));
  });

  test('may be kept shorter: the older part of a long pause stays unread', () => {
    const last = span('04:45:00', '05:45:00');

    expect(logSpanAfter(last, at('11:30:00'), { ...options, longestLogMinutes: 20 })).toEqual(
      span('10:55:00', '11:15:00'),
    );
  });

  test.each([
    ['a minute later', '06:01:00'],
    ['almost a quarter of an hour later', '06:14:59'],
    ['by a clock that was put back', '05:00:00'],
  ])('a sweep that comes %s reads the same stretch again', (_when, time) => {
    const last = span('04:45:00', '05:45:00');

    expect(logSpanAfter(last, at(time), options)).toEqual(last);
  });

  test('a quarter of an hour is enough for a stretch of its own', () => {
    expect(logSpanAfter(span('04:45:00', '05:45:00'), at('06:15:00'), options)).toEqual(
      span('05:45:00', '06:00:00'),
    );
  });

  test('after a long pause it is the last six hours, and what is older stays unread', () => {
    expect(logSpanAfter(span('00:00:00', '01:00:00'), at('18:00:00'), options)).toEqual(
      span('11:45:00', '17:45:00'),
    );
  });

  test('whenever sweeps start, none overlaps another in part, and none leaves a gap but after more than six hours', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 10 * 3_600_000 }), { minLength: 2, maxLength: 30 });
    const delays = fc.integer({ min: 0, max: 60 });
    const windows = fc.integer({ min: 5, max: 360 });

    fc.assert(
      fc.property(pauses, delays, windows, (milliseconds, logDelayMinutes, logWindowMinutes) => {
        const spans = spansOf(milliseconds, { logDelayMinutes, logWindowMinutes });
        for (const [index, next] of spans.entries()) {
          const last = spans[index - 1];
          if (last === undefined || next === last) continue;
          const [ended, from, to] = [Date.parse(last.to), Date.parse(next.from), Date.parse(next.to)];
          expect(to - from).toBeGreaterThanOrEqual(quarter);
          expect(from - ended).toBe(Math.max(0, to - ended - sixHours));
        }
      }),
    );
  });
});

/** The stretch of each sweep, one so long after the other. */
function spansOf(pauses: readonly number[], settings: typeof options): readonly LogSpan[] {
  const spans: LogSpan[] = [];
  let time = at('00:00:00').getTime();
  for (const pause of pauses) {
    time += pause;
    spans.push(logSpanAfter(spans.at(-1) ?? null, new Date(time), settings));
  }
  return spans;
}

describe('the stretch that was read last', () => {
  const [older, newer] = [span('04:45:00', '05:45:00'), span('05:45:00', '06:45:00')];

  async function after(...sweeps: readonly Sweep[]): Promise<LogSpan | null> {
    const history = memoryHistory();
    for (const sweep of sweeps) {
      await history.openSweep({ ...sweep, status: 'planning' });
      const { problem } = sweep;
      if (problem === undefined) await history.markSweep(sweep.id, { status: 'running' });
      if (sweep.status !== 'closed') continue;
      await history.closeSweep(sweep.id, minute(99).toISOString(), sweep.summary ?? summary);
    }
    return lastLogSpan(history);
  }

  test('there is none before the first sweep', async () => {
    expect(await after()).toBeNull();
  });

  test('is that of the newest sweep, open or closed', async () => {
    const first = aSweep(0, { status: 'closed', logSpan: older });

    expect(await after(first, aSweep(60, { logSpan: newer }))).toEqual(newer);
    expect(await after(first, aSweep(60, { status: 'closed', logSpan: newer }))).toEqual(newer);
  });

  test('sweeps of an older version have none', async () => {
    expect(
      await after(aSweep(0, { status: 'closed', logSpan: older }), aSweep(60, { status: 'closed' })),
    ).toEqual(older);
    expect(await after(aSweep(0, { status: 'closed' }))).toBeNull();
  });

  test('a sweep that could not be planned has read nothing of its own', async () => {
    const first = aSweep(0, { status: 'closed', logSpan: older });
    const failed = aSweep(60, { status: 'closed', logSpan: newer, problem: 'No network.' });

    expect(await after(first, failed)).toEqual(older);
  });

  test('nor has one that audited nothing before its deadline', async () => {
    const first = aSweep(0, { status: 'closed', logSpan: older });
    const nothing = { ...summary, clusters: { ...summary.clusters, audited: 0 } };
    const late = aSweep(60, { status: 'closed', logSpan: newer, summary: nothing });

    expect(await after(first, late)).toEqual(older);
  });
});
