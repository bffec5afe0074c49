import { describe, expect, test } from 'vitest';
import { fleetOwner } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { onWrite } from '../support/on-write.ts';
import { Killed, start, worldOf } from '../support/sweep-world.ts';
import type { World, WorldOptions } from '../support/sweep-world.ts';

const fleet = () => ({ calm: { n1: true }, quiet: { n1: false }, forbidden: 'forbidden' as const });
const workspaces = { calm: '/north', quiet: '/north', forbidden: '/south' };

const worlds: readonly (readonly [string, WorldOptions])[] = [
  ['without logs', { fleet }],
  ['with logs in two workspaces', { fleet, workspaces }],
  [
    'with logs whose survey breaks every time',
    {
      fleet,
      workspaces,
      onSurvey: () => {
        throw new Error('the survey broke');
      },
    },
  ],
  ['with an audit that breaks every time', { fleet: () => ({ ...fleet(), calm: 'breaks' }), workspaces }],
  [
    'with a cluster that is stopped and a part that is not seen',
    { fleet, workspaces, stopped: () => ['calm'], unseen: () => ['Something is hidden.'] },
  ],
];

/** What must be the same however often the process died. */
async function outcome(world: World): Promise<unknown> {
  const sweeps = (await world.history.sweeps({ limit: 100 })).items;
  const latest = await world.history.latest();
  return {
    sweeps: sweeps.map(({ status, unseen, summary }) => ({ status, unseen, summary })),
    clusters: latest.map(({ cluster, newest, notAudited }) => ({
      name: cluster.name,
      findings: newest?.headline.findings,
      why: notAudited?.why,
      handed: world.handed.get(cluster.name),
    })),
    letters: new Set((await world.history.deadLetters(100)).map(({ queue, why }) => `${queue}: ${why}`)),
    findings: (await world.history.baseline('quiet')).map(({ fingerprint, state }) => ({
      fingerprint,
      state,
    })),
    current: await world.history.currentSweep(),
    days: [await daysOf(world, 'quiet'), await daysOf(world, fleetOwner)],
  };
}

async function daysOf({ history }: World, owner: string): Promise<unknown> {
  return history.rollups(owner, 'day', { from: new Date(0), to: new Date('2027-01-01') });
}

async function undisturbed(options: WorldOptions): Promise<unknown> {
  const world = worldOf(options);
  await world.sweep();
  return outcome(world);
}

describe.each(worlds)('a sweep %s loses nothing and tells nothing twice', (_what, options) => {
  test('when every message is delivered twice', async () => {
    const world = worldOf({ ...options, copies: 2 });

    await world.sweep();

    expect(await outcome(world)).toEqual(await undisturbed(options));
  });

  test('when the process is killed at any write, before or after it took effect', async () => {
    const expected = await undisturbed(options);
    let writes = 0;
    const counting = worldOf({ ...options, wrap: onWrite(() => void (writes += 1)) });
    await counting.sweep();
    expect(writes).toBeGreaterThan(10);

    for (const takesEffect of [false, true]) {
      for (let killedAt = 1; killedAt <= writes; killedAt += 1) {
        const world = await sweepKilledAt(options, killedAt, takesEffect);

        expect(await outcome(world), `killed at write ${killedAt}, took effect: ${takesEffect}`).toEqual(
          expected,
        );
      }
    }
  });
});

/**
 * Runs a sweep whose n-th write ends the process. Then the process starts anew: the timer fires again at its next tick,
 * the queue delivers what was not handled.
 */
async function sweepKilledAt(options: WorldOptions, killedAt: number, takesEffect: boolean): Promise<World> {
  let writes = 0;
  let dead = false;
  const wrap = onWrite(() => {
    writes += 1;
    if (writes === killedAt) dead = true;
    if (dead) throw new Killed();
  }, takesEffect);
  const world = worldOf({ ...options, history: memoryHistory(), wrap });
  await world.sweep().catch(() => undefined);
  dead = false;
  if ((await world.history.sweeps({ limit: 1 })).items[0]?.status === 'closed') {
    await world.drain();
  } else {
    world.clock.moveTo(new Date(start.getTime() + 60_000));
    await world.sweep();
  }
  return world;
}
