/** Rows as the first version of the product wrote them, letter by letter: what today's makes of them. */
import type { TableEntity } from '@azure/data-tables';
import { describe, expect, it } from 'vitest';
import type { Headline, LatestAudit } from '../../src/model.ts';
import { clientsNotKept } from '../../src/store/latest-row.ts';
import type { History } from '../../src/store/history.ts';
import { aCluster, anAudit, minute, sweepId } from './builders.ts';
import type { Open } from './faulty-tables.ts';
import { historyOn, testTables } from './faulty-tables.ts';

const tables = testTables();
const cluster = aCluster('prod');
const clusterBody =
  '{"key":"prod-f08f5bf3ebe4696d","id":"kubeconfig:prod","name":"prod","source":{"kind":"kubeconfig","context":"prod"}}';

const figures = {
  v: 1,
  at: new Date('2026-11-24T12:02:00.000Z'),
  score: { type: 'Double', value: '83' },
  coverage: { type: 'Double', value: '0.75' },
  critical: 1,
  low: 3,
  etcdBytes: { type: 'Double', value: '4937000000' },
  kubernetesVersion: 'v1.31.2',
  requests: { type: 'Double', value: '21' },
  bytes: { type: 'Double', value: '3000000000' },
  listedObjects: { type: 'Double', value: '480' },
  objects: '{"jobs.batch":48211,"configmaps":14002}',
};

const auditRow = {
  partitionKey: 'prod-f08f5bf3ebe4696d',
  rowKey: '8638204478400000-20261124T120000000Z',
  ...figures,
  audit: `{"schemaVersion":1,"sweepId":"20261124T120000000Z","cluster":${clusterBody},"startedAt":"2026-11-24T12:01:00.000Z","finishedAt":"2026-11-24T12:02:00.000Z","score":{"value":83,"coverage":0.75},"headline":{"score":83,"coverage":0.75,"findings":{"critical":1,"low":3},"etcdBytes":4937000000,"objects":{"jobs.batch":48211,"configmaps":14002},"kubernetesVersion":"v1.31.2","load":{"requests":21,"bytes":3000000000,"objects":480}},"verdicts":[{"check":"silent-nodes","outcome":"pass","inspected":3}],"baseline":[{"fingerprint":"0a","check":"large-objects","severity":"low","summary":"Secret x: 1.2 MiB.","state":"unchanged","firstSeen":{"sweepId":"20261123T120000000Z","at":"2026-11-23T12:02:00.000Z"},"lastSeen":{"sweepId":"20261124T120000000Z","at":"2026-11-24T12:02:00.000Z"}}],"evidence":[{"kind":"nodeHeartbeats","milliseconds":9,"load":{"requests":1,"bytes":10,"objects":3},"ok":true,"at":"2026-11-24T12:01:30.000Z"}],"load":{"requests":21,"bytes":3000000000,"objects":480}}`,
};

const latestRow = {
  partitionKey: 'latest',
  rowKey: 'prod-f08f5bf3ebe4696d',
  auditId: '20261124T120000000Z',
  ...figures,
  cluster: clusterBody,
};

/** What the row does not say was not seen. */
const headline: Headline = {
  score: 83,
  coverage: 0.75,
  findings: { critical: 1, low: 3 },
  suppressed: 0,
  etcdBytes: 4_937_000_000,
  etcdUsed: null,
  apiServerCpu: null,
  apiServerMemory: null,
  etcdMemory: null,
  requestsPerSecond: null,
  objects: { 'jobs.batch': 48_211, configmaps: 14_002 },
  kubernetesVersion: 'v1.31.2',
  load: { requests: 21, bytes: 3_000_000_000, objects: 480 },
};

const latest: LatestAudit = {
  cluster,
  newest: {
    id: '20261124T120000000Z',
    at: '2026-11-24T12:02:00.000Z',
    headline,
    outcomes: {},
    facts: null,
  },
};

