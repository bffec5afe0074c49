/** What every History must do with what is compared over the fleet: its busiest clients, and what is remembered of it. */
import { describe, expect, it } from 'vitest';
import type { ClientBins, FleetMemory } from '../../src/model.ts';
import type { History } from '../../src/store/history.ts';
import { aCluster, anAudit, hostileTexts, minute, noise, someClients, sweepId } from './builders.ts';

export function testFleet(name: string, make: () => History): void {
  const cluster = aCluster('prod');
  const dispatcher = {
    userAgent: 'job-dispatcher/3.2.1',
    username: 'system:serviceaccount:batch:job-dispatcher',
    requests: 810,
    meanMs: (412 * 18.5 + 398 * 21.25) / 810,
  };
  const { from, to } = someClients;
  const unread = anAudit(cluster, 10, {
    clients: null,
    evidence: [
      {
        kind: 'latencyByClient',
        milliseconds: 1,
        load: { requests: 0, bytes: 0, objects: 0 },
        ok: false,
        reason: 'notCollected',
        detail: 'The cluster has no audit log in any workspace.',
        remedy: 'Add a diagnostic setting.',
      },
    ],
  });

  describe(`${name}: busiest clients`, () => {
    it('are those of the newest audit of each cluster, with sums instead of bins', async () => {
      const history = make();
      await history.saveAudit(anAudit(cluster, 10));
      await history.saveAudit({ ...unread, sweepId: sweepId(0) });
      await history.markNotAudited(aCluster('never'), note(0));
      expect(await history.busyClients()).toEqual([
        {
          cluster,
          busy: { since: minute(12).toISOString(), ok: true, from, to, sees: 'all', clients: [dispatcher] },
        },
      ]);
    });

    it('tell since when the log is read, over audits that could not read it and over sweeps without an audit', async () => {
      const history = make();
      await history.saveAudit(anAudit(cluster, 0));
      await history.saveAudit(unread);
      await history.markNotAudited(cluster, note(20));
      const why = 'The cluster has no audit log in any workspace.';
      const since = minute(2).toISOString();
      expect(await history.busyClients()).toEqual([{ cluster, busy: { since, ok: false, why } }]);
      await history.saveAudit(anAudit(cluster, 30));
      expect(await history.busyClients()).toMatchObject([{ busy: { since, ok: true } }]);
    });

    it('begin anew when reads come into the log', async () => {
      const history = make();
      for (const [start, sees] of [
        [0, 'writes'],
        [10, 'writes'],
        [20, 'all'],
        [30, 'all'],
      ] as const) {
        await history.saveAudit(anAudit(cluster, start, { clients: { ...someClients, sees } }));
        const since = minute(start < 20 ? 2 : 22).toISOString();
        expect(await history.busyClients()).toMatchObject([{ busy: { since, sees } }]);
      }
    });

    it('are the same when an audit is stored twice', async () => {
      const history = make();
      for (const start of [0, 10, 10]) await history.saveAudit(anAudit(cluster, start));
      expect(await history.busyClients()).toMatchObject([{ busy: { since: minute(2).toISOString() } }]);
    });

    it('are not known of an audit that says nothing of its log', async () => {
      const history = make();
      await history.saveAudit(anAudit(cluster, 0, { clients: null, evidence: [] }));
      expect(await history.busyClients()).toEqual([
        { cluster, busy: { since: null, ok: false, why: 'Its audit log was not read.' } },
      ]);
    });

    it('keep whatever clients call themselves', async () => {
      const history = make();
      const clients = hostileTexts.map((text): ClientBins => ({ userAgent: text, username: text, bins: [] }));
      await history.saveAudit(anAudit(cluster, 0, { clients: { ...someClients, clients } }));
      expect(await history.busyClients()).toMatchObject([
        { busy: { clients: hostileTexts.map((text) => ({ userAgent: text, username: text, requests: 0 })) } },
      ]);
    });
  });

  describe(`${name}: memory of the fleet`, () => {
    const seen = { first: minute(0).toISOString(), last: minute(60).toISOString(), isNews: true };
    const memory: FleetMemory = {
      since: minute(-60).toISOString(),
      clients: { 'job-dispatcher': { ...seen, versions: { '3.2.1': seen } } },
      kubernetesVersions: { 'v1.31.2': { ...seen, isNews: false } },
      leftOut: 3,
    };

    it('is what was saved last', async () => {
      const history = make();
      expect(await history.fleetMemory()).toBeNull();
      await history.saveFleetMemory(memory);
      await history.saveFleetMemory({ ...memory, leftOut: 4 });
      expect(await history.fleetMemory()).toEqual({ ...memory, leftOut: 4 });
    });

    it('has room for as many clients as are remembered, whatever their names', async () => {
      const history = make();
      const versions = Object.fromEntries(
        Array.from({ length: 5 }, (_, index) => [`1${index}.${noise(index, 12)}`, seen]),
      );
      const clients = Object.fromEntries(
        Array.from({ length: 2_000 }, (_, index) => [noise(index * 7_919, 120), { ...seen, versions }]),
      );
      await history.saveFleetMemory({ ...memory, clients });
      expect(Object.keys((await history.fleetMemory())?.clients ?? {})).toHaveLength(2_000);
    });

    it('stays when what is old is removed', async () => {
      const history = make();
      await history.saveFleetMemory(memory);
      const all = minute(10_000);
      const cutoffs = { audits: all, hourlyRollups: all, dailyRollups: all, evidence: all };
      expect(await history.prune(cutoffs, new AbortController().signal)).toEqual({});
      expect(await history.fleetMemory()).toEqual(memory);
    });
  });

  function note(start: number) {
    return {
      sweepId: sweepId(start),
      at: minute(start).toISOString(),
      why: 'Not reachable.',
      state: 'failed',
    } as const;
  }
}
