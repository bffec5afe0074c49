/** Pruning that dies, is stopped, or runs twice at the same time: what is left once it was done again. */
import { describe, expect, it } from 'vitest';
import type { Cutoffs } from '../../src/store/history.ts';
import { aCluster, aSweep, anAudit, anEntry, minute, planned, summary, sweepId } from './builders.ts';
import { aDecision, aDelivery } from './notify-builders.ts';
import type { Open } from './faulty-tables.ts';
import { damageAll, historyOn, rowCount, sendingTwice, testTables, withWrites } from './faulty-tables.ts';

const openTables = testTables();
const prod = aCluster('prod');
const gone = aCluster('gone');
const day = 24 * 60;
const cutoffs: Cutoffs = {
  audits: minute(0),
  hourlyRollups: minute(0),
  dailyRollups: minute(-30 * day),
  evidence: minute(0),
};
const endless = new AbortController().signal;

/** A row or more in every table that grows, old ones and one that stays. */
async function stored(): Promise<Open> {
  const open = openTables();
  const history = historyOn(open);
  for (const start of [-day, 0]) {
    await history.openSweep(aSweep(start));
    await history.planClusters(sweepId(start), planned(prod, gone));
    const value = { ok: true, value: 1, at: minute(start).toISOString() } as const;
    await history.saveEvidence(sweepId(start), new Map([[prod.key, { managedCluster: value }]]));
    await history.closeSweep(sweepId(start), minute(start + 9).toISOString(), summary);
    await history.saveAudit(anAudit(prod, start));
    const letter = { queue: 'q', messageId: '1', body: '', why: '' };
    await history.keepDeadLetter({ ...letter, at: minute(start).toISOString() });
    await history.addDecision(aDecision(start));
    await history.addDelivery(aDelivery(start, { status: 'sent' }));
  }
  await history.saveAudit(anAudit(gone, -day));
  for (const { key } of [prod, gone]) {
    for (const at of ['2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z']) {
      await history.saveRollup(key, 'hour', { at, figures: {} });
      await history.saveRollup(key, 'day', { at, figures: {} });
    }
    const old = { sweepId: sweepId(-day), at: minute(-day).toISOString() };
    const resolved = anEntry('resolved', { state: 'resolved', resolved: old });
    await history.saveBaseline(key, [anEntry('open', { lastSeen: old }), resolved]);
    await history.keepNote(key, 'address', { value: 1, at: minute(-day).toISOString() });
  }
  return open;
}

const removed = {
  Evidence: 1,
  Ledger: 2,
  Sweeps: 1,
  DeadLetters: 1,
  NotifyState: 3,
  Deliveries: 1,
  Audits: 2,
  // Four hours, and the days of the cluster that is gone, each in both places.
  Rollups: 8,
  Findings: 3,
  Notes: 1,
  Latest: 1,
};

const left = {
  Evidence: 1,
  Ledger: 2,
  Sweeps: 1,
  DeadLetters: 1,
  NotifyState: 1,
  Deliveries: 1,
  Audits: 1,
  Rollups: 4,
  Findings: 1,
  Notes: 1,
  Latest: 1,
};

/** Prunes by a process that is dead from its n-th write on; whether it got through alive. */
async function pruneUntil(open: Open, moment: 'before' | 'after', last: number): Promise<boolean> {
  let seen = 0;
  const dying = historyOn(async (name) =>
    withWrites(await open(name), async (write) => {
      seen += 1;
      if (seen < last) return write();
      if (seen === last && moment === 'after') await write();
      throw new Error('killed');
    }),
  );
  try {
    await dying.prune(cutoffs, endless);
    return true;
  } catch (error) {
    expect(error).toEqual(new Error('killed'));
    return false;
  }
}

async function rowsIn(open: Open): Promise<Record<string, number>> {
  const counts = Object.keys(left).map(async (table) => [table, await rowCount(open, table)] as const);
  return Object.fromEntries(await Promise.all(counts));
}

describe('prune', () => {
  it('removes what is old and leaves the rest', async () => {
    const open = await stored();
    expect(await historyOn(open).prune(cutoffs, endless)).toEqual(removed);
    expect(await rowsIn(open)).toEqual(left);
    expect(await historyOn(open).prune(cutoffs, endless)).toEqual({});
  });

  it.each(['before', 'after'] as const)(
    'that dies night after night, %s its fourth write, gets to the same end',
    async (moment) => {
      const open = await stored();
      let nights = 1;
      for (; nights < 50; nights += 1) {
        if (await pruneUntil(open, moment, 4)) break;
      }
      expect(nights).toBeGreaterThan(3);
      expect(await rowsIn(open)).toEqual(left);
    },
  );

  it('whose answers get lost, and that runs twice at the same time, removes the same rows', async () => {
    const open = await stored();
    const twice = historyOn((name) => open(name).then(sendingTwice));
    await Promise.all([twice, historyOn(open)].map((history) => history.prune(cutoffs, endless)));
    expect(await rowsIn(open)).toEqual(left);
  });

  it('that is stopped ends after the batch that it is at, says what it did, and goes on the next time', async () => {
    const open = await stored();
    const stop = new AbortController();
    const stopping = historyOn(async (name) =>
      withWrites(await open(name), async (write) => {
        await write();
        stop.abort();
      }),
    );
    expect(await stopping.prune(cutoffs, stop.signal)).toEqual({ Evidence: 1 });
    const { Evidence: _done, ...others } = removed;
    expect(await historyOn(open).prune(cutoffs, endless)).toEqual(others);
    expect(await rowsIn(open)).toEqual(left);
  });

  it('leaves a finding that came back while it was looked at', async () => {
    const open = await stored();
    const back = anEntry('resolved', { state: 'new' });
    const history = historyOn(async (name) =>
      withWrites(await open(name), async (write) => {
        await historyOn(open).saveBaseline(prod.key, [back]);
        return write();
      }),
    );
    await history.prune(cutoffs, endless);
    expect(await historyOn(open).baseline(prod.key)).toContainEqual(back);
  });

  it('leaves a cluster whose row in Latest is damaged', async () => {
    const open = await stored();
    await damageAll(open, 'Latest', { at: 'long ago' });
    await historyOn(open).prune(cutoffs, endless);
    expect(await rowCount(open, 'Latest')).toBe(2);
    expect(await historyOn(open).baseline(gone.key)).toHaveLength(1);
  });
});