describe('an audit of the first version', () => {
  it('has the shape of today', async () => {
    const history = await historyWith('Audits', auditRow);
    const { load } = headline;
    expect(await history.audit(cluster.key, sweepId(0))).toEqual({
      schemaVersion: 2,
      sweepId: '20261124T120000000Z',
      cluster,
      facts: null,
      startedAt: '2026-11-24T12:01:00.000Z',
      finishedAt: '2026-11-24T12:02:00.000Z',
      score: { value: 83, coverage: 0.75, unsuppressed: 83 },
      headline,
      verdicts: [{ check: 'silent-nodes', outcome: 'pass', inspected: 3 }],
      baseline: [
        {
          fingerprint: '0a',
          check: 'large-objects',
          severity: 'low',
          summary: 'Secret x: 1.2 MiB.',
          state: 'unchanged',
          firstSeen: { sweepId: '20261123T120000000Z', at: '2026-11-23T12:02:00.000Z' },
          lastSeen: { sweepId: '20261124T120000000Z', at: '2026-11-24T12:02:00.000Z' },
        },
      ],
      evidence: [
        {
          kind: 'nodeHeartbeats',
          milliseconds: 9,
          load: { requests: 1, bytes: 10, objects: 3 },
          ok: true,
          at: '2026-11-24T12:01:30.000Z',
        },
      ],
      clients: null,
      load,
    });
  });

  it('is in lists beside one of today, and has no clients to draw', async () => {
    const history = await historyWith('Audits', auditRow);
    await history.saveAudit(anAudit(cluster, 10));
    const row = { id: sweepId(0), sweepId: sweepId(0), at: '2026-11-24T12:02:00.000Z', headline };
    const { items } = await history.audits(cluster.key, { limit: 10 });
    expect(items.map(({ id }) => id)).toEqual([sweepId(10), sweepId(0)]);
    expect(items[1]).toEqual(row);
    expect(await history.headlines(cluster.key, minute(0), minute(0))).toEqual([row]);
    expect(await history.clientActivity(cluster.key, minute(0), minute(10))).toHaveLength(1);
  });

  it('that somebody broke is damaged, not newer', async () => {
    const broken = auditRow.audit.replace('"verdicts":[', '"verdict":[');
    const history = await historyWith('Audits', { ...auditRow, audit: broken });
    await expect(history.audit(cluster.key, sweepId(0))).rejects.toThrow(
      expect.objectContaining({ newer: false }),
    );
  });
});

describe('a newest state of the first version', () => {
  it('has the shape of today; its findings are counted, as they were not kept', async () => {
    const history = await historyWith('Latest', latestRow);
    expect(await history.latest()).toEqual([latest]);
    expect(await history.latestOf(cluster.key)).toEqual(latest);
    expect(await history.openFindings()).toEqual([{ cluster, findings: [], leftOut: 4 }]);
    expect(await history.busyClients()).toEqual([{ cluster, busy: clientsNotKept }]);
  });

  it('keeps all that it said when a sweep could not audit the cluster', async () => {
    const history = await historyWith('Latest', latestRow);
    const note = {
      sweepId: sweepId(10),
      at: minute(19).toISOString(),
      why: 'Late.',
      state: 'missed',
    } as const;
    await history.markNotAudited(cluster, note);
    expect(await history.latest()).toEqual([{ ...latest, notAudited: note }]);
    expect(await history.openFindings()).toEqual([{ cluster, findings: [], leftOut: 4 }]);
  });

  it('gives way to the next audit', async () => {
    const history = await historyWith('Latest', latestRow);
    await history.saveAudit(anAudit(cluster, 10));
    expect(await history.latestOf(cluster.key)).toMatchObject({ newest: { id: sweepId(10) } });
    expect(await history.openFindings()).toMatchObject([{ findings: { length: 1 }, leftOut: 0 }]);
  });

  it('of a cluster that was given up, when a note had no state, says that it was missed', async () => {
    const history = await historyWith('Latest', {
      partitionKey: 'latest',
      rowKey: 'prod-f08f5bf3ebe4696d',
      v: 1,
      cluster: clusterBody,
      notAudited: '{"sweepId":"20261124T120000000Z","at":"2026-11-24T12:09:00.000Z","why":"Late."}',
    });
    const note = { sweepId: sweepId(0), at: minute(9).toISOString(), why: 'Late.', state: 'missed' };
    expect(await history.latest()).toEqual([{ cluster, newest: null, notAudited: note }]);
    expect(await history.openFindings()).toEqual([]);
  });
});

/** A history in which nothing may be damaged, with one row written by another hand. */
async function historyWith(table: string, row: TableEntity): Promise<History> {
  const open: Open = tables();
  const client = await open(table);
  await client.createTable();
  await client.createEntity(row);
  return historyOn(open, (message) => {
    throw new Error(message);
  });
}
