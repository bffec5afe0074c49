/** A crash at any write, and rows that somebody broke: what the next call makes of them. */
import { clientsNotKept } from '../../src/store/latest-row.ts';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LedgerState } from '../../src/model.ts';
import type { History } from '../../src/store/history.ts';
import { RowTooLarge } from '../../src/store/row-size.ts';
import {
  aCluster,
  aSweep,
  anAudit,
  anEntry,
  anObservation,
  minute,
  noise,
  summary,
  sweepId,
  planned,
} from './builders.ts';
import {
  damageAll,
  damageFirst,
  dyingClient,
  historyOn,
  rowCount,
  sendingTwice,
  testTables,
} from './faulty-tables.ts';

const tables = testTables();
const cluster = aCluster('prod');
const clusters = Array.from({ length: 230 }, (_, index) => aCluster(`c${index}`));

/** Every step of a sweep, as often as it takes: what the queues do when a step dies. */
const steps: Readonly<Record<string, (history: History) => Promise<unknown>>> = {
  open: (history) => history.openSweep(aSweep(0)),
  plan: (history) => history.planClusters(sweepId(0), planned(cluster, ...clusters)),
  mark: (history) => history.markSweep(sweepId(0), { status: 'running' }),
  remember: (history) => history.saveBaseline(cluster.key, [anEntry('a'), ...manyEntries()]),
  save: (history) => history.saveAudit(anAudit(cluster, 0)),
  done: (history) => history.markLedger(sweepId(0), cluster.key, 'audited'),
  note: (history) =>
    history.markNotAudited(aCluster('c1'), {
      sweepId: sweepId(0),
      at: minute(5).toISOString(),
      why: 'Late.',
      state: 'missed',
    }),
  close: (history) => history.closeSweep(sweepId(0), minute(9).toISOString(), summary),
  next: (history) => history.openSweep(aSweep(10)),
};

describe('a crash at a write', () => {
  // The whole sweep takes 13 writes; one more shows that the count is right.
  const writes = Array.from({ length: 14 }, (_, index) => index + 1);
  const moments = ['before', 'after'] as const;

  it.each(writes.flatMap((write) => moments.map((moment) => [write, moment] as const)))(
    'number %d, %s it reaches the table, changes nothing of the end',
    async (write, moment) => {
      const open = tables();
      const faults = { write, moment, seen: 0 };
      const dying = historyOn((name) => open(name).then((client) => dyingClient(client, faults)));
      const died: string[] = [];
      for (const [step, act] of Object.entries(steps)) {
        await act(dying).catch(async (error: unknown) => {
          expect(error).toEqual(new Error('killed'));
          died.push(step);
          // A new process: nothing of the old one is known.
          await act(historyOn(open));
        });
      }
      expect(died).toHaveLength(write <= 13 ? 1 : 0);
      expect(await endOf(historyOn(open))).toEqual(expectedEnd());
    },
  );

  it('after the close got through is told as false to the next who closes, and the close stands', async () => {
    const open = tables();
    const history = historyOn(open);
    await history.openSweep(aSweep(0));
    const faults = { write: 1, moment: 'after', seen: 0 } as const;
    const dying = historyOn((name) => open(name).then((client) => dyingClient(client, { ...faults })));
    await expect(steps['close']?.(dying)).rejects.toThrow('killed');
    expect(await steps['close']?.(history)).toBe(false);
    expect(await history.sweep(sweepId(0))).toMatchObject({ status: 'closed', summary });
  });
});

describe('a lost answer', () => {
  it('of a close that got through is still told as true to the one who closed', async () => {
    const open = tables();
    await historyOn(open).openSweep(aSweep(0));
    expect(await steps['close']?.(historyOn((name) => open(name).then(sendingTwice)))).toBe(true);
  });

  it('of an entry that was added is still told as added, once', async () => {
    const open = tables();
    const twice = historyOn((name) => open(name).then(sendingTwice));
    const entry = { id: 'a', check: 'c', values: { most: 1 } };
    expect(await twice.addPolicyEntry('thresholds', entry)).toBe(true);
    expect(await twice.addPolicyEntry('thresholds', entry)).toBe(false);
    expect(await twice.replacePolicyEntry('thresholds', { ...entry, values: {} })).toBe(true);
    expect(await historyOn(open).policyEntries('thresholds')).toEqual([{ ...entry, values: {} }]);
  });

  it('of an open that got through is still told as opened', async () => {
    const history = historyOn((name) => tables()(name).then(sendingTwice));
    expect(await history.openSweep(aSweep(0))).toEqual({ opened: true, sweep: aSweep(0) });
  });
});

