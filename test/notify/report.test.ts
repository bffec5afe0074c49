/** Scheduled reports: each receiver gets each of them once, however often somebody looks and whoever dies. */
import { describe, expect, test } from 'vitest';
import type { Digest } from '../../src/notification.ts';
import type { Receiver } from '../../src/notify/receivers/receiver.ts';
import { planReports } from '../../src/notify/report.ts';
import type { NotifySettings, ReportSettings } from '../../src/notify/settings/notify-settings.ts';
import { onWrite } from '../support/on-write.ts';
import { Killed, start, worldOf } from '../support/sweep-world.ts';
import { aRoute } from './deciding.ts';
import { after, sinceStart } from './delivering.ts';

/** At seven, an hour after the start; two receivers. */
const daily: ReportSettings = {
  name: 'daily',
  schedule: '0 0 7 * * *',
  timeZone: 'UTC',
  period: 'day',
  owner: null,
  receivers: ['mail', 'teams'],
  csv: false,
};
const settings: NotifySettings = {
  receivers: [
    { id: 'mail', kind: 'email', to: ['fleet@example.com'], cc: [] },
    { id: 'teams', kind: 'teams', url: 'https://teams.example.com/' },
  ],
  routes: [aRoute({ receivers: ['mail'] })],
  maintenance: [],
  reports: [daily],
  mail: null,
};
const hour = 3600;

interface Reporting {
  readonly reports?: readonly ReportSettings[];
  /** Writes before which the process dies. */
  readonly deaths?: number;
}

function reporting({ reports = [daily], deaths = 0 }: Reporting = {}) {
  const got: string[] = [];
  const digests: Digest[] = [];
  const ids = new Set<string>();
  let died = 0;
  let writes = 0;
  /** Dies before every third write, and so at another one after each start. */
  const dies = () => {
    writes += 1;
    if (died >= deaths || writes % 3 !== 0) return;
    died += 1;
    throw new Killed();
  };
  const receiverOf = ({ id, kind }: Pick<Receiver, 'id' | 'kind'>): Receiver => ({
    id,
    kind,
    async send({ deliveryId, message }) {
      ids.add(deliveryId);
      got.push(`${sinceStart(world.clock.now())} ${id} ${message.form === 'digest' ? message.name : '?'}`);
      if (message.form === 'digest') digests.push(message);
      return { ok: true, status: 202, detail: 'Accepted.' };
    },
  });
  const world = worldOf({
    fleet: () => ({}),
    notify: { settings: { ...settings, reports }, receiverOf },
    wrapNotify: onWrite(dies),
  });
  if (world.notifying === null) throw new Error('Somebody is told in this world.');
  const context = world.notifying;

  async function untilAlive(step: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await step();
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
    }
  }

  return {
    world,
    got,
    digests,
    ids,
    deaths: (): number => died,
    /** The timer, every five minutes up to a time. */
    lookUntil: async (seconds: number): Promise<void> => {
      for (let at = world.clock.now(); at <= after(seconds); at = new Date(at.getTime() + 300_000)) {
        world.clock.moveTo(at);
        await planReports(context).catch(ignoreDeath);
        await untilAlive(() => world.drain());
      }
    },
  };
}

function ignoreDeath(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}

describe('a report', () => {
  test('is made when it is due and not before, once for each receiver', async () => {
    const { got, digests, lookUntil } = reporting();
    await lookUntil(3 * 24 * hour);
    // That of the day before the first look, 23 hours late, is still made.
    expect(got).toEqual([
      '00:00:00 mail daily',
      '00:00:00 teams daily',
      '01:00:00 mail daily',
      '01:00:00 teams daily',
      '1d 01:00:00 mail daily',
      '1d 01:00:00 teams daily',
      '2d 01:00:00 mail daily',
      '2d 01:00:00 teams daily',
    ]);
    expect(digests.map(({ period }) => period.to)).toEqual(
      ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'].flatMap((day) => [
        `${day}T07:00:00.000Z`,
        `${day}T07:00:00.000Z`,
      ]),
    );
  });

  test('is the same for all its receivers', async () => {
    const { digests, lookUntil } = reporting();
    await lookUntil(0);
    expect(digests).toHaveLength(2);
    expect(digests[1]).toEqual(digests[0]);
    expect(digests[0]).toMatchObject({
      form: 'digest',
      name: 'daily',
      at: '2026-11-24T06:00:00.000Z',
      period: { from: '2026-11-22T07:00:00.000Z', to: '2026-11-23T07:00:00.000Z' },
      clusters: { total: 0, notAudited: [], notAuditedTotal: 0 },
      score: { now: null, before: null },
    });
  });

  test('is made once though the process dies again and again', async () => {
    const { got, ids, deaths, lookUntil } = reporting({ deaths: 12 });
    await lookUntil(6 * hour);
    expect(deaths()).toBe(12);
    expect(ids.size).toBe(4);
    expect(new Set(got.map((line) => line.replace(/^\S+ /u, '')))).toEqual(
      new Set(['mail daily', 'teams daily']),
    );
  });

  test('that is late by a day is left out, and the next one is made', async () => {
    const { got, lookUntil } = reporting({ reports: [{ ...daily, schedule: '0 0 6 * * 1' }] });
    await lookUntil(0);
    expect(got).toEqual([]);
    await lookUntil(6 * 24 * hour);
    expect(got).toEqual(['6d 00:00:00 mail daily', '6d 00:00:00 teams daily']);
  });

  test('that nobody made yet is made by whoever looks within the day', async () => {
    const { world, got, lookUntil } = reporting();
    world.clock.moveTo(after(24 * hour));
    await lookUntil(24 * hour);
    expect(got).toEqual(['1d 00:00:00 mail daily', '1d 00:00:00 teams daily']);
  });

  test('that one receiver has already is made for the others', async () => {
    const { world, got, lookUntil } = reporting({ reports: [{ ...daily, receivers: ['mail'] }] });
    await lookUntil(0);
    const both = reporting();
    const [made] = (await world.history.deliveries({}, { limit: 9 })).items;
    if (made === undefined) throw new Error('It was made.');
    await both.world.history.addDelivery(made);
    await both.lookUntil(0);
    expect(got).toEqual(['00:00:00 mail daily']);
    expect(both.got).toEqual(['00:00:00 teams daily']);
  });

  test('that is not in the settings any more is left out, and said', async () => {
    const { world, got } = reporting({ reports: [] });
    const dueAt = start.toISOString();
    await world.queues.send('send-report', { schemaVersion: 1, report: 'daily', dueAt });
    await world.drain();
    expect(got).toEqual([]);
    expect(world.log).toEqual(['Report is not in the settings any more']);
  });
});
