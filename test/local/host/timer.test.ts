import { describe, expect, test } from 'vitest';
import { scheduleOf } from '../../../src/shared/schedule.ts';
import type { Clock } from '../../../local/host/clock.ts';
import type { RegisteredFunction } from '../../../local/host/function-app.ts';
import type { ScheduleStatus, ScheduleStore } from '../../../local/host/schedule-store.ts';
import { startTimer, timerSchedule, usesMonitor, type TimerOptions } from '../../../local/host/timer.ts';

const fn: RegisteredFunction = { metadata: { name: 'plan-sweep', bindings: {} }, callback: () => undefined };
const hourly = scheduleOf('0 0 * * * *');

/** A clock that stands still until it is moved; due timers then run in order. */
function manualClock(start: string): Clock & { moveTo(time: string): Promise<void> } {
  let now = new Date(start);
  let pending: { at: number; act: () => void }[] = [];
  return {
    now: () => now,
    after: (ms, act) => {
      const timer = { at: now.getTime() + ms, act };
      pending.push(timer);
      return () => {
        pending = pending.filter((other) => other !== timer);
      };
    },
    moveTo: async (time) => {
      const target = new Date(time).getTime();
      for (;;) {
        const [next] = pending.filter(({ at }) => at <= target).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        pending = pending.filter((other) => other !== next);
        now = new Date(next.at);
        next.act();
        // Lets the run that was started end before the clock goes on.
        await new Promise(setImmediate);
      }
      now = new Date(target);
    },
  };
}

function memoryStore(known: ScheduleStatus | null = null): ScheduleStore & { status: ScheduleStatus | null } {
  const store = {
    status: known,
    read: () => store.status,
    write: (_name: string, status: ScheduleStatus) => {
      store.status = status;
    },
  };
  return store;
}

/** Starts a timer whose runs are noted as the time and whether they were past due. */
function timerWith(start: string, options: Partial<TimerOptions> = {}) {
  const clock = manualClock(start);
  const store = options.store ?? memoryStore();
  const runs: [string, unknown][] = [];
  const timer = startTimer({
    fn,
    schedule: hourly,
    runOnStartup: false,
    useMonitor: true,
    store,
    clock,
    log: { write: () => {} },
    invoke: async (_fn, input) => {
      const info: unknown = JSON.parse(input.data.json ?? '{}');
      runs.push([clock.now().toISOString(), info]);
      return {};
    },
    ...options,
  });
  return { clock, runs, store, timer };
}

const pastDue = (runs: readonly [string, unknown][]) =>
  runs.map(([at, info]) => [
    at,
    typeof info === 'object' && info !== null && 'IsPastDue' in info && info.IsPastDue,
  ]);

