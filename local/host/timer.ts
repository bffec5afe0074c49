/** Timer triggers: one run at a time, missed ticks made up for once at the start. */
import { scheduleOf, scheduleProblem, type Schedule } from '../../src/shared/schedule.ts';
import { messageOf, UsageError } from '../../src/shared/errors.ts';
import type { Clock } from './clock.ts';
import type { Binding } from './core-api.ts';
import { expandSettings, type Settings } from './expand.ts';
import type { RegisteredFunction } from './function-app.ts';
import type { HostLog } from './host-log.ts';
import type { Invoke, TriggerInput } from './invoke.ts';
import type { ScheduleStatus, ScheduleStore } from './schedule-store.ts';

export interface TimerOptions {
  readonly fn: RegisteredFunction;
  readonly schedule: Schedule;
  readonly runOnStartup: boolean;
  readonly useMonitor: boolean;
  readonly store: ScheduleStore;
  readonly clock: Clock;
  readonly invoke: Invoke;
  readonly log: HostLog;
}

export interface Timer {
  /** Fires no more, and resolves when the running function has ended. */
  stop(): Promise<void>;
}

const exampleSchedule = '0 0 * * * *';
// A timeout over 2^31 − 1 ms fires at once (https://nodejs.org/api/timers.html), and a machine that slept is late.
const longestWaitMs = 60_000;
// Ticks less than a minute apart are not worth making up for:
// https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#configuration
const monitoredSeconds = 60;

/** The schedule of a timer function. Throws `UsageError` that names the function, the setting and an example. */
export function timerSchedule(fn: RegisteredFunction, trigger: Binding, settings: Settings): Schedule {
  const usedBy = `Timer function "${fn.metadata.name}"`;
  const given = typeof trigger['schedule'] === 'string' ? trigger['schedule'] : '';
  const expression = expandSettings(given, settings, usedBy, exampleSchedule);
  const problem = scheduleProblem(expression);
  if (problem === null) return scheduleOf(expression);
  const source = given === expression ? '' : ` (from ${given})`;
  throw new UsageError([
    `${usedBy} has the schedule "${expression}"${source}, but ${problem}. Set it to e.g. ${exampleSchedule}.`,
  ]);
}

/** Whether missed ticks are remembered: the function's own word, or by default for intervals of a minute or more. */
export function usesMonitor(trigger: Binding, schedule: Schedule, now: Date): boolean {
  if (schedule.intervalSeconds(now) < monitoredSeconds) return false;
  return trigger['useMonitor'] !== false;
}

/** Starts a timer; a tick that was missed while the host was down runs at once, as past due. */
export function startTimer(options: TimerOptions): Timer {
  const { fn, schedule, useMonitor, store, clock, log } = options;
  const { name } = fn.metadata;
  let cancel: () => void = () => {};
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  const isPastDue = missedTick();
  if (isPastDue || options.runOnStartup) running = run(isPastDue);
  else arm();

  return {
    stop: async () => {
      stopped = true;
      cancel();
      await running;
    },
  };

  function missedTick(): boolean {
    if (!useMonitor) return false;
    const now = clock.now();
    const known = store.read(name);
    if (known === null) {
      remember(null, now);
      return false;
    }
    const since = new Date(known.last ?? known.lastUpdated);
    return schedule.next(since) <= now;
  }

  function arm(): void {
    if (stopped) return;
    waitFor(schedule.next(clock.now()));
  }

  function waitFor(due: Date): void {
    const left = due.getTime() - clock.now().getTime();
    cancel = clock.after(Math.min(Math.max(left, 0), longestWaitMs), () => {
      if (clock.now() < due) waitFor(due);
      else running = run(false);
    });
  }

  async function run(pastDue: boolean): Promise<void> {
    const started = clock.now();
    try {
      await options.invoke(fn, timerInput(pastDue, store.read(name), schedule, started));
    } catch {
      // The invoker logged why. A failed run is not repeated before the next tick, as on Azure.
    }
    // Written after the run: a host that is killed meanwhile finds the tick missed.
    if (useMonitor) remember(started, clock.now());
    arm();
  }

  function remember(last: Date | null, now: Date): void {
    const status = {
      last: last?.toISOString() ?? null,
      next: schedule.next(now).toISOString(),
      lastUpdated: now.toISOString(),
    };
    try {
      store.write(name, status);
    } catch (error) {
      log.write('error', 'host', `the schedule of ${name} cannot be kept: ${messageOf(error)}`);
    }
  }
}

/** The host speaks .NET: capitals first, which the library turns. */
function timerInput(
  pastDue: boolean,
  known: ScheduleStatus | null,
  schedule: Schedule,
  now: Date,
): TriggerInput {
  const info = {
    Schedule: { AdjustForDST: true },
    ScheduleStatus: {
      // What .NET's DateTime has before the first run.
      Last: known?.last ?? '0001-01-01T00:00:00',
      Next: known?.next ?? schedule.next(now).toISOString(),
      LastUpdated: known?.lastUpdated ?? '0001-01-01T00:00:00',
    },
    IsPastDue: pastDue,
  };
  return { data: { json: JSON.stringify(info) } };
}