describe('a lock that somebody left behind', () => {
  it.each([
    ['names a sweep that was closed', sweepId(0)],
    ['names a sweep that is gone', sweepId(5)],
    ['names nothing', undefined],
  ])('and that %s is taken over', async (_what, holder) => {
    const open = tables();
    const history = historyOn(open);
    await history.openSweep(aSweep(0));
    await history.closeSweep(sweepId(0), minute(9).toISOString(), summary);
    await (
      await open('Sweeps')
    ).createEntity({ partitionKey: 'sweep', rowKey: 'open', v: 1, sweepId: holder });
    expect(await history.currentSweep()).toBeNull();
    const answers = await Promise.all([10, 11, 12].map((start) => history.openSweep(aSweep(start))));
    expect(answers.filter(({ opened }) => opened)).toHaveLength(1);
    expect(await history.currentSweep()).toEqual(answers[0]?.sweep);
  });

  it('of which only the sweep is left lets that sweep close', async () => {
    const open = tables();
    const history = historyOn(open);
    await history.openSweep(aSweep(0));
    await (await open('Sweeps')).deleteEntity('sweep', 'open');
    expect(await history.closeSweep(sweepId(0), minute(9).toISOString(), summary)).toBe(true);
  });
});

describe('a damaged row', () => {
  it('is left out of lists of audits and sweeps, and reported with table and keys', async () => {
    const { open, history, reported } = reporting();
    for (const start of [0, 10]) await history.saveAudit(anAudit(cluster, start));
    await history.openSweep(aSweep(0));
    await damageAll(open, 'Sweeps', { sweep: '{"cut' });
    await damageFirst(open, 'Audits', { coverage: 'much' });
    expect((await history.audits(cluster.key, { limit: 10 })).items.map(({ id }) => id)).toEqual([
      sweepId(0),
    ]);
    expect(await history.headlines(cluster.key, minute(0), minute(99))).toHaveLength(1);
    expect(await history.sweeps({ limit: 10 })).toEqual({ items: [] });
    expect(reported).toHaveLength(3);
    expect(reported[0]).toMatch(
      /^The row Audits\/prod-[0-9a-f]{16}\/\d{16}-20261124T121000000Z cannot be read/,
    );
  });

  it('does not end a page early', async () => {
    const { open, history } = reporting();
    for (const start of [0, 10, 20]) await history.saveAudit(anAudit(cluster, start));
    await damageFirst(open, 'Audits', { coverage: 'much' });
    const { items, continuationToken = '' } = await history.audits(cluster.key, { limit: 1 });
    expect(items).toEqual([]);
    const rest = await history.audits(cluster.key, { limit: 5, continuationToken });
    expect(rest.items.map(({ id }) => id)).toEqual([sweepId(10), sweepId(0)]);
  });

  it('stays on the fleet page as a cluster of which nothing is known, until it is audited again', async () => {
    const { open, history, reported } = reporting();
    await history.saveAudit(anAudit(cluster, 0));
    await damageAll(open, 'Latest', { coverage: 'much' });
    const [row, ...others] = await history.latest();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ cluster, newest: null, notAudited: { sweepId: sweepId(0) } });
    expect(row?.notAudited?.why).toMatch(/^The row Latest\/latest\/prod-[0-9a-f]{16} cannot be read/);
    expect(Date.parse(row?.notAudited?.at ?? '')).toBeGreaterThan(0);
    expect(reported).toHaveLength(1);
    await history.saveAudit(anAudit(cluster, 10));
    expect(await history.latestOf(cluster.key)).toMatchObject({ newest: { id: sweepId(10) } });
  });

  it('has findings that nobody sees, and not none, when its findings are what is damaged', async () => {
    const { open, history, reported } = reporting();
    await history.saveAudit(anAudit(cluster, 0));
    await damageAll(open, 'Latest', { findings: '{"cut' });
    expect(await history.latest()).toMatchObject([{ newest: { id: sweepId(0) } }]);
    expect(await history.openFindings()).toEqual([{ cluster, findings: [], leftOut: 1 }]);
    expect(reported).toHaveLength(1);
  });

  it('has clients that nobody sees, and not none, when its clients are what is damaged', async () => {
    const { open, history, reported } = reporting();
    await history.saveAudit(anAudit(cluster, 0));
    await damageAll(open, 'Latest', { clients: '{"cut' });
    expect(await history.busyClients()).toEqual([{ cluster, busy: clientsNotKept }]);
    expect(await history.openFindings()).toMatchObject([{ findings: { length: 1 } }]);
    expect(reported).toHaveLength(1);
    await history.saveAudit(anAudit(cluster, 10));
    expect(await history.busyClients()).toMatchObject([{ busy: { ok: true } }]);
  });

  it('of what is remembered of the fleet is no memory, reported, until it is written anew', async () => {
    const { open, history, reported } = reporting();
    const memory = { since: minute(0).toISOString(), clients: {}, kubernetesVersions: {}, leftOut: 0 };
    await history.saveFleetMemory(memory);
    await damageAll(open, 'Notes', { memory: '{"cut' });
    expect(await history.fleetMemory()).toBeNull();
    expect(reported).toHaveLength(1);
    await history.saveFleetMemory(memory);
    expect(await history.fleetMemory()).toEqual(memory);
  });

  it('of an hour, a day or the clients of an audit is a gap, and reported', async () => {
    const { open, history, reported } = reporting();
    const at = minute(0).toISOString();
    const figures = { score: { min: 1, max: 1, mean: 1, last: 1, count: 1 } };
    await history.saveRollup(cluster.key, 'day', { at, figures });
    await history.saveAudit(anAudit(cluster, 0));
    await damageAll(open, 'Rollups', { score: '[1,1,1,1,0]' });
    await damageAll(open, 'Audits', { clients: '{"cut' });
    const now = { from: minute(0), to: minute(0) };
    expect(await history.rollups(cluster.key, 'day', now)).toEqual([]);
    expect(await history.dayOfFleet(minute(0), ['score'])).toEqual(new Map());
    expect(await history.clientActivity(cluster.key, now.from, now.to)).toEqual([]);
    expect(reported).toHaveLength(3);
    // What is not asked for cannot hurt.
    const others = ['coverage'];
    expect(await history.rollups(cluster.key, 'day', now, others)).toEqual([{ at, figures: {} }]);
  });

  it('of what an audit leaves for later ones is a gap, and reported; the audit itself is whole', async () => {
    const { open, history, reported } = reporting();
    await history.saveAudit(anAudit(cluster, 0), anObservation(0));
    await damageAll(open, 'Audits', { observation: '{"at":"yesterday"}' });
    await history.saveAudit(anAudit(cluster, 10), anObservation(10));
    expect(await history.pastAudits(cluster.key, minute(0), minute(10))).toMatchObject([
      { id: sweepId(10), observation: anObservation(10) },
    ]);
    expect(reported).toHaveLength(1);
    expect(await history.audit(cluster.key, sweepId(0))).toEqual(anAudit(cluster, 0));
  });

  it('of what people decided stops whoever reads it, and can be removed', async () => {
    const { open, history } = reporting();
    await history.addPolicyEntry('thresholds', { id: 'a', check: 'c', values: { most: 1 } });
    await damageAll(open, 'Thresholds', { entry: '{"id":"a","check":"c"}' });
    await expect(history.policyEntries('thresholds')).rejects.toThrow('The row Thresholds/policy/a');
    expect(await history.removePolicyEntry('thresholds', 'a')).toBe(true);
    expect(await history.policyEntries('thresholds')).toEqual([]);
  });

  it('of a ledger or of findings stops whoever reads it', async () => {
    const { open, history } = reporting();
    await history.planClusters(sweepId(0), planned(cluster));
    await history.saveBaseline(cluster.key, [anEntry('a')]);
    await damageAll(open, 'Ledger', { entry: '{}' });
    await damageAll(open, 'Findings', { entry: '{}' });
    await expect(history.ledger(sweepId(0))).rejects.toThrow(`The row Ledger/${sweepId(0)}/${cluster.key}`);
    await expect(history.baseline(cluster.key)).rejects.toThrow(`The row Findings/${cluster.key}/a`);
  });

  it('of a later version is an error everywhere, and is not overwritten', async () => {
    const { open, history } = reporting();
    await history.saveAudit(anAudit(cluster, 0));
    const day = { at: '2026-11-24T00:00:00.000Z', figures: {} };
    await history.saveRollup(cluster.key, 'day', day);
    await history.addPolicyEntry('thresholds', { id: 'a', check: 'c', values: {} });
    for (const table of ['Latest', 'Audits']) await damageAll(open, table, { v: 3 });
    for (const table of ['Rollups', 'Thresholds']) await damageAll(open, table, { v: 2 });
    const newer = /has version 3, and this program knows none after 2/;
    const newerThanFirst = /has version 2, and this program knows none after 1/;
    const wholeDay = { from: minute(-720), to: minute(720) };
    await expect(history.rollups(cluster.key, 'day', wholeDay)).rejects.toThrow(newerThanFirst);
    await expect(history.dayOfFleet(minute(0), [])).rejects.toThrow(newerThanFirst);
    await expect(history.policyEntries('thresholds')).rejects.toThrow(newerThanFirst);
    await expect(history.clientActivity(cluster.key, minute(0), minute(0))).rejects.toThrow(newer);
    await expect(history.openFindings()).rejects.toThrow(newer);
    await expect(history.busyClients()).rejects.toThrow(newer);
    await expect(history.latest()).rejects.toThrow(newer);
    await expect(history.audits(cluster.key, { limit: 1 })).rejects.toThrow(newer);
    await expect(history.audit(cluster.key, sweepId(0))).rejects.toThrow(newer);
    await expect(history.saveAudit(anAudit(cluster, 10))).rejects.toThrow(newer);
  });
});

