import { expect, test } from 'vitest';
import type { History } from '../../src/store/history.ts';
import { fleetOwner } from '../../src/store/history.ts';
import { start, worldOf } from '../support/sweep-world.ts';

const day = { from: new Date('2026-11-24T00:00:00.000Z'), to: new Date('2026-11-25T00:00:00.000Z') };

test('each sweep is in the hour and the day in which it started, of its cluster and of the fleet', async () => {
  let speaks = true;
  const world = worldOf({ fleet: () => ({ calm: { n1: speaks } }) });
  for (const minutes of [0, 30, 60]) {
    world.clock.moveTo(new Date(start.getTime() + minutes * 60_000));
    speaks = minutes !== 30;
    await world.sweep();
  }

  for (const owner of ['calm', fleetOwner]) {
    expect(await scoresOf(world.history, owner, 'hour')).toEqual([
      ['2026-11-24T06:00:00.000Z', { min: 0, max: 100, mean: 50, last: 0, count: 2 }],
      ['2026-11-24T07:00:00.000Z', { min: 100, max: 100, mean: 100, last: 100, count: 1 }],
    ]);
    expect(await scoresOf(world.history, owner, 'day')).toEqual([
      ['2026-11-24T00:00:00.000Z', { min: 0, max: 100, mean: 200 / 3, last: 100, count: 3 }],
    ]);
  }
});

test('a sweep that is over at midnight belongs to the day before', async () => {
  const world = worldOf({ fleet: () => ({ calm: { n1: true } }) });
  world.clock.moveTo(new Date('2026-11-24T23:59:59.999Z'));

  await world.sweep();

  expect(world.clock.now() > day.to).toBe(true);
  expect((await world.history.dayOfFleet(day.from, ['score'])).get('calm')?.figures).toHaveProperty('score');
  expect(await world.history.dayOfFleet(day.to, ['score'])).toEqual(new Map());
});

test('what was not seen is not there: a cluster that nobody can read has no score, and no zero', async () => {
  const world = worldOf({ fleet: () => ({ dark: 'forbidden' }) });

  await world.sweep();

  const [hour] = await world.history.rollups('dark', 'hour', day);
  expect(hour?.figures).not.toHaveProperty('score');
  expect(hour?.figures).toMatchObject({ coverage: { max: 0, count: 1 } });
});

async function scoresOf(history: History, owner: string, grain: 'hour' | 'day') {
  const rollups = await history.rollups(owner, grain, day, ['score']);
  return rollups.map(({ at, figures }) => [at, figures['score']]);
}
