/** Two sweeps of a fleet with a cluster whose reading breaks, one that gets worse, and receivers of which one refuses. */
import type { Receiver, Sent } from '../../src/notify/receivers/receiver.ts';
import type { NotifySettings } from '../../src/notify/settings/notify-settings.ts';
import { recordSweepAge } from '../../src/notify/sweep-age.ts';
import { aRoute } from '../notify/deciding.ts';
import { start, worldOf, type World } from './sweep-world.ts';
import { type Telemetry, telemetry } from './telemetry.ts';

const settings: NotifySettings = {
  receivers: [
    { id: 'mail', kind: 'email', to: ['fleet@example.com'], cc: [] },
    { id: 'teams', kind: 'teams', url: 'https://teams.example.com/?key=secret' },
  ],
  routes: [aRoute({ receivers: ['mail', 'teams'] })],
  maintenance: [],
  reports: [],
  mail: null,
};

const answers: Readonly<Record<string, Sent>> = {
  mail: { ok: true, status: 250, detail: 'Taken.' },
  teams: { ok: false, status: 400, retry: false, detail: 'It answers 400.' },
};

/** The second sweep starts an hour after the first; what it finds is told. */
export async function toldSweeps(): Promise<Telemetry> {
  const told = telemetry(() => world.clock.now());
  const world: World = worldOf({
    fleet: () => ({ shop: { n1: world.clock.now() < hour }, bank: { n1: true }, mill: 'breaks' }),
    workspaces: { shop: 'w1' },
    stopped: () => ['bank'],
    notify: {
      settings,
      receiverOf: ({ id, kind }): Receiver => ({ id, kind, send: async () => answers[id] ?? noAnswer }),
    },
    told,
  });
  await world.sweep();
  await told.metrics.flush(told.log);
  world.clock.moveTo(hour);
  await world.sweep();
  world.clock.moveTo(later);
  if (world.notifying !== null) await recordSweepAge(world.notifying);
  await told.metrics.flush(told.log);
  return told;
}

const hour = new Date(start.getTime() + 3_600_000);
const later = new Date(hour.getTime() + 300_000);
const noAnswer: Sent = { ok: false, status: null, retry: false, detail: 'No such receiver.' };
