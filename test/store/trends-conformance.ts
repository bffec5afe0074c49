/** What every History must do for trends, for what is open over the fleet, and for what people decide. */
import { describe, expect, it } from 'vitest';
import type { FigureSummary } from '../../src/figures.ts';
import type { BaselineEntry, Suppression, ThresholdOverride } from '../../src/model.ts';
import type { History, Rollup } from '../../src/store/history.ts';
import {
  aCluster,
  aSweep,
  anAudit,
  anEntry,
  anObservation,
  hostileTexts,
  minute,
  noise,
  oneMs,
  someClients,
  summary,
  sweepId,
} from './builders.ts';

export function testTrends(name: string, make: () => History): void {
  describe(`${name}: sweeps and clients of a span of time`, () => {
    const cluster = aCluster('prod');

    it('gives the sweeps that started in it with both its ends, oldest first, the open one too', async () => {
      const history = make();
      for (const start of [0, 10, 20, 30]) {
        await history.openSweep(aSweep(start));
        if (start < 30) await history.closeSweep(sweepId(start), minute(start + 5).toISOString(), summary);
      }
      const between = async (from: number, to: number) =>
        (await history.sweepsBetween(minute(from), minute(to))).map(({ id }) => id);
      expect(await between(10, 30)).toEqual([sweepId(10), sweepId(20), sweepId(30)]);
      expect(await between(10 + oneMs, 20 - oneMs)).toEqual([]);
      expect(await between(20, 10)).toEqual([]);
      expect(await history.sweepsBetween(new Date(-8.64e15), new Date(8.64e15))).toHaveLength(4);
    });

    it('gives a sweep of a span whole', async () => {
      const history = make();
      const figures = { score: 71.5, 'findings.high': 3, 'objects:jobs.batch': 48_211 };
      await history.openSweep(aSweep(0));
      await history.closeSweep(sweepId(0), minute(9).toISOString(), { ...summary, figures });
      expect(await history.sweepsBetween(minute(0), minute(0))).toEqual([
        aSweep(0, {
          status: 'closed',
          closedAt: minute(9).toISOString(),
          summary: { ...summary, figures },
        }),
      ]);
    });

    it('gives what clients did, oldest first, without the audits that could not see it', async () => {
      const history = make();
      const quiet = { ...someClients, clients: [] };
      await history.saveAudit(anAudit(cluster, 20, { clients: quiet }));
      await history.saveAudit(anAudit(cluster, 10, { clients: null }));
      await history.saveAudit(anAudit(cluster, 0));
      await history.saveAudit(anAudit(cluster, 30));
      expect(await history.clientActivity(cluster.key, minute(0), minute(20))).toEqual([someClients, quiet]);
      expect(await history.audit(cluster.key, sweepId(10))).toEqual(anAudit(cluster, 10, { clients: null }));
    });
  });

  describe(`${name}: observations`, () => {
    const cluster = aCluster('prod');
    const pastOf = async (history: History, from: number, to: number) =>
      (await history.pastAudits(cluster.key, minute(from), minute(to))).map(({ id, observation }) => [
        id,
        observation,
      ]);

    it('come back with the headlines of their audits, oldest first, those of the span with both its ends', async () => {
      const history = make();
      for (const start of [20, 0, 10, 30]) {
        await history.saveAudit(anAudit(cluster, start), anObservation(start));
      }
      expect(await history.pastAudits(cluster.key, minute(10), minute(20))).toEqual([
        {
          id: sweepId(10),
          sweepId: sweepId(10),
          at: minute(12).toISOString(),
          headline: anAudit(cluster, 10).headline,
          observation: anObservation(10),
        },
        {
          id: sweepId(20),
          sweepId: sweepId(20),
          at: minute(22).toISOString(),
          headline: anAudit(cluster, 20).headline,
          observation: anObservation(20),
        },
      ]);
      expect(await pastOf(history, 10 + oneMs, 20 - oneMs)).toEqual([]);
      expect(await pastOf(history, 20, 10)).toEqual([]);
    });

    it('of an audit that kept none are null, and one stored again is that of the last time', async () => {
      const history = make();
      await history.saveAudit(anAudit(cluster, 0));
      await history.saveAudit(anAudit(cluster, 10), anObservation(10));
      await history.saveAudit(anAudit(cluster, 10), anObservation(10, { apiServers: null }));
      expect(await pastOf(history, 0, 10)).toEqual([
        [sweepId(0), null],
        [sweepId(10), anObservation(10, { apiServers: null })],
      ]);
    });

    it('are no part of the audit itself', async () => {
      const history = make();
      await history.saveAudit(anAudit(cluster, 0), anObservation(0));
      expect(await history.audit(cluster.key, sweepId(0))).toEqual(anAudit(cluster, 0));
    });

    it('come back whole with names as clusters and attackers give them', async () => {
      const history = make();
      const seen = anObservation(0, {
        webhookGenerations: Object.fromEntries(hostileTexts.map((text, index) => [text, index])),
        clients: hostileTexts.map((text) => ({ userAgent: text, username: text, requests: 1, meanMs: 2 })),
      });
      await history.saveAudit(anAudit(cluster, 0), seen);
      expect(await pastOf(history, 0, 0)).toEqual([[sweepId(0), seen]]);
    });
  });

  describe(`${name}: rollups`, () => {
    const hour = (at: string, figures: Rollup['figures']): Rollup => ({ at, figures });
    const nine = hour('2026-11-24T09:00:00.000Z', {
      score: { min: 60, max: 83.25, mean: 71.1, last: 83.25, count: 3 },
      'findings.high': once(2),
      'load.bytes': once(3_000_000_000),
      'objects:jobs.batch': { min: 0, max: 48_211, mean: 0.1 + 0.2, last: 0, count: 2 },
      'objects:__proto__': once(1),
    });
    const ten = hour('2026-11-24T10:00:00.000Z', { etcdBytes: once(0) });
    const eleven = hour('2026-11-24T11:00:00.000Z', {});
    const span = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });
    const allTime = { from: new Date(-8.64e15), to: new Date(8.64e15) };

    it('come back as they were, those that start in the span with both its ends, oldest first', async () => {
      const history = make();
      for (const rollup of [eleven, nine, ten]) await history.saveRollup('prod-1', 'hour', rollup);
      expect(await history.rollups('prod-1', 'hour', allTime)).toEqual([nine, ten, eleven]);
      expect(await history.rollups('prod-1', 'hour', span(nine.at, ten.at))).toEqual([nine, ten]);
      const inner = span('2026-11-24T09:00:00.001Z', '2026-11-24T10:59:59.999Z');
      expect(await history.rollups('prod-1', 'hour', inner)).toEqual([ten]);
      expect(await history.rollups('prod-1', 'hour', span(ten.at, nine.at))).toEqual([]);
    });

    it('are written over by the same hour again', async () => {
      const history = make();
      await history.saveRollup('prod-1', 'hour', nine);
      await history.saveRollup('prod-1', 'hour', { ...nine, figures: { coverage: once(1) } });
      expect(await history.rollups('prod-1', 'hour', allTime)).toEqual([
        hour(nine.at, { coverage: once(1) }),
      ]);
    });

    it('are kept apart by owner and grain', async () => {
      const history = make();
      await history.saveRollup('prod-1', 'hour', nine);
      await history.saveRollup('prod-1', 'day', ten);
      await history.saveRollup('prod-10', 'hour', eleven);
      await history.saveRollup('fleet', 'hour', eleven);
      expect(await history.rollups('prod-1', 'hour', allTime)).toEqual([nine]);
      expect(await history.rollups('prod-1', 'day', allTime)).toEqual([ten]);
      expect(await history.rollups('fleet', 'day', allTime)).toEqual([]);
      for (const text of ['', ...hostileTexts]) {
        expect(await history.rollups(text, 'hour', allTime)).toEqual([]);
      }
    });

    it.each([
      ['one', ['score'], { score: nine.figures['score'] }],
      [
        'one with a full stop in its name, and objects of one kind',
        ['findings.high', 'objects:jobs.batch'],
        {
          'findings.high': nine.figures['findings.high'],
          'objects:jobs.batch': nine.figures['objects:jobs.batch'],
        },
      ],
      ['one that no audit saw', ['etcdBytes'], {}],
      ['none', [], {}],
      ['what is no figure', ['v', 'findings_high', "x' or true", '__proto__'], {}],
    ])('have the figures that are asked for: %s', async (_what, names, figures) => {
      const history = make();
      await history.saveRollup('prod-1', 'day', nine);
      expect(await history.rollups('prod-1', 'day', allTime, names)).toEqual([{ at: nine.at, figures }]);
    });

    it('of a day are found for all clusters at once, without the fleet and without hours', async () => {
      const history = make();
      const tuesday = hour('2026-11-24T00:00:00.000Z', { score: once(80), coverage: once(1) });
      const wednesday = hour('2026-11-25T00:00:00.000Z', { score: once(70) });
      for (const owner of ['prod-2', 'prod-1', 'fleet']) await history.saveRollup(owner, 'day', tuesday);
      await history.saveRollup('prod-1', 'day', wednesday);
      await history.saveRollup('prod-3', 'hour', tuesday);

      const late = new Date('2026-11-24T23:59:59.999Z');
      expect([...(await history.dayOfFleet(late, ['score']))]).toEqual([
        ['prod-1', hour(tuesday.at, { score: once(80) })],
        ['prod-2', hour(tuesday.at, { score: once(80) })],
      ]);
      expect([...(await history.dayOfFleet(new Date(wednesday.at), ['coverage']))]).toEqual([
        ['prod-1', hour(wednesday.at, {})],
      ]);
      expect(await history.dayOfFleet(new Date('2026-11-23T12:00:00.000Z'), ['score'])).toEqual(new Map());
    });

    it('take all kinds of objects that a headline has', async () => {
      const history = make();
      const kinds = Array.from({ length: 60 }, (_, index) => [
        `objects:${noise(index, 40)}.example.com`,
        once(index),
      ]);
      const figures = Object.fromEntries(kinds) as Rollup['figures'];
      await history.saveRollup('prod-1', 'day', hour(nine.at, figures));
      expect(await history.rollups('prod-1', 'day', allTime)).toEqual([hour(nine.at, figures)]);
    });
  });

  describe(`${name}: open findings of the fleet`, () => {
    const cluster = aCluster('prod');
    const seen = { sweepId: sweepId(0), at: minute(2).toISOString() };
    const withFindings = (start: number, baseline: readonly BaselineEntry[]) =>
      anAudit(cluster, start, { baseline });

    it('are those of each newest audit that are not resolved, worst first', async () => {
      const history = make();
      const low = anEntry('a', { severity: 'low', state: 'unknown' });
      const critical = anEntry('z', {
        severity: 'critical',
        confidence: 'inferred',
        resource: { kind: 'Job', namespace: 'batch', name: hostileTexts.join('') },
        culprit: { kind: 'client', name: 'x' },
        suppression: { id: 's', owner: 'o', reason: 'r', expires: minute(99).toISOString() },
      });
      const resolved = anEntry('r', { state: 'resolved', resolved: seen });
      await history.saveAudit(withFindings(10, [low, resolved, critical]));
      await history.saveAudit(withFindings(0, [anEntry('of an earlier sweep that came late')]));
      await history.saveAudit(anAudit(aCluster('calm'), 0, { baseline: [resolved] }));
      await history.saveAudit(anAudit(aCluster('other'), 0));
      await history.markNotAudited(aCluster('never'), note(0));
      expect(await history.openFindings()).toEqual([
        { cluster: aCluster('other'), findings: [anEntry('fingerprint-a')], leftOut: 0 },
        { cluster, findings: [critical, low], leftOut: 0 },
      ]);
    });

    it('stay when a later sweep did not audit the cluster, and go with the next audit', async () => {
      const history = make();
      await history.saveAudit(withFindings(0, [anEntry('a')]));
      await history.markNotAudited(cluster, note(10));
      const open = [{ cluster, findings: [anEntry('a')], leftOut: 0 }];
      expect(await history.openFindings()).toEqual(open);
      expect(await history.latestOf(cluster.key)).toMatchObject({
        newest: { id: sweepId(0) },
        notAudited: note(10),
      });
      await history.saveAudit(withFindings(20, []));
      expect(await history.openFindings()).toEqual([]);
    });

    it.each([
      ['too many', 450, 20],
      ['too many and too long to store', 230, 12_000],
    ])('are the worst of them when they are %s, and the others are counted', async (_what, many, length) => {
      const history = make();
      const worst = anEntry('worst', { severity: 'critical' });
      const others = Array.from({ length: many }, (_, index) =>
        anEntry(`f${String(index).padStart(3, '0')}`, { severity: 'low', summary: noise(index, length) }),
      );
      await history.saveAudit(withFindings(0, [...others, worst]));
      await history.markNotAudited(cluster, note(10));
      const [open] = await history.openFindings();
      const kept = open?.findings ?? [];
      expect(kept).toEqual([worst, ...others].slice(0, kept.length));
      expect(kept.length).toBeGreaterThan(10);
      expect(kept.length + (open?.leftOut ?? 0)).toBe(many + 1);
      expect(await history.latestOf(cluster.key)).toMatchObject({ newest: { id: sweepId(0) } });
    });
  });

  describe(`${name}: what people decide`, () => {
    const suppression = (id: string, change: Partial<Suppression> = {}): Suppression => ({
      id,
      owner: "o'brien",
      reason: hostileTexts.join(''),
      expires: minute(0).toISOString(),
      check: 'excessive-object-count',
      resource: 'Job/batch/*',
      cluster: 'prod-*',
      tag: 'env=prod',
      ...change,
    });
    const threshold: ThresholdOverride = {
      id: 'jobs',
      check: 'excessive-object-count',
      values: { most: 20_000, share: 0.5 },
    };

    it('is kept by kind, in the order of the ids', async () => {
      const history = make();
      expect(await history.policyEntries('suppressions')).toEqual([]);
      expect(await history.addPolicyEntry('suppressions', suppression('b'))).toBe(true);
      expect(await history.addPolicyEntry('suppressions', suppression('a'))).toBe(true);
      expect(await history.addPolicyEntry('thresholds', threshold)).toBe(true);
      expect(await history.policyEntries('suppressions')).toEqual([suppression('a'), suppression('b')]);
      expect(await history.policyEntries('thresholds')).toEqual([threshold]);
    });

    it('is added once, however many try at the same time', async () => {
      const history = make();
      const tries = Array.from({ length: 10 }, (_, index) => suppression('a', { owner: `owner ${index}` }));
      const added = await Promise.all(tries.map((entry) => history.addPolicyEntry('suppressions', entry)));
      expect(added.filter((one) => one)).toHaveLength(1);
      expect(await history.policyEntries('suppressions')).toEqual([tries[added.indexOf(true)]]);
    });

    it('is replaced only when it is there', async () => {
      const history = make();
      expect(await history.replacePolicyEntry('thresholds', threshold)).toBe(false);
      expect(await history.policyEntries('thresholds')).toEqual([]);
      await history.addPolicyEntry('thresholds', threshold);
      const changed = { ...threshold, values: { most: 5 }, reason: 'Fewer.' };
      expect(await history.replacePolicyEntry('thresholds', changed)).toBe(true);
      expect(await history.policyEntries('thresholds')).toEqual([changed]);
    });

    it('is removed once', async () => {
      const history = make();
      await history.addPolicyEntry('suppressions', suppression('a'));
      expect(await history.removePolicyEntry('thresholds', 'a')).toBe(false);
      expect(await history.removePolicyEntry('suppressions', 'a')).toBe(true);
      expect(await history.removePolicyEntry('suppressions', 'a')).toBe(false);
      expect(await history.policyEntries('suppressions')).toEqual([]);
    });

    it('may have whatever id', async () => {
      const history = make();
      for (const id of hostileTexts) {
        expect(await history.addPolicyEntry('suppressions', suppression(id))).toBe(true);
        expect(await history.addPolicyEntry('suppressions', suppression(id))).toBe(false);
      }
      const ids = (await history.policyEntries('suppressions')).map(({ id }) => id);
      expect(ids).toEqual(hostileTexts.toSorted());
      for (const id of hostileTexts) expect(await history.removePolicyEntry('suppressions', id)).toBe(true);
    });
  });
}

function once(value: number): FigureSummary {
  return { min: value, max: value, mean: value, last: value, count: 1 };
}

function note(start: number) {
  const at = minute(start + 9).toISOString();
  return { sweepId: sweepId(start), at, why: 'Late.', state: 'missed' } as const;
}
