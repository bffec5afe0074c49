/** Weeks of sweeps in memory: each once and whole, whatever happens on the way. */
import { expect, test } from 'vitest';
import { makeHistory } from '../../../local/history/make.ts';
import type { HistoryPlan } from '../../../local/history/make.ts';
import { movedClock } from '../../../local/history/moved-clock.ts';
import { pastSweeps } from '../../../local/history/schedule.ts';
import type { History } from '../../../src/store/history.ts';
import { fleetOwner } from '../../../src/store/history.ts';
import { sweepIdOf } from '../../../src/store/keys.ts';
import { memoryHistory } from '../../../src/store/memory-history.ts';
import { startSweep } from '../../../src/sweep/plan.ts';
import { Killed, worldOf } from '../../support/sweep-world.ts';

const until = new Date('2026-11-24T19:39:40Z');
const days = 4;
const times = pastSweeps(days, until);
const all = { from: new Date(0), to: until };

/** One node falls silent on the last day. */
function planOf(history: History): HistoryPlan & { readonly told: string[] } {
  const clock = movedClock();
  const world = worldOf({
    fleet: () => ({ a: { n: clock.now() < new Date('2026-11-24T00:00:00Z') }, b: { n: true } }),
    workspaces: { a: 'w', b: 'w' },
  });
  const { checks, log, ...fleet } = world.context;
  const told: string[] = [];
  return {
    history,
    checks,
    fleet,
    clock,
    log,
    notifying: null,
    logWindowMinutes: 20,
    days,
    until,
    onSweep: (startedAt) => told.push(startedAt.toISOString()),
    told,
  };
}

test('every sweep of the past took place at its time, is closed and whole, and has its figures', async () => {
  const plan = planOf(memoryHistory());
  await makeHistory(plan);

  const sweeps = await plan.history.sweepsBetween(all.from, all.to);
  expect(sweeps.map(({ id }) => id)).toEqual(times.map(sweepIdOf));
  expect(plan.told).toEqual(times.map((at) => at.toISOString()));
  for (const { status, trigger, summary, logSpan, startedAt } of sweeps) {
    expect({ status, trigger, complete: summary?.complete }).toEqual({
      status: 'closed',
      trigger: 'timer',
      complete: true,
    });
    const end = Math.floor((Date.parse(startedAt) - 15 * 60_000) / 300_000) * 300_000;
    expect(logSpan).toEqual({
      from: new Date(end - 20 * 60_000).toISOString(),
      to: new Date(end).toISOString(),
    });
  }
  const dailyOf = async (owner: string) =>
    (await plan.history.rollups(owner, 'day', all)).map(({ at, figures }) => [
      at.slice(0, 10),
      figures['score']?.count,
    ]);
  const counts = [
    ['2026-11-20', 1],
    ['2026-11-21', 1],
    ['2026-11-22', 2],
    ['2026-11-23', 4],
    ['2026-11-24', 4],
  ];
  expect([await dailyOf('a'), await dailyOf(fleetOwner)]).toEqual([counts, counts]);
  const [finding] = await plan.history.baseline('a');
  expect(finding?.firstSeen.sweepId).toBe('20261124T040000000Z');
});

test('the first sweep of the present reads the log from where the last one of the past ended', async () => {
  const plan = planOf(memoryHistory());
  await makeHistory(plan);

  const world = worldOf({ fleet: () => ({ a: {}, b: {} }), history: plan.history });
  world.clock.moveTo(new Date('2026-11-24T19:41:00Z'));
  const { sweep } = await startSweep(world.context, 'request');
  expect(sweep.logSpan).toEqual({ from: '2026-11-24T19:00:00.000Z', to: '2026-11-24T19:25:00.000Z' });
});

test('killed at any write, it goes on: no sweep twice, none half', async () => {
  const whole = planOf(memoryHistory());
  await makeHistory(whole);
  const expected = await contentOf(whole.history);

  const history = memoryHistory();
  let starts = 0;
  for (let write = 1; ; write = (write % 23) + 1) {
    starts += 1;
    try {
      await makeHistory(planOf(killedAt(history, write + 2)));
      break;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
  expect(starts).toBeGreaterThan(10);
  expect(await contentOf(history)).toEqual(expected);
});

test('nothing is made where it is made already, or where the present has begun', async () => {
  const made = planOf(memoryHistory());
  await makeHistory(made);
  const again = planOf(made.history);
  await makeHistory({ ...again, days: 9 });
  expect(again.told).toEqual([]);

  const world = worldOf({ fleet: () => ({ a: {} }) });
  world.clock.moveTo(until);
  await world.sweep();
  const late = planOf(world.history);
  await makeHistory(late);
  expect(late.told).toEqual([]);
});

/** All that a reader can see, without how long it took. */
async function contentOf(history: History): Promise<unknown> {
  const sweeps = await history.sweepsBetween(all.from, all.to);
  const audits = await Promise.all(
    sweeps.map(async ({ id }) => {
      const [a, b] = await Promise.all([history.audit('a', id), history.audit('b', id)]);
      return [a, b].map((one) => [one?.sweepId, one?.score, one?.headline, one?.verdicts.length]);
    }),
  );
  const ledgers = await Promise.all(
    sweeps.map(async ({ id }) =>
      (await history.ledger(id)).map(({ cluster, state }) => [cluster.key, state]),
    ),
  );
  const rollups = await Promise.all(
    ['a', 'b', fleetOwner].map((owner) => history.rollups(owner, 'hour', all)),
  );
  const baseline = (await history.baseline('a')).map(({ firstSeen, state }) => [firstSeen.sweepId, state]);
  return {
    sweeps: sweeps.map(({ id, status, summary, logSpan }) => ({ id, status, summary, logSpan })),
    audits,
    ledgers,
    rollups,
    baseline,
    open: await history.currentSweep(),
  };
}

/** The process ends at the n-th write: before it or, every other time, just after it. Then nothing is done any more. */
function killedAt(history: History, last: number): History {
  let writes = 0;
  const writing = /^(?:open|mark|close|plan|save)/;
  return new Proxy(history, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function' || typeof name !== 'string') return value;
      return async (...given: unknown[]) => {
        if (writing.test(name)) writes += 1;
        if (writes > last || (writes === last && last % 2 === 0)) throw new Killed();
        // All methods of a history answer later.
        const answer: unknown = await (value as (...all: unknown[]) => Promise<unknown>).apply(target, given);
        if (writes === last) throw new Killed();
        return answer;
      };
    },
  });
}