describe('a row of an older version', () => {
  it('of a sweep that knew fewer states has no cluster in the others', async () => {
    const { open, history, reported } = reporting();
    await history.openSweep(aSweep(0));
    await history.closeSweep(sweepId(0), minute(9).toISOString(), summary);
    const { skipped: _skipped, vanished: _vanished, ...clusters } = summary.clusters;
    const before = {
      ...aSweep(0, { status: 'closed', closedAt: minute(9).toISOString() }),
      summary: { ...summary, clusters },
    };
    await damageAll(open, 'Sweeps', { sweep: JSON.stringify(before) });
    const closed = aSweep(0, { status: 'closed', closedAt: minute(9).toISOString(), summary });
    expect(await history.sweep(sweepId(0))).toEqual(closed);
    expect(await history.sweeps({ limit: 10 })).toEqual({ items: [closed] });
    expect(reported).toEqual([]);
  });

  it('is no excuse for one that is broken', async () => {
    const { open, history, reported } = reporting();
    await history.openSweep(aSweep(0));
    await damageAll(open, 'Sweeps', {
      sweep: JSON.stringify({ ...aSweep(0), summary: { ...summary, clusters: { audited: 'all' } } }),
    });
    expect(await history.sweeps({ limit: 10 })).toEqual({ items: [] });
    expect(reported).toHaveLength(1);
  });
});

