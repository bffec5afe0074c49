/** What every History must do: the comments of the port, as tests. */
import { describe, expect, it } from 'vitest';
import type { Gathered } from '../../src/model.ts';
import type { AuditSummary, History, Page, PageRequest } from '../../src/store/history.ts';
import { UsageError } from '../../src/shared/errors.ts';
import {
  aCluster,
  aFinding,
  aHeadline,
  aNewest,
  aSweep,
  anAudit,
  anEntry,
  hostileTexts,
  minute,
  noise,
  oneMs,
  summary,
  sweepId,
  planned,
} from './builders.ts';
import { testFleet } from './fleet-conformance.ts';
import { testNotify } from './notify-conformance.ts';
import { testPrune } from './prune-conformance.ts';
import { testTrends } from './trends-conformance.ts';

/** Runs the suite. `make` gives an empty history each time it is called. */
export function testHistory(name: string, make: () => History): void {
  testTrends(name, make);
  testFleet(name, make);
  testPrune(name, make);
  testNotify(name, make);

  describe(`${name}: sweeps`, () => {
    it('opens a sweep when none is open', async () => {
      const history = make();
      expect(await history.currentSweep()).toBeNull();
      expect(await history.openSweep(aSweep(0))).toEqual({ opened: true, sweep: aSweep(0) });
      expect(await history.currentSweep()).toEqual(aSweep(0));
      expect(await history.sweep(sweepId(0))).toEqual(aSweep(0));
    });

    it('answers the open sweep instead of opening a second', async () => {
      const history = make();
      await history.openSweep(aSweep(0));
      expect(await history.openSweep(aSweep(1))).toEqual({ opened: false, sweep: aSweep(0) });
      expect(await history.sweep(sweepId(1))).toBeNull();
    });

    it('opens one of twenty at once', async () => {
      const history = make();
      const sweeps = Array.from({ length: 20 }, (_, index) => aSweep(index));
      const answers = await Promise.all(sweeps.map((sweep) => history.openSweep(sweep)));
      const opened = answers.filter((answer) => answer.opened);
      expect(opened).toHaveLength(1);
      expect(new Set(answers.map(({ sweep }) => sweep.id))).toEqual(new Set([opened[0]?.sweep.id]));
      expect((await history.sweeps({ limit: 100 })).items).toHaveLength(1);
    });

    it('says of the same sweep again that it is the open one', async () => {
      const history = make();
      await history.openSweep(aSweep(0));
      await history.markSweep(sweepId(0), { status: 'running' });
      const running = aSweep(0, { status: 'running' });
      expect(await history.openSweep(aSweep(0))).toEqual({ opened: true, sweep: running });
    });

    it('marks status and problem of an open sweep; without a problem the old one is gone', async () => {
      const history = make();
      await history.openSweep(aSweep(0));
      await history.markSweep(sweepId(0), { status: 'planning', problem: 'No fleet.' });
      expect(await history.currentSweep()).toEqual(aSweep(0, { problem: 'No fleet.' }));
      await history.markSweep(sweepId(0), { status: 'running' });
      expect(await history.currentSweep()).toEqual(aSweep(0, { status: 'running' }));
    });

    it('marks what could not be seen of the fleet; a mark that does not speak of it leaves it', async () => {
      const history = make();
      const unseen = ["The subscription o'brien cannot be read. Assign Reader.", 'Ünïcödé 🚀'];
      await history.openSweep(aSweep(0));
      await history.markSweep(sweepId(0), { status: 'running', unseen });
      await history.markSweep(sweepId(0), { status: 'running' });
      expect(await history.sweep(sweepId(0))).toEqual(aSweep(0, { status: 'running', unseen }));
    });

    it('keeps the stretch of log and what was not seen through the close', async () => {
      const history = make();
      const logSpan = { from: minute(-75).toISOString(), to: minute(-15).toISOString() };
      await history.openSweep(aSweep(0, { logSpan }));
      await history.markSweep(sweepId(0), { status: 'running', unseen: ['A part.'] });
      await history.closeSweep(sweepId(0), minute(9).toISOString(), summary);
      const closed = { status: 'closed', closedAt: minute(9).toISOString(), summary } as const;
      expect((await history.sweeps({ limit: 10 })).items).toEqual([
        aSweep(0, { logSpan, unseen: ['A part.'], ...closed }),
      ]);
    });

    it('closes once', async () => {
      const history = make();
      await history.openSweep(aSweep(0));
      expect(await history.closeSweep(sweepId(0), minute(9).toISOString(), summary)).toBe(true);
      expect(await history.closeSweep(sweepId(0), minute(10).toISOString(), { ...summary, score: 1 })).toBe(
        false,
      );
      const closed = aSweep(0, { status: 'closed', closedAt: minute(9).toISOString(), summary });
      expect(await history.sweep(sweepId(0))).toEqual(closed);
      expect(await history.currentSweep()).toBeNull();
    });

    it('tells one of many that close at once that it closed', async () => {
      const history = make();
      await history.openSweep(aSweep(0));
      const closings = Array.from({ length: 10 }, (_, index) =>
        history.closeSweep(sweepId(0), minute(index).toISOString(), summary),
      );
      expect((await Promise.all(closings)).filter((closed) => closed)).toHaveLength(1);
    });

    it('changes nothing of a closed sweep, and does not open it again', async () => {
      const history = make();
      await history.openSweep(aSweep(0));
      await history.closeSweep(sweepId(0), minute(9).toISOString(), summary);
      const closed = await history.sweep(sweepId(0));
      await history.markSweep(sweepId(0), { status: 'running' });
      expect(await history.openSweep(aSweep(0))).toEqual({ opened: false, sweep: closed });
      expect(await history.sweep(sweepId(0))).toEqual(closed);
      expect(await history.currentSweep()).toBeNull();
    });

    it('opens the next after a close, and a late close of the last one leaves it open', async () => {
      const history = make();
      await history.openSweep(aSweep(0));
      await history.closeSweep(sweepId(0), minute(9).toISOString(), summary);
      expect(await history.openSweep(aSweep(10))).toEqual({ opened: true, sweep: aSweep(10) });
      expect(await history.closeSweep(sweepId(0), minute(11).toISOString(), summary)).toBe(false);
      expect(await history.currentSweep()).toEqual(aSweep(10));
    });

    it('knows no sweep that never was', async () => {
      const history = make();
      for (const id of ['', 'monday', sweepId(0), ...hostileTexts]) {
        expect(await history.sweep(id)).toBeNull();
        await history.markSweep(id, { status: 'running' });
        expect(await history.closeSweep(id, minute(0).toISOString(), summary)).toBe(false);
      }
      expect(await history.sweeps({ limit: 10 })).toEqual({ items: [] });
    });

    it('refuses to open what is no sweep id', async () => {
      await expect(make().openSweep(aSweep(0, { id: 'monday' }))).rejects.toThrow('"monday" is not the id');
    });

    it('lists newest first, in pages, the open one too', async () => {
      const history = make();
      for (const start of [0, 10, 20]) {
        await history.openSweep(aSweep(start));
        if (start < 20) await history.closeSweep(sweepId(start), minute(start + 5).toISOString(), summary);
      }
      const first = await history.sweeps({ limit: 2 });
      expect(first.items.map(({ id }) => id)).toEqual([sweepId(20), sweepId(10)]);
      const second = await history.sweeps({ limit: 2, ...tokenOf(first) });
      expect(second.items.map(({ id }) => id)).toEqual([sweepId(0)]);
      expect(second.continuationToken).toBeUndefined();
    });

    it('gives no token when the last row ends a page', async () => {
      const history = make();
      await history.openSweep(aSweep(0));
      expect(await history.sweeps({ limit: 1 })).toEqual({ items: [aSweep(0)] });
    });
  });

  describe(`${name}: ledger`, () => {
    it('plans clusters, by key', async () => {
      const history = make();
      await history.planClusters(sweepId(0), planned(aCluster('b'), aCluster('a')));
      expect(await history.ledger(sweepId(0))).toEqual([
        { sweepId: sweepId(0), cluster: aCluster('a'), state: 'planned' },
        { sweepId: sweepId(0), cluster: aCluster('b'), state: 'planned' },
      ]);
    });

    it('plans clusters that are not to be audited, each with its reason', async () => {
      const history = make();
      const entries = [
        { cluster: aCluster('a'), state: 'skipped', why: 'It is stopped.' },
        { cluster: aCluster('b'), state: 'vanished', why: 'It is gone.' },
        { cluster: aCluster('c'), state: 'planned' },
      ] as const;
      await history.planClusters(sweepId(0), entries);
      expect(await history.ledger(sweepId(0))).toEqual(
        entries.map((entry) => ({ sweepId: sweepId(0), ...entry })),
      );
    });

    it('keeps what a cluster was planned as first', async () => {
      const history = make();
      const skipped = { cluster: aCluster('a'), state: 'skipped', why: 'It is stopped.' } as const;
      await history.planClusters(sweepId(0), [skipped]);
      await history.planClusters(sweepId(0), planned(aCluster('a')));
      expect(await history.ledgerEntry(sweepId(0), aCluster('a').key)).toEqual({
        sweepId: sweepId(0),
        ...skipped,
      });
    });

    it('keeps the state of clusters planned before, and adds those that are missing', async () => {
      const history = make();
      await history.planClusters(sweepId(0), planned(aCluster('a'), aCluster('b')));
      await history.markLedger(sweepId(0), aCluster('a').key, 'audited');
      await history.planClusters(sweepId(0), planned(aCluster('a'), aCluster('b'), aCluster('c')));
      const states = (await history.ledger(sweepId(0))).map(({ cluster, state }) => [cluster.name, state]);
      expect(states).toEqual([
        ['a', 'audited'],
        ['b', 'planned'],
        ['c', 'planned'],
      ]);
    });

    it('plans every cluster once when some are given twice and two plan at the same time', async () => {
      const history = make();
      const clusters = Array.from({ length: 150 }, (_, index) => aCluster(`c${index}`));
      await Promise.all([
        history.planClusters(sweepId(0), planned(...clusters.slice(0, 80), ...clusters.slice(0, 80))),
        history.planClusters(sweepId(0), planned(...clusters.slice(60))),
      ]);
      expect(await history.ledger(sweepId(0))).toHaveLength(150);
    });

    it('takes an empty fleet', async () => {
      const history = make();
      await history.planClusters(sweepId(0), planned());
      expect(await history.ledger(sweepId(0))).toEqual([]);
    });

    it('marks a state and why', async () => {
      const history = make();
      const cluster = aCluster('a');
      await history.planClusters(sweepId(0), planned(cluster));
      await history.markLedger(sweepId(0), cluster.key, 'surveyed');
      await history.markLedger(sweepId(0), cluster.key, 'failed', 'It broke.');
      expect(await history.ledgerEntry(sweepId(0), cluster.key)).toEqual({
        sweepId: sweepId(0),
        cluster,
        state: 'failed',
        why: 'It broke.',
      });
    });

    it.each([
      ['audited', 'planned'],
      ['audited', 'missed'],
      ['audited', 'failed'],
      ['missed', 'surveyed'],
      ['surveyed', 'planned'],
      ['skipped', 'planned'],
      ['vanished', 'surveyed'],
      ['audited', 'skipped'],
    ] as const)('does not go back from %s to %s', async (from, to) => {
      const history = make();
      await history.planClusters(sweepId(0), planned(aCluster('a')));
      await history.markLedger(sweepId(0), aCluster('a').key, from);
      await history.markLedger(sweepId(0), aCluster('a').key, to, 'late');
      expect(await history.ledgerEntry(sweepId(0), aCluster('a').key)).toMatchObject({ state: from });
    });

    it('ends in audited however the marks of one cluster race', async () => {
      const history = make();
      const { key } = aCluster('a');
      await history.planClusters(sweepId(0), planned(aCluster('a')));
      const states = ['surveyed', 'audited', 'missed', 'failed'] as const;
      await Promise.all(states.map((state) => history.markLedger(sweepId(0), key, state)));
      expect(await history.ledgerEntry(sweepId(0), key)).toMatchObject({ state: 'audited' });
    });

    it('refuses to mark a cluster that is not in it', async () => {
      const marked = make().markLedger(sweepId(0), aCluster('a').key, 'audited');
      await expect(marked).rejects.toThrow(`Sweep ${sweepId(0)} has no cluster ${aCluster('a').key}`);
    });

    it('keeps sweeps apart', async () => {
      const history = make();
      await history.planClusters(sweepId(0), planned(aCluster('a')));
      expect(await history.ledger(sweepId(1))).toEqual([]);
      expect(await history.ledgerEntry(sweepId(1), aCluster('a').key)).toBeNull();
    });

    it('knows nothing under keys that cannot be', async () => {
      const history = make();
      for (const text of hostileTexts) {
        expect(await history.ledger(text)).toEqual([]);
        expect(await history.ledgerEntry(text, text)).toBeNull();
      }
    });
  });

  describe(`${name}: evidence on its way to an audit`, () => {
    const at = '2026-11-24T06:00:00.000Z';
    const tier: Gathered<unknown> = { ok: true, value: { tier: 'Free', tags: { owner: "O'Brien" } }, at };
    const forbidden: Gathered<unknown> = {
      ok: false,
      reason: 'forbidden',
      detail: 'No.',
      remedy: 'Grant it.',
    };

    it('gives back each kind as it was kept, reasons too', async () => {
      const history = make();
      await history.saveEvidence(sweepId(0), new Map([['one', { managedCluster: tier }]]));
      await history.saveEvidence(sweepId(0), new Map([['one', { auditLogging: forbidden }]]));

      expect(await history.evidence(sweepId(0), 'one')).toEqual({
        managedCluster: tier,
        auditLogging: forbidden,
      });
    });

    it('replaces a kind that is kept twice', async () => {
      const history = make();
      await history.saveEvidence(sweepId(0), new Map([['one', { managedCluster: forbidden }]]));
      await history.saveEvidence(sweepId(0), new Map([['one', { managedCluster: tier }]]));

      expect(await history.evidence(sweepId(0), 'one')).toEqual({ managedCluster: tier });
    });

    it('keeps sweeps apart, and clusters whose keys begin alike', async () => {
      const history = make();
      await history.saveEvidence(sweepId(0), new Map([['one', { managedCluster: tier }]]));
      await history.saveEvidence(sweepId(0), new Map([['one-more', { managedCluster: forbidden }]]));
      await history.saveEvidence(sweepId(1), new Map([['one', { auditLogging: forbidden }]]));

      expect(await history.evidence(sweepId(0), 'one')).toEqual({ managedCluster: tier });
      expect(await history.evidence(sweepId(0), 'on')).toEqual({});
    });

    it('takes many clusters with many kinds at once', async () => {
      const history = make();
      const clusters = Array.from({ length: 30 }, (_, index) => `c${index}`);
      const kinds = Array.from({ length: 11 }, (_, index) => `kind${index}`);
      const valueOf = (key: string, kind: string): Gathered<unknown> => ({ ok: true, value: key + kind, at });
      const allOf = (key: string) => Object.fromEntries(kinds.map((kind) => [kind, valueOf(key, kind)]));
      await history.saveEvidence(sweepId(0), new Map(clusters.map((key) => [key, allOf(key)])));

      for (const key of clusters) expect(await history.evidence(sweepId(0), key)).toEqual(allOf(key));
    });

    it('takes more at once than fits into one request', async () => {
      const history = make();
      const clusters = Array.from({ length: 12 }, (_, index) => `c${index}`);
      const large = (index: number): Gathered<unknown> => ({ ok: true, value: noise(index, 900_000), at });
      await history.saveEvidence(
        sweepId(0),
        new Map(clusters.map((key, index) => [key, { latencyByCall: large(index) }])),
      );

      for (const [index, key] of clusters.entries()) {
        expect(await history.evidence(sweepId(0), key)).toEqual({ latencyByCall: large(index) });
      }
    });

    it('takes none, of no cluster or of one', async () => {
      const history = make();
      await history.saveEvidence(sweepId(0), new Map());
      await history.saveEvidence(sweepId(0), new Map([['one', {}]]));

      expect(await history.evidence(sweepId(0), 'one')).toEqual({});
    });

    it('knows nothing under keys that cannot be', async () => {
      const history = make();
      for (const text of ['', ...hostileTexts]) expect(await history.evidence(text, text)).toEqual({});
    });

    it('takes evidence of some hundred kilobytes', async () => {
      const history = make();
      const large: Gathered<unknown> = { ok: true, value: manyKinds(4000), at };
      await history.saveEvidence(sweepId(0), new Map([['one', { latencyByCall: large }]]));

      expect(await history.evidence(sweepId(0), 'one')).toEqual({ latencyByCall: large });
    });
  });

  describe(`${name}: audits`, () => {
    const cluster = aCluster('prod');

    it('gives back what was saved, whole', async () => {
      const history = make();
      const audit = anAudit(cluster, 0);
      await history.saveAudit(audit);
      expect(await history.audit(cluster.key, sweepId(0))).toEqual(audit);
    });

    it.each([
      [
        'nothing seen',
        aHeadline({
          score: null,
          findings: {},
          etcdBytes: null,
          etcdUsed: null,
          apiServerCpu: null,
          apiServerMemory: null,
          etcdMemory: null,
          requestsPerSecond: null,
          objects: null,
          kubernetesVersion: null,
        }),
      ],
      [
        'zeros',
        aHeadline({
          score: 0,
          coverage: 0,
          etcdBytes: 0,
          etcdUsed: 0,
          apiServerCpu: 0,
          apiServerMemory: 0,
          etcdMemory: 0,
          requestsPerSecond: 0,
          objects: {},
        }),
      ],
      ['whole numbers where fractions may be', aHeadline({ score: 100, coverage: 1, requestsPerSecond: 3 })],
      ['suppressed findings', aHeadline({ findings: {}, suppressed: 12 })],
      ['sizes past 2^31 and 2^32', aHeadline({ etcdBytes: 2 ** 31, objects: { events: 2 ** 40 } })],
      ['a thousand kinds', aHeadline({ objects: manyKinds(1000) })],
      ['all severities', aHeadline({ findings: { critical: 1, high: 2, medium: 3, low: 4, info: 5 } })],
    ])('gives a headline back as it was: %s', async (_what, headline) => {
      const history = make();
      await history.saveAudit(anAudit(cluster, 0, { headline }));
      const row = { id: sweepId(0), sweepId: sweepId(0), at: minute(2).toISOString(), headline };
      expect(await history.audits(cluster.key, { limit: 10 })).toEqual({ items: [row] });
      expect(await history.headlines(cluster.key, minute(0), minute(10))).toEqual([row]);
      expect(await history.latestOf(cluster.key)).toEqual({ cluster, newest: aNewest(headline) });
    });

    it.each(hostileTexts)('keeps the text %j as it is', async (text) => {
      const history = make();
      const hostile = aCluster(text);
      const audit = anAudit(hostile, 0, {
        headline: aHeadline({ kubernetesVersion: text }),
        verdicts: [{ check: text, outcome: 'fail', inspected: 1, findings: [aFinding(text, 'low', text)] }],
        baseline: [anEntry('f', { summary: text })],
      });
      await history.planClusters(sweepId(0), planned(hostile));
      await history.markLedger(sweepId(0), hostile.key, 'failed', text);
      await history.saveAudit(audit);
      await history.saveBaseline(hostile.key, audit.baseline);
      await history.markNotAudited(hostile, {
        sweepId: sweepId(5),
        at: minute(5).toISOString(),
        why: text,
        state: 'failed',
      });
      expect(await history.audit(hostile.key, sweepId(0))).toEqual(audit);
      expect(await history.ledger(sweepId(0))).toEqual([
        { sweepId: sweepId(0), cluster: hostile, state: 'failed', why: text },
      ]);
      expect(await history.baseline(hostile.key)).toEqual(audit.baseline);
      expect(await history.latest()).toMatchObject([{ cluster: hostile, notAudited: { why: text } }]);
    });

    it('overwrites an audit that is saved twice', async () => {
      const history = make();
      await history.saveAudit(anAudit(cluster, 0));
      const again = anAudit(cluster, 0, { headline: aHeadline({ score: 12 }) });
      await history.saveAudit(again);
      expect((await history.audits(cluster.key, { limit: 10 })).items).toHaveLength(1);
      expect(await history.audit(cluster.key, sweepId(0))).toEqual(again);
      expect(await history.latestOf(cluster.key)).toMatchObject({ newest: { headline: { score: 12 } } });
    });

    it('knows no audit that never was', async () => {
      const history = make();
      await history.saveAudit(anAudit(cluster, 0));
      for (const text of ['', 'monday', sweepId(1), ...hostileTexts]) {
        expect(await history.audit(cluster.key, text)).toBeNull();
        expect(await history.audit(text, sweepId(0))).toBeNull();
        expect(await history.audits(text, { limit: 5 })).toEqual({ items: [] });
        expect(await history.headlines(text, minute(0), minute(10))).toEqual([]);
        expect(await history.clientActivity(text, minute(0), minute(10))).toEqual([]);
        expect(await history.latestOf(text)).toBeNull();
        expect(await history.baseline(text)).toEqual([]);
      }
    });

    it('refuses an audit whose sweep has no id of ours', async () => {
      const saved = make().saveAudit(anAudit(cluster, 0, { sweepId: 'monday' }));
      await expect(saved).rejects.toThrow('"monday" is not the id of a sweep');
    });

    it('gives headlines of sweeps that started in a span with both its ends, oldest first', async () => {
      const history = make();
      for (const start of [30, 0, 20, 10]) await history.saveAudit(anAudit(cluster, start));
      const ids = async (from: number, to: number) =>
        (await history.headlines(cluster.key, minute(from), minute(to))).map(({ id }) => id);
      expect(await ids(10, 20)).toEqual([sweepId(10), sweepId(20)]);
      expect(await ids(10 + oneMs, 20 - oneMs)).toEqual([]);
      expect(await ids(-1000, 1000)).toEqual([sweepId(0), sweepId(10), sweepId(20), sweepId(30)]);
      expect(await ids(20, 10)).toEqual([]);
    });

    it('finds an audit by the start of its sweep, however much later it ended', async () => {
      const history = make();
      const ended = minute(60 * 24 * 3);
      await history.saveAudit(anAudit(cluster, 0, { finishedAt: ended.toISOString() }));
      expect(await history.headlines(cluster.key, ended, ended)).toEqual([]);
      for (const [from, to] of [
        [minute(0), minute(0)],
        [new Date(0), new Date(8.64e15)],
        [new Date(-8.64e15), minute(0)],
      ] as const) {
        expect(await history.headlines(cluster.key, from, to)).toMatchObject([{ at: ended.toISOString() }]);
      }
    });

    it('keeps clusters apart', async () => {
      const history = make();
      await history.saveAudit(anAudit(cluster, 0));
      expect(await history.audits(aCluster('other').key, { limit: 10 })).toEqual({ items: [] });
    });

    it('does not lose an audit that is far too large to store', async () => {
      const history = make();
      const [worst, ...others] = [
        aFinding('worst', 'critical', 'kept'),
        ...Array.from({ length: 60 }, (_, index) => aFinding(`f${index}`, 'low', noise(index, 40_000))),
      ] as const;
      const verdicts = [
        { check: 'c', outcome: 'fail', inspected: 1, findings: [worst, ...others] },
        { check: 'd', outcome: 'pass', inspected: 1 },
      ] as const;
      await history.saveAudit(anAudit(cluster, 0, { verdicts }));
      const stored = await history.audit(cluster.key, sweepId(0));
      expect(stored?.headline).toEqual(aHeadline());
      expect(stored?.verdicts.map(({ check, outcome }) => [check, outcome])).toEqual([
        ['c', 'fail'],
        ['d', 'pass'],
      ]);
      expect(stored?.verdicts[0]).toMatchObject({ findings: { length: 61, 0: worst } });
    });
  });

  describe(`${name}: paging`, () => {
    const cluster = aCluster('prod');

    it('shows each of 2,500 rows once, also while new ones arrive', { timeout: 120_000 }, async () => {
      const history = make();
      const starts = Array.from({ length: 2500 }, (_, index) => index);
      // Newest first, so that the cluster's latest row is written once and not by all of them at the same time.
      await inPortions(starts.toReversed(), (start) => history.saveAudit(anAudit(cluster, start, small)));
      const seen: AuditSummary[] = [];
      let arrived = 2500;
      let page: Page<AuditSummary> = { items: [] };
      do {
        page = await history.audits(cluster.key, { limit: 700, ...tokenOf(page) });
        seen.push(...page.items);
        await history.saveAudit(anAudit(cluster, arrived++, small));
      } while (page.continuationToken !== undefined);
      expect(seen.map(({ id }) => id)).toEqual(starts.toReversed().map(sweepId));
      expect((await history.audits(cluster.key, { limit: 1000 })).items).toHaveLength(1000);
    });

    it.each(['', 'garbage', '!!!', 'WzFd', Buffer.from('[1,"sweeps","\'"]').toString('base64url')])(
      'refuses the token %j',
      async (continuationToken) => {
        const history = make();
        const page: PageRequest = { limit: 10, continuationToken };
        await expect(history.sweeps(page)).rejects.toThrow(UsageError);
        await expect(history.audits(cluster.key, page)).rejects.toThrow(UsageError);
      },
    );

    it('refuses a token of another list', async () => {
      const history = make();
      await history.saveAudit(anAudit(cluster, 0));
      await history.saveAudit(anAudit(cluster, 1));
      const token = tokenOf(await history.audits(cluster.key, { limit: 1 }));
      expect(token.continuationToken).toBeDefined();
      await expect(history.audits(aCluster('other').key, { limit: 1, ...token })).rejects.toThrow(UsageError);
      await expect(history.sweeps({ limit: 1, ...token })).rejects.toThrow(UsageError);
    });

    it.each([0, -1, 1.5, 1001, Number.NaN])('refuses the limit %d', async (limit) => {
      await expect(make().sweeps({ limit })).rejects.toThrow(UsageError);
      await expect(make().audits(cluster.key, { limit })).rejects.toThrow(UsageError);
    });
  });

  describe(`${name}: newest state of each cluster`, () => {
    const cluster = aCluster('prod');
    const newest = (start: number) => aNewest(aHeadline(), start);
    const note = (start: number) => ({
      sweepId: sweepId(start),
      at: minute(start + 9).toISOString(),
      why: 'Late.',
      state: 'missed' as const,
    });
    const giveUp = (history: History, start: number) => history.markNotAudited(cluster, note(start));

    it('is the audit of the newest sweep, in whatever order audits are saved', async () => {
      const history = make();
      for (const start of [10, 20, 0]) await history.saveAudit(anAudit(cluster, start));
      expect(await history.latest()).toEqual([{ cluster, newest: newest(20) }]);
    });

    it('is the newest when many are saved at once', async () => {
      const history = make();
      const starts = Array.from({ length: 12 }, (_, index) => index);
      await Promise.all(starts.map((start) => history.saveAudit(anAudit(cluster, start))));
      expect(await history.latestOf(cluster.key)).toEqual({ cluster, newest: newest(11) });
    });

    it('is an empty row with a note for a cluster that was never audited', async () => {
      const history = make();
      await giveUp(history, 0);
      expect(await history.latest()).toEqual([{ cluster, newest: null, notAudited: note(0) }]);
    });

    it('keeps the old figures when a later sweep did not audit it, and the note goes with the next audit', async () => {
      const history = make();
      await history.saveAudit(anAudit(cluster, 0));
      await giveUp(history, 10);
      await giveUp(history, 10);
      expect(await history.latestOf(cluster.key)).toEqual({
        cluster,
        newest: newest(0),
        notAudited: note(10),
      });
      await history.saveAudit(anAudit(cluster, 20));
      expect(await history.latestOf(cluster.key)).toEqual({ cluster, newest: newest(20) });
    });

    it('has no note of a sweep that audited it after all, nor of an earlier one', async () => {
      const history = make();
      await history.saveAudit(anAudit(cluster, 10));
      await giveUp(history, 10);
      await giveUp(history, 0);
      expect(await history.latestOf(cluster.key)).toEqual({ cluster, newest: newest(10) });
    });

    it('keeps the note of a later sweep when an earlier audit arrives late', async () => {
      const history = make();
      await giveUp(history, 20);
      await history.saveAudit(anAudit(cluster, 10));
      await giveUp(history, 15);
      expect(await history.latestOf(cluster.key)).toEqual({
        cluster,
        newest: newest(10),
        notAudited: note(20),
      });
    });

    it.each(['failed', 'missed', 'skipped', 'vanished'] as const)(
      'says that a cluster was %s',
      async (state) => {
        const history = make();
        const one = { ...note(0), state };
        await history.markNotAudited(cluster, one);
        expect(await history.latest()).toEqual([{ cluster, newest: null, notAudited: one }]);
        expect(await history.latestOf(cluster.key)).toEqual({ cluster, newest: null, notAudited: one });
      },
    );

    it('lists every cluster, by key', async () => {
      const history = make();
      for (const name of ['b', 'a', 'c']) await history.saveAudit(anAudit(aCluster(name), 0));
      expect((await history.latest()).map(({ cluster: { name } }) => name)).toEqual(['a', 'b', 'c']);
    });
  });

  describe(`${name}: findings`, () => {
    it('remembers entries by fingerprint, and changes those it knows', async () => {
      const history = make();
      const { key } = aCluster('prod');
      const seen = { sweepId: sweepId(1), at: minute(3).toISOString() };
      const resolved = anEntry('a', { state: 'resolved', resolved: seen });
      expect(await history.baseline(key)).toEqual([]);
      await history.saveBaseline(key, []);
      await history.saveBaseline(key, [anEntry('a'), anEntry('b')]);
      await history.saveBaseline(key, [resolved]);
      expect(await history.baseline(key)).toEqual([resolved, anEntry('b')]);
      expect(await history.baseline(aCluster('other').key)).toEqual([]);
    });

    it('takes many entries, long ones, and one twice', async () => {
      const history = make();
      const { key } = aCluster('prod');
      const entries = Array.from({ length: 250 }, (_, index) =>
        anEntry(`f${String(index).padStart(3, '0')}`, { summary: noise(index, 12_000) }),
      );
      await history.saveBaseline(key, [anEntry('f000'), ...entries]);
      expect(await history.baseline(key)).toEqual(entries);
    });
  });

  describe(`${name}: notes`, () => {
    const note = { value: { server: 'https://a.example', caData: null }, at: minute(0).toISOString() };

    it('are kept by cluster and name, and the last one counts', async () => {
      const history = make();
      expect(await history.note('one', 'address')).toBeNull();
      await history.keepNote('one', 'address', { ...note, value: 'old' });
      await history.keepNote('one', 'address', note);
      await history.keepNote('two', 'address', { ...note, value: 2 });
      await history.keepNote('one', 'other', { ...note, value: [3] });
      expect(await history.note('one', 'address')).toEqual(note);
      expect(await history.note('two', 'address')).toEqual({ ...note, value: 2 });
      expect(await history.note('one', 'other')).toEqual({ ...note, value: [3] });
    });

    it('under what can be no key are none', async () => {
      expect(await make().note('a/b', 'address')).toBeNull();
    });
  });

  describe(`${name}: turns`, () => {
    const span = (from: number, to: number) => ({ now: minute(from), until: minute(to) });

    it('are given to the first who asks, and to nobody else until they are over', async () => {
      const history = make();
      expect(await history.takeTurn('queries', 'one', span(0, 12))).toBe(true);
      expect(await history.takeTurn('queries', 'other', span(5, 17))).toBe(false);
      expect(await history.takeTurn('queries', 'other', span(11.999, 24))).toBe(false);
      expect(await history.takeTurn('queries', 'other', span(12, 24))).toBe(true);
      expect(await history.takeTurn('queries', 'one', span(13, 25))).toBe(false);
    });

    it('are given to their own holder again, for longer', async () => {
      const history = make();
      await history.takeTurn('queries', 'one', span(0, 12));
      expect(await history.takeTurn('queries', 'one', span(10, 22))).toBe(true);
      expect(await history.takeTurn('queries', 'other', span(13, 25))).toBe(false);
    });

    it('are over when they are given back, for whoever comes next', async () => {
      const history = make();
      await history.takeTurn('queries', 'one', span(0, 12));
      await history.endTurn('queries', 'one');
      expect(await history.takeTurn('queries', 'other', span(1, 13))).toBe(true);
      expect(await history.takeTurn('queries', 'one', span(1, 13))).toBe(false);
      await history.endTurn('queries', 'other');
      expect(await history.takeTurn('queries', 'one', span(2, 14))).toBe(true);
    });

    it('stay with their holder when another gives them back, one whose own is over too', async () => {
      const history = make();
      await history.endTurn('queries', 'nobody');
      await history.takeTurn('queries', 'dead', span(0, 12));
      await history.takeTurn('queries', 'one', span(12, 24));
      await history.endTurn('queries', 'dead');
      await history.endTurn('queries', 'stranger');
      expect(await history.takeTurn('queries', 'other', span(13, 25))).toBe(false);
    });

    it('of other names are others', async () => {
      const history = make();
      await history.takeTurn('queries', 'one', span(0, 12));
      await history.endTurn('metrics', 'one');
      expect(await history.takeTurn('metrics', 'other', span(0, 12))).toBe(true);
      expect(await history.takeTurn('queries', 'other', span(0, 12))).toBe(false);
    });

    it.each([
      ['at first', async () => undefined],
      [
        'when the time of the last holder is over',
        (history: History) => history.takeTurn('queries', 'dead', span(-12, 0)),
      ],
      [
        'after the last holder gave them back',
        async (history: History) => {
          await history.takeTurn('queries', 'last', span(-6, 6));
          await history.endTurn('queries', 'last');
        },
      ],
    ])('are given to one of twenty who ask at once, %s', async (_when, before) => {
      const history = make();
      await before(history);
      const holders = Array.from({ length: 20 }, (_, index) => `holder ${index}`);
      const given = await Promise.all(
        holders.map((holder) => history.takeTurn('queries', holder, span(0, 12))),
      );
      expect(given.filter((one) => one)).toHaveLength(1);
    });

    it('may be held by whoever, whatever the name', async () => {
      const history = make();
      for (const holder of hostileTexts) {
        expect(await history.takeTurn('queries', holder, span(0, 12))).toBe(true);
        expect(await history.takeTurn('queries', 'other', span(0, 12))).toBe(false);
        await history.endTurn('queries', holder);
      }
    });
  });

  describe(`${name}: dead letters`, () => {
    it('keeps each once, newest first', async () => {
      const history = make();
      const letter = (minutes: number, messageId: string) => ({
        queue: 'audit-cluster',
        messageId,
        at: minute(minutes).toISOString(),
        body: hostileTexts.join(''),
        why: 'It broke.',
      });
      expect(await history.deadLetters(10)).toEqual([]);
      for (const one of [letter(0, '1/#?'), letter(2, '2'), letter(1, '3'), letter(0, '1/#?')]) {
        await history.keepDeadLetter(one);
      }
      expect(await history.deadLetters(10)).toEqual([letter(2, '2'), letter(1, '3'), letter(0, '1/#?')]);
      expect(await history.deadLetters(2)).toEqual([letter(2, '2'), letter(1, '3')]);
      expect(await history.deadLetters(0)).toEqual([]);
    });

    it('keeps a body of 32 KiB of any characters', async () => {
      const history = make();
      const letter = {
        queue: 'q',
        messageId: 'm',
        at: minute(0).toISOString(),
        body: noise(1, 32 * 1024),
        why: '',
      };
      await history.keepDeadLetter(letter);
      expect(await history.deadLetters(1)).toEqual([letter]);
    });
  });
}

const small = {
  clients: null,
  verdicts: [],
  baseline: [],
  evidence: [],
  headline: aHeadline({ objects: null }),
};

function tokenOf(page: Page<unknown>): { continuationToken?: string } {
  return page.continuationToken === undefined ? {} : { continuationToken: page.continuationToken };
}

function manyKinds(count: number): Record<string, number> {
  const kind = (index: number) => `${noise(index, 12).toLowerCase()}.group-${index}.example.com`;
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [kind(index), index]));
}

async function inPortions<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += 10) {
    await Promise.all(items.slice(start, start + 10).map(act));
  }
}