describe('a timer', () => {
  test('fires at every tick of its schedule, in UTC', async () => {
    const { clock, runs } = timerWith('2026-11-24T03:20:00.000Z');
    await clock.moveTo('2026-11-24T05:30:00.000Z');
    expect(pastDue(runs)).toEqual([
      ['2026-11-24T04:00:00.000Z', false],
      ['2026-11-24T05:00:00.000Z', false],
    ]);
  });

  test('on its first start has missed nothing', () => {
    expect(timerWith('2026-11-24T03:20:00.000Z').runs).toEqual([]);
  });

  test('runs a missed tick once at the start, as past due, with the times of the last run', () => {
    const status = {
      last: '2026-11-24T00:00:00.000Z',
      next: '2026-11-24T01:00:00.000Z',
      lastUpdated: '2026-11-24T00:00:03.000Z',
    };
    const { runs } = timerWith('2026-11-24T03:20:00.000Z', { store: memoryStore(status) });
    expect(runs).toEqual([
      [
        '2026-11-24T03:20:00.000Z',
        {
          Schedule: { AdjustForDST: true },
          ScheduleStatus: { Last: status.last, Next: status.next, LastUpdated: status.lastUpdated },
          IsPastDue: true,
        },
      ],
    ]);
  });

  test('that never ran counts from the start that first knew it', () => {
    const store = memoryStore({
      last: null,
      next: '2026-11-24T01:00:00.000Z',
      lastUpdated: '2026-11-24T00:30:00.000Z',
    });
    expect(pastDue(timerWith('2026-11-24T00:59:00.000Z', { store }).runs)).toEqual([]);
    expect(pastDue(timerWith('2026-11-24T01:00:00.000Z', { store }).runs)).toEqual([
      ['2026-11-24T01:00:00.000Z', true],
    ]);
  });

  test('remembers each run and the tick after it', async () => {
    const { clock, store } = timerWith('2026-11-24T03:20:00.000Z');
    await clock.moveTo('2026-11-24T04:10:00.000Z');
    expect(store.read('plan-sweep')).toEqual({
      last: '2026-11-24T04:00:00.000Z',
      next: '2026-11-24T05:00:00.000Z',
      lastUpdated: '2026-11-24T04:00:00.000Z',
    });
  });

  test('that fails fires again at the next tick', async () => {
    let tries = 0;
    const { clock } = timerWith('2026-11-24T03:20:00.000Z', {
      invoke: async () => {
        tries += 1;
        throw new Error('no storage');
      },
    });
    await clock.moveTo('2026-11-24T05:30:00.000Z');
    expect(tries).toBe(2);
  });

  test('runs once at a time: a tick during a long run is left out', async () => {
    const running = Promise.withResolvers<object>();
    let started = 0;
    const { clock } = timerWith('2026-11-24T03:20:00.000Z', {
      invoke: () => {
        started += 1;
        return started === 1 ? running.promise : Promise.resolve({});
      },
    });
    await clock.moveTo('2026-11-24T05:30:00.000Z');
    expect(started).toBe(1);
    running.resolve({});
    await new Promise(setImmediate);
    await clock.moveTo('2026-11-24T06:00:00.000Z');
    expect(started).toBe(2);
  });

  test('that is stopped fires no more', async () => {
    const { clock, runs, timer } = timerWith('2026-11-24T03:20:00.000Z');
    await timer.stop();
    await clock.moveTo('2026-11-24T05:30:00.000Z');
    expect(runs).toEqual([]);
  });
});

describe('the schedule of a timer function', () => {
  const trigger = { type: 'timerTrigger', direction: 'in', schedule: '%SWEEP_SCHEDULE%' } as const;

  test('may come from a setting', () => {
    const schedule = timerSchedule(fn, trigger, { SWEEP_SCHEDULE: '*/10 * * * * *' });
    expect(schedule.intervalSeconds(new Date(0))).toBe(10);
  });

  test('that is wrong names the function, the setting and an example', () => {
    expect(() => timerSchedule(fn, trigger, { SWEEP_SCHEDULE: '0 61 * * * *' })).toThrow(
      /^Timer function "plan-sweep" has the schedule "0 61 \* \* \* \*" \(from %SWEEP_SCHEDULE%\), but .*61.* Set it to e\.g\. 0 0 \* \* \* \*\.$/u,
    );
  });

  test('whose setting is missing names both', () => {
    expect(() => timerSchedule(fn, trigger, {})).toThrow(
      'Timer function "plan-sweep" uses the setting SWEEP_SCHEDULE, which is not set. Set it to e.g. 0 0 * * * *.',
    );
  });

  const monitors = [
    ['0 0 * * * *', undefined, true],
    ['0 0 * * * *', false, false],
    ['*/30 * * * * *', undefined, false],
    ['*/30 * * * * *', true, false],
  ] as const;
  test.each(monitors)('%s with useMonitor %s is remembered: %s', (expression, useMonitor, expected) => {
    const binding = { ...trigger, ...(useMonitor === undefined ? {} : { useMonitor }) };
    expect(usesMonitor(binding, scheduleOf(expression), new Date(0))).toBe(expected);
  });
});
