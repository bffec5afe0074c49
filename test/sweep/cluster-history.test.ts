import { describe, expect, test } from 'vitest';
import { defineCheck, unknown, verdictOf } from '../../src/checks/define-check.ts';
import type { ClusterHistory } from '../../src/evidence/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { sweepIdOf } from '../../src/store/keys.ts';
import { clusterHistory } from '../../src/sweep/cluster-history.ts';
import { rollUpCluster } from '../../src/sweep/roll-up.ts';
import { aCluster, aHeadline, anAudit, anObservation } from '../store/builders.ts';
import { onWrite } from '../support/on-write.ts';
import { start, worldOf } from '../support/sweep-world.ts';

const cluster = aCluster('prod');

/** What is remembered at a time of the audits whose sweeps started at the times given, each with the size of its etcd. */
async function pastAt(now: string, audits: readonly (readonly [startedAt: string, etcdBytes: number])[]) {
  const history = memoryHistory();
  for (const [startedAt, etcdBytes] of audits) {
    const sweepId = sweepIdOf(new Date(startedAt));
    const finishedAt = startedAt;
    const headline = aHeadline({ etcdBytes, etcdUsed: null, objects: { pods: etcdBytes / 10 } });
    const audit = anAudit(cluster, 0, { sweepId, finishedAt, headline });
    await history.saveAudit(audit, anObservation(0, { at: finishedAt }));
    await rollUpCluster(history, audit);
  }
  return clusterHistory(history, cluster.key, sweepIdOf(new Date(now)));
}

describe('the past of a cluster', () => {
  test('is empty before the first audit, and says from when on it was looked for', async () => {
    expect(await pastAt('2026-11-24T06:00:00Z', [])).toEqual({
      from: '2026-08-19T00:00:00.000Z',
      series: {},
      observations: [],
    });
  });

  test('has the newest value of each hour of seven days, and before that the mean of each day at its noon', async () => {
    const { series, observations } = await pastAt('2026-11-24T06:00:00Z', [
      ['2026-11-15T03:00:00Z', 100],
      ['2026-11-15T15:00:00Z', 200],
      ['2026-11-16T23:59:00Z', 210],
      ['2026-11-17T00:00:00Z', 220],
      ['2026-11-24T05:10:00Z', 230],
      ['2026-11-24T05:40:00Z', 240],
    ]);

    expect(series['etcdBytes']).toEqual([
      { at: '2026-11-15T12:00:00.000Z', value: 150 },
      { at: '2026-11-16T12:00:00.000Z', value: 210 },
      { at: '2026-11-17T00:00:00.000Z', value: 220 },
      { at: '2026-11-24T05:40:00.000Z', value: 240 },
    ]);
    expect(observations.map(({ at }) => at)).toEqual([
      '2026-11-17T00:00:00Z',
      '2026-11-24T05:10:00Z',
      '2026-11-24T05:40:00Z',
    ]);
  });

  test('has the figures of trends only, and of what no audit saw nothing', async () => {
    const { series } = await pastAt('2026-11-24T06:00:00Z', [['2026-11-24T05:00:00Z', 100]]);

    expect(series).toEqual({
      etcdBytes: [{ at: '2026-11-24T05:00:00.000Z', value: 100 }],
      'objects:pods': [{ at: '2026-11-24T05:00:00.000Z', value: 10 }],
    });
  });

  test('goes back 90 days before those, and leaves out this audit and later ones', async () => {
    const { series } = await pastAt('2026-11-24T06:00:00Z', [
      ['2026-08-18T12:00:00Z', 1],
      ['2026-08-19T12:00:00Z', 2],
      ['2026-11-24T05:59:59.999Z', 3],
      ['2026-11-24T06:00:00Z', 4],
      ['2026-11-24T06:00:01Z', 5],
    ]);

    expect(series['etcdBytes']?.map(({ value }) => value)).toEqual([2, 3]);
  });

  test('is not told for what is no sweep', async () => {
    await expect(clusterHistory(memoryHistory(), cluster.key, 'monday')).rejects.toThrow(
      '"monday" is not the id of a sweep.',
    );
  });
});

/** Passes once an earlier audit is remembered; keeps what it was handed. */
function rememberingCheck(handed: ClusterHistory[]) {
  return defineCheck({
    id: 'silent-nodes',
    title: 'Forgetful auditor',
    passTitle: 'The auditor remembers',
    category: 'network',
    severity: 'high',
    guide: '+',
    rationale: 'Who forgets learns nothing.',
    remedy: 'Remember.',
    learnMore: 'https://example.com',
    requires: ['history'],
    uses: [],
    thresholds: {},
    evaluate({ history }) {
      handed.push(history);
      const { observations } = history;
      if (observations.length === 0) return unknown('notCollected', 'It is the first.', 'Wait.');
      return verdictOf(observations.length, []);
    },
  });
}

describe('an audit whose checks ask for the past', () => {
  test('is handed that of the audits before it, and says that this cost nothing', async () => {
    const world = worldOf({ fleet: () => ({ calm: { n1: true } }), checks: [rememberingCheck([])] });

    await world.sweep();
    world.clock.moveTo(new Date('2026-11-24T07:00:00Z'));
    await world.sweep();

    const [second, first] = (await world.history.audits('calm', { limit: 10 })).items;
    expect(await world.history.audit('calm', first?.id ?? '')).toMatchObject({
      verdicts: [{ outcome: 'unknown', reason: 'notCollected' }],
    });
    expect(await world.history.audit('calm', second?.id ?? '')).toMatchObject({
      verdicts: [{ outcome: 'pass', inspected: 1 }],
      evidence: [
        {},
        {
          kind: 'history',
          ok: true,
          at: '2026-11-24T07:00:00.000Z',
          milliseconds: 0,
          load: { requests: 0, bytes: 0, objects: 0 },
        },
      ],
    });
  });

  test('is handed the same when it is done again after it was stored', async () => {
    const handed: ClusterHistory[] = [];
    let broken = false;
    const world = worldOf({
      fleet: () => ({ calm: { n1: true } }),
      checks: [rememberingCheck(handed)],
      // The audit is stored by then.
      wrap: onWrite((name) => {
        if (name !== 'saveRollup' || broken) return;
        broken = true;
        throw new Error('no network');
      }),
    });

    await world.sweep();

    expect(handed).toHaveLength(2);
    expect(handed[1]).toEqual(handed[0]);
    expect(await world.history.ledger(sweepIdOf(start))).toMatchObject([{ state: 'audited' }]);
  });

  test('fails when the past cannot be read: that is no empty past', async () => {
    const history = memoryHistory();
    const pastAudits = (): Promise<never> => Promise.reject(new Error('storage is down'));
    const world = worldOf({
      fleet: () => ({ calm: { n1: true } }),
      checks: [rememberingCheck([])],
      history: { ...history, pastAudits },
    });

    await world.sweep();

    expect(await history.ledger(sweepIdOf(start))).toMatchObject([{ state: 'failed' }]);
    expect((await history.audits('calm', { limit: 10 })).items).toEqual([]);
  });
});