describe('a turn', () => {
  const span = { now: minute(0), until: minute(12) };

  it('whose answer got lost is still told as given', async () => {
    const open = tables();
    const twice = historyOn((name) => open(name).then(sendingTwice));
    expect(await twice.takeTurn('queries', 'one', span)).toBe(true);
    expect(await historyOn(open).takeTurn('queries', 'other', span)).toBe(false);
  });

  it.each(['before', 'after'] as const)(
    'whose holder died %s it was given back ends with its time at the latest',
    async (moment) => {
      const open = tables();
      const history = historyOn(open);
      await history.takeTurn('queries', 'dead', span);
      const faults = { write: 1, moment, seen: 0 };
      const dying = historyOn((name) => open(name).then((client) => dyingClient(client, faults)));
      await expect(dying.endTurn('queries', 'dead')).rejects.toThrow('killed');
      const next = { now: minute(moment === 'before' ? 12 : 1), until: minute(24) };
      expect(await history.takeTurn('queries', 'other', next)).toBe(true);
    },
  );

  it('whose row somebody broke is free', async () => {
    const { open, history } = reporting();
    await history.takeTurn('queries', 'one', span);
    await damageAll(open, 'Turns', { until: 'tomorrow' });
    expect(await history.takeTurn('queries', 'other', span)).toBe(true);
  });
});

