/** Decisions at their moments: too early, overtaken, and about what never arrived. */
import { describe, expect, test } from 'vitest';
import type { Outgoing, Receiver, Sent } from '../../src/notify/receivers/receiver.ts';
import type { NotifySettings } from '../../src/notify/settings/notify-settings.ts';
import { start, worldOf, type World } from '../support/sweep-world.ts';
import { aRoute } from './deciding.ts';

const hour = 3_600_000;
const at = (hours: number): Date => new Date(start.getTime() + hours * hour);

const settings: NotifySettings = {
  receivers: [{ id: 'mail', kind: 'email', to: ['fleet@example.com'], cc: [] }],
  routes: [aRoute()],
  maintenance: [],
  reports: [],
  mail: null,
};

interface Told {
  readonly world: World;
  readonly got: string[];
}

/** A cluster whose node is silent from the first hour on; what the receiver says to each message. */
function told(answer: () => Sent, changed: Partial<NotifySettings> = {}): Told {
  const got: string[] = [];
  const receiver: Receiver = {
    id: 'mail',
    kind: 'email',
    async send({ message }: Outgoing) {
      const sent = answer();
      got.push(`${hoursSince(world)} ${message.title}: ${sent.ok ? 'sent' : 'refused'}`);
      return sent;
    },
  };
  const world: World = worldOf({
    fleet: () => ({ a: { n1: world.clock.now() < at(1) } }),
    notify: { settings: { ...settings, ...changed }, receiverOf: () => receiver },
  });
  return { world, got };
}

function hoursSince({ clock }: World): number {
  return Math.round((clock.now().getTime() - start.getTime()) / hour);
}

async function sweepAt({ world }: Told, hours: number): Promise<void> {
  world.clock.moveTo(at(hours));
  await world.sweep();
}

const arrived: Sent = { ok: true, status: 250, detail: 'Taken.' };
const refused: Sent = { ok: false, status: 401, retry: false, detail: 'It does not know us.' };

test('a message that comes before its time decides nothing, and waits on', async () => {
  const all = told(() => arrived);
  await sweepAt(all, 0);
  // Queues hide nothing for longer than a week.
  await all.world.queues.send('notify', { schemaVersion: 1, at: at(12 * 24).toISOString() });
  for (const hours of [1, 24]) await sweepAt(all, hours);
  expect(all.got).toEqual(['1 a: Silent nodes: sent', '288 Still open: a: Silent nodes: sent']);
});

test('what a maintenance window of weeks holds back is told when it ends, and only then', async () => {
  const maintenance = [
    {
      name: 'move',
      reason: 'Move',
      from: at(0).toISOString(),
      to: at(12 * 24).toISOString(),
      clusters: ['a'],
      tags: [],
    },
  ];
  const all = told(() => arrived, { maintenance });
  for (const hours of [0, 1, 24, 48]) await sweepAt(all, hours);
  expect(all.got).toEqual(['288 a: Silent nodes: sent']);
});

describe('what never arrived', () => {
  test('is told when the receiver takes messages again, if it is still so', async () => {
    let works = false;
    const all = told(() => (works ? arrived : refused));
    for (const hours of [0, 1, 2]) await sweepAt(all, hours);
    expect(all.got).toEqual(['1 a: Silent nodes: refused']);
    works = true;
    // Somebody has mended it and tries whether it works.
    await all.world.history.changeReceiverHealth('mail', () => ({
      receiver: 'mail',
      failures: 0,
      lastSentAt: at(2.5).toISOString(),
    }));
    for (const hours of [3, 4, 5]) await sweepAt(all, hours);
    expect(all.got).toEqual(['1 a: Silent nodes: refused', '3 a: Silent nodes: sent']);
  });

  test('is told to the others at once', async () => {
    const all = told(() => refused);
    for (const hours of [0, 1, 2]) await sweepAt(all, hours);
    const newest = await all.world.history.newestDecision();
    // There are no others here: so nobody can be told, and that is said.
    expect(newest?.leftOut.map(({ title, reason }) => `${title}: ${reason}`)).toContain(
      'Receiver of messages does not answer: no receiver',
    );
  });
});

test('a decision that was made while a sweep was being closed does not hide the sweep', async () => {
  const all = told(() => arrived);
  await sweepAt(all, 0);
  const { history, queues } = all.world;
  const before = await history.newestDecision();
  if (before === null) throw new Error('Nothing was decided.');
  all.world.clock.moveTo(at(1));
  // Another instance, whose clock is ahead, decides about something that fell due, and has not seen the next sweep.
  const later = new Date(at(1).getTime() + 60_000);
  const id = later.toISOString().replaceAll(/[-:.]/gu, '');
  await history.addDecision({ ...before, id, after: before.id, at: later.toISOString(), deliveries: [] });
  await all.world.sweep();
  await queues.send('notify', { schemaVersion: 1, at: later.toISOString() });
  await all.world.drain();
  expect(all.got).toEqual(['1 a: Silent nodes: sent']);
});
