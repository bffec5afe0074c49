/** What every History must do when it removes what is old. */
import { anyOf } from '../support/matchers.ts';
import { describe, expect, it } from 'vitest';
import type { Gathered } from '../../src/model.ts';
import type { Cutoffs, History, Pruned } from '../../src/store/history.ts';
import { fleetOwner } from '../../src/store/history.ts';
import { aDecision, aDelivery, decisionId, deliveryId } from './notify-builders.ts';
import { aCluster, aSweep, anAudit, anEntry, minute, oneMs, planned, summary, sweepId } from './builders.ts';

/** Minutes. */
const day = 24 * 60;

/** Noon of the 24th; days are kept for ten days longer, evidence for a minute. */
const cutoffs: Cutoffs = {
  audits: minute(0),
  hourlyRollups: minute(0),
  dailyRollups: minute(-10 * day),
  evidence: minute(60),
};

export function testPrune(name: string, make: () => History): void {
  const cluster = aCluster('prod');
  const prune = (history: History): Promise<Pruned> => history.prune(cutoffs, new AbortController().signal);

  describe(`${name}: prune`, () => {
    it('removes audits of sweeps that started before the cutoff, and no others', async () => {
      const history = make();
      for (const start of [-2 * day, -oneMs, 0, oneMs]) await history.saveAudit(anAudit(cluster, start));
      expect(await prune(history)).toEqual({ Audits: 2 });
      const ids = (await history.audits(cluster.key, { limit: 10 })).items.map(({ id }) => id);
      expect(ids).toEqual([sweepId(oneMs), sweepId(0)]);
      expect(await history.latestOf(cluster.key)).toMatchObject({ newest: { id: sweepId(oneMs) } });
      expect(await prune(history)).toEqual({});
    });

    it('removes closed sweeps with their ledgers, a large one too', async () => {
      const history = make();
      const clusters = Array.from({ length: 230 }, (_, index) => aCluster(`c${index}`));
      for (const start of [-2 * day, -day, 0]) {
        await closedSweep(history, start);
        await history.planClusters(sweepId(start), planned(...(start === -day ? clusters : [cluster])));
      }
      expect(await prune(history)).toEqual({ Sweeps: 2, Ledger: 231 });
      expect((await history.sweeps({ limit: 10 })).items.map(({ id }) => id)).toEqual([sweepId(0)]);
      expect(await history.ledger(sweepId(-day))).toEqual([]);
      expect(await history.ledger(sweepId(0))).toHaveLength(1);
    });

    it('never removes a sweep that is open, nor its ledger, nor its evidence, however old', async () => {
      const history = make();
      await closedSweep(history, -3 * day);
      await history.openSweep(aSweep(-2 * day));
      for (const start of [-3 * day, -2 * day]) {
        await history.planClusters(sweepId(start), planned(cluster));
        await history.saveEvidence(sweepId(start), new Map([[cluster.key, { managedCluster: seen }]]));
      }
      expect(await prune(history)).toEqual({ Sweeps: 1, Ledger: 1, Evidence: 1 });
      expect(await history.currentSweep()).toEqual(aSweep(-2 * day));
      expect(await history.ledger(sweepId(-2 * day))).toHaveLength(1);
      expect(await history.evidence(sweepId(-2 * day), cluster.key)).toEqual({ managedCluster: seen });
    });

    it('removes evidence by its own cutoff', async () => {
      const history = make();
      const kinds = { managedCluster: seen, auditLogging: seen };
      for (const start of [0, 60 - oneMs, 60]) {
        await history.saveEvidence(sweepId(start), new Map([[cluster.key, kinds]]));
      }
      expect(await prune(history)).toEqual({ Evidence: 4 });
      expect(await history.evidence(sweepId(60), cluster.key)).toEqual(kinds);
      expect(await history.evidence(sweepId(60 - oneMs), cluster.key)).toEqual({});
    });

    it('removes findings that were resolved before the cutoff; open ones stay, however old', async () => {
      const history = make();
      const resolved = (fingerprint: string, start: number) =>
        anEntry(fingerprint, { state: 'resolved', resolved: seenAt(start) });
      const old = { firstSeen: seenAt(-50 * day), lastSeen: seenAt(-50 * day) };
      const stay = [anEntry('open', old), anEntry('unknown', { ...old, state: 'unknown' }), resolved('y', 0)];
      await closedSweep(history, 0);
      await history.saveAudit(anAudit(cluster, 0));
      await history.saveBaseline(cluster.key, [...stay, resolved('z', -oneMs)]);
      expect(await prune(history)).toEqual({ Findings: 1 });
      expect(await history.baseline(cluster.key)).toEqual(stay);
    });

    it('removes dead letters', async () => {
      const history = make();
      const letter = (start: number) => ({
        queue: 'q',
        messageId: String(start),
        at: minute(start).toISOString(),
        body: '',
        why: '',
      });
      for (const start of [-1, 0, -2 * day]) await history.keepDeadLetter(letter(start));
      expect(await prune(history)).toEqual({ DeadLetters: 2 });
      expect(await history.deadLetters(10)).toEqual([letter(0)]);
    });

    it('removes decisions about notifications, but never the newest', async () => {
      const history = make();
      for (const start of [-2 * day, -day]) await history.addDecision(aDecision(start));
      await history.changeReceiverHealth('a', () => ({ receiver: 'a', failures: 0 }));
      // Rows or decisions, as each counts.
      expect(await prune(history)).toEqual({ NotifyState: anyOf(Number) });
      expect(await history.newestDecision()).toEqual(aDecision(-day));
      for (const start of [-oneMs, 0]) await history.addDecision(aDecision(start));
      expect(await prune(history)).toEqual({ NotifyState: anyOf(Number) });
      expect((await history.decisions({ limit: 10 })).items.map(({ id }) => id)).toEqual([decisionId(0)]);
      expect(await history.receiverHealth()).toHaveLength(1);
    });

    it('removes deliveries, but none that is still to be sent', async () => {
      const history = make();
      for (const status of ['pending', 'sent', 'dead', 'cancelled'] as const) {
        for (const start of [-2 * day, -oneMs, 0]) {
          await history.addDelivery(aDelivery(start, { status }, status));
        }
      }
      expect(await prune(history)).toEqual({ Deliveries: 6 });
      const left = (await history.deliveries({}, { limit: 10 })).items.map(({ id }) => id);
      expect(left.toSorted()).toEqual(
        [
          deliveryId(-2 * day, 'pending'),
          deliveryId(-oneMs, 'pending'),
          ...['pending', 'sent', 'dead', 'cancelled'].map((status) => deliveryId(0, status)),
        ].toSorted(),
      );
    });

    it('removes hours and days by their own cutoffs, of the fleet and of clusters, each day in both places', async () => {
      const history = make();
      await history.saveAudit(anAudit(cluster, 0));
      for (const owner of [fleetOwner, cluster.key]) {
        for (const at of ['2026-11-24T11:00:00.000Z', '2026-11-24T12:00:00.000Z']) {
          await history.saveRollup(owner, 'hour', { at, figures: {} });
        }
        for (const at of ['2026-11-13', '2026-11-14', '2026-11-15', '2026-11-24']) {
          await history.saveRollup(owner, 'day', { at: `${at}T00:00:00.000Z`, figures: {} });
        }
      }
      // One hour and two days each, and the copies of the cluster's two.
      expect(await prune(history)).toEqual({ Rollups: 8 });
      for (const owner of [fleetOwner, cluster.key]) {
        expect(await startsOf(history, owner, 'hour')).toEqual(['2026-11-24T12:00:00.000Z']);
        expect(await startsOf(history, owner, 'day')).toEqual([
          '2026-11-15T00:00:00.000Z',
          '2026-11-24T00:00:00.000Z',
        ]);
      }
      const onDay = async (at: string) => [...(await history.dayOfFleet(new Date(at), [])).keys()];
      expect(await onDay('2026-11-14')).toEqual([]);
      expect(await onDay('2026-11-15')).toEqual([cluster.key]);
    });

    it('does nothing once it was stopped', async () => {
      const history = make();
      await history.saveAudit(anAudit(cluster, -day));
      expect(await history.prune(cutoffs, AbortSignal.abort())).toEqual({});
      expect(await history.audit(cluster.key, sweepId(-day))).not.toBeNull();
    });
  });

  describe(`${name}: prune of a cluster of which there was no news since the cutoff`, () => {
    const gone = aCluster('gone');
    const goneDay = '2026-11-20T00:00:00.000Z';

    async function withGone(): Promise<History> {
      const history = make();
      await history.saveAudit(anAudit(gone, -3 * day));
      await history.markNotAudited(gone, {
        sweepId: sweepId(-2 * day),
        at: minute(-2 * day).toISOString(),
        why: 'It is gone.',
        state: 'vanished',
      });
      await history.saveBaseline(gone.key, [anEntry('open', { lastSeen: seenAt(-3 * day) })]);
      await history.keepNote(gone.key, 'address', { value: 1, at: minute(-3 * day).toISOString() });
      await history.saveRollup(gone.key, 'hour', { at: goneDay, figures: {} });
      await history.saveRollup(gone.key, 'day', { at: goneDay, figures: {} });
      return history;
    }

    it('removes all of it', async () => {
      const history = await withGone();
      await closedSweep(history, 0);
      await history.saveRollup(cluster.key, 'day', { at: goneDay, figures: {} });
      expect(await prune(history)).toEqual({ Audits: 1, Findings: 1, Notes: 1, Rollups: 3, Latest: 1 });
      expect(await history.latest()).toEqual([]);
      expect(await history.openFindings()).toEqual([]);
      expect(await history.busyClients()).toEqual([]);
      expect(await history.baseline(gone.key)).toEqual([]);
      expect(await history.note(gone.key, 'address')).toBeNull();
      expect(await startsOf(history, gone.key, 'day')).toEqual([]);
      expect([...(await history.dayOfFleet(new Date(goneDay), [])).keys()]).toEqual([cluster.key]);
      expect(await prune(history)).toEqual({});
    });

    it('keeps it while no sweep was closed since: nobody has looked for it', async () => {
      const history = await withGone();
      await closedSweep(history, -oneMs);
      await history.openSweep(aSweep(0));
      // The hour and the audit are old by themselves.
      expect(await prune(history)).toEqual({ Sweeps: 1, Audits: 1, Rollups: 1 });
      expect(await history.latestOf(gone.key)).not.toBeNull();
      expect(await history.openFindings()).toMatchObject([{ cluster: gone }]);
      expect(await history.baseline(gone.key)).toHaveLength(1);
    });

    it('keeps one that each sweep finds stopped', async () => {
      const history = await withGone();
      await closedSweep(history, 0);
      await history.markNotAudited(gone, {
        sweepId: sweepId(0),
        at: minute(0).toISOString(),
        why: 'It is stopped.',
        state: 'skipped',
      });
      expect(await prune(history)).toEqual({ Audits: 1, Rollups: 1 });
      expect(await history.latestOf(gone.key)).toMatchObject({ newest: { id: sweepId(-3 * day) } });
      expect(await history.baseline(gone.key)).toHaveLength(1);
      expect(await history.note(gone.key, 'address')).not.toBeNull();
    });
  });
}

const seen: Gathered<unknown> = { ok: true, value: 'seen', at: minute(0).toISOString() };

function seenAt(start: number) {
  return { sweepId: sweepId(start), at: minute(start).toISOString() };
}

async function closedSweep(history: History, start: number): Promise<void> {
  await history.openSweep(aSweep(start));
  await history.closeSweep(sweepId(start), minute(start + 5).toISOString(), summary);
}

async function startsOf(history: History, owner: string, grain: 'hour' | 'day'): Promise<readonly string[]> {
  const allTime = { from: new Date(0), to: new Date(8.64e15) };
  return (await history.rollups(owner, grain, allTime)).map(({ at }) => at);
}