describe('evidence', () => {
  it('that somebody broke stops the audit that wants it', async () => {
    const { open, history } = reporting();
    const at = minute(0).toISOString();
    await history.saveEvidence(
      sweepId(0),
      new Map([['prod', { managedCluster: { ok: true, value: 1, at } }]]),
    );
    await damageAll(open, 'Evidence', { value: '{"ok":true}' });
    await expect(history.evidence(sweepId(0), 'prod')).rejects.toThrow(
      `The row Evidence/${sweepId(0)}/prod:managedCluster cannot be read`,
    );
  });

  it('of which a part was written before a crash is whole once it is kept again', async () => {
    const open = tables();
    const value = { ok: true, value: 'seen', at: minute(0).toISOString() } as const;
    const keys = Array.from({ length: 150 }, (_, index) => `c${index}`);
    const evidence = new Map(keys.map((key) => [key, { managedCluster: value }]));
    const faults = { write: 2, moment: 'before', seen: 0 } as const;
    const dying = historyOn((name) => open(name).then((client) => dyingClient(client, { ...faults })));
    await expect(dying.saveEvidence(sweepId(0), evidence)).rejects.toThrow('killed');
    await historyOn(open).saveEvidence(sweepId(0), evidence);
    expect(await rowCount(open, 'Evidence')).toBe(150);
    expect(await historyOn(open).evidence(sweepId(0), 'c149')).toEqual({ managedCluster: value });
  });
});

describe('a row that is too large', () => {
  it('is refused before anything is sent, alone and in a batch', async () => {
    const { open, history } = reporting();
    const source = { kind: 'kubeconfig', context: bytesAsText(1_500_000) } as const;
    await expect(
      history.planClusters(sweepId(0), planned(cluster, { ...aCluster('b'), source })),
    ).rejects.toThrow(RowTooLarge);
    await expect(history.saveAudit(anAudit({ ...cluster, source }, 0))).rejects.toThrow(RowTooLarge);
    expect(await history.ledger(sweepId(0))).toEqual([]);
    expect(await rowCount(open, 'Audits')).toBe(0);
  });

  it('of what an audit leaves for later ones has no generations, which is not "no configurations"', async () => {
    const { history } = reporting();
    const names = Array.from({ length: 2_000 }, (_, index) => noise(index, 253));
    const webhookGenerations = Object.fromEntries(names.map((name) => [name, 1]));
    await history.saveAudit(anAudit(cluster, 0), anObservation(0, { webhookGenerations }));
    expect(await history.pastAudits(cluster.key, minute(0), minute(0))).toMatchObject([
      { observation: anObservation(0, { webhookGenerations: null }) },
    ]);
  });
});

describe('a table that was deleted while running', () => {
  it('is never an empty list, and is there again for the next call', async () => {
    const open = tables();
    const history = historyOn(open);
    await history.openSweep(aSweep(0));
    await (await open('Sweeps')).deleteTable();
    await expect(history.sweep(sweepId(0))).rejects.toThrow('404 TableNotFound for table Sweeps');
    expect(await history.openSweep(aSweep(0))).toEqual({ opened: true, sweep: aSweep(0) });
  });
});

function reporting() {
  const open = tables();
  const reported: string[] = [];
  return { open, reported, history: historyOn(open, (message) => reported.push(message)) };
}

/** Text that does not compress below the given size. */
function bytesAsText(bytes: number): string {
  return randomBytes(bytes).toString('base64');
}

function manyEntries() {
  return Array.from({ length: 120 }, (_, index) => anEntry(`f${String(index).padStart(3, '0')}`));
}

/** Everything that is stored after all steps. */
async function endOf(history: History) {
  const states: Partial<Record<LedgerState, number>> = {};
  for (const { state } of await history.ledger(sweepId(0))) states[state] = (states[state] ?? 0) + 1;
  return {
    current: await history.currentSweep(),
    sweeps: (await history.sweeps({ limit: 10 })).items,
    states,
    audit: await history.audit(cluster.key, sweepId(0)),
    audits: (await history.audits(cluster.key, { limit: 10 })).items.length,
    latest: (await history.latest()).map(({ cluster: { name }, newest }) => [name, newest?.id ?? null]),
    findings: await history.baseline(cluster.key),
  };
}

function expectedEnd() {
  const closed = aSweep(0, { status: 'closed', closedAt: minute(9).toISOString(), summary });
  return {
    current: aSweep(10),
    sweeps: [aSweep(10), closed],
    states: { planned: 230, audited: 1 },
    audit: anAudit(cluster, 0),
    audits: 1,
    latest: [
      ['c1', null],
      ['prod', sweepId(0)],
    ],
    findings: [anEntry('a'), ...manyEntries()],
  };
}
