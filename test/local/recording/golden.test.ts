/** A recording of sample clusters, judged again without a fleet, a server or a storage. */
import dns from 'node:dns';
import { Socket as DatagramSocket } from 'node:dgram';
import { Server, Socket } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { ReadRecording } from '../../../local/recording/read.ts';
import { readRecording } from '../../../local/recording/read.ts';
import { replay } from '../../../local/recording/replay.ts';
import { checks } from '../../../src/checks/index.ts';
import { evidenceKinds } from '../../../src/evidence/index.ts';
import type { Policy } from '../../../src/model.ts';
import { AuditReport } from '../../../src/report/audit-report.ts';
import type { Logger } from '../../../src/shared/logger.ts';

const directory = join(import.meta.dirname, '../../fixtures/recordings/sample');
const log: Logger = {
  info: () => undefined,
  warn: (message) => expect.unreachable(message),
  error: (message) => expect.unreachable(message),
};

let recording: ReadRecording;

beforeAll(() => {
  recording = readRecording(directory, { edited: false });
});

async function reportOf(policy: Policy | null = null): Promise<AuditReport> {
  return (await replay(recording, { policy, log })).report;
}

describe('the recording of two sample clusters', () => {
  test('is read whole: else record it anew (test/fixtures/recordings/record.ts)', () => {
    expect(recording.notes).toEqual([]);
    expect(recording.clusters).toHaveLength(2);
  });

  test('gives the golden report, and opens no connection for it', async () => {
    const opened: string[] = [];
    const refuse = (what: string) => (): never => {
      opened.push(what);
      throw new Error(`${what}: a replay asks nobody.`);
    };
    const spies = [
      vi.spyOn(Socket.prototype, 'connect').mockImplementation(refuse('connect')),
      vi.spyOn(Server.prototype, 'listen').mockImplementation(refuse('listen')),
      vi.spyOn(dns, 'lookup').mockImplementation(refuse('lookup')),
      vi.spyOn(DatagramSocket.prototype, 'send').mockImplementation(refuse('send')),
    ];
    const report = await reportOf().finally(() => {
      for (const spy of spies) spy.mockRestore();
    });

    expect(opened).toEqual([]);
    expect(AuditReport.parse(report)).toEqual(report);
    await expect(`${JSON.stringify(report, null, 2)}\n`).toMatchFileSnapshot(
      '../../golden/recording-sample.json',
    );
  });

  test('gives the same report every time', async () => {
    expect(JSON.stringify(await reportOf())).toBe(JSON.stringify(await reportOf()));
  });

  test('is judged by another policy on request', async () => {
    const policy: Policy = {
      suppressions: [
        {
          id: 's',
          check: 'webhook-without-backend',
          owner: 'o',
          reason: 'r',
          expires: '2999-01-01T00:00:00.000Z',
          source: 'file',
        },
      ],
      thresholds: [],
    };

    const found = (await reportOf(policy)).clusters.flatMap(({ findings }) => findings);

    const suppressed = found.filter(({ suppression }) => suppression !== undefined);
    expect([...new Set(suppressed.map(({ check }) => check))]).toEqual(['webhook-without-backend']);
  });
});

describe('what a recording does not have', () => {
  test('a kind that its version did not ask for is missing, with what to do, and never judged as empty', async () => {
    const { index, clusters } = recording;
    const older = {
      index: {
        ...index,
        productVersion: '0.0.9',
        evidenceKinds: index.evidenceKinds.filter((kind) => kind !== 'webhooks'),
      },
      clusters: clusters.map(({ evidence: { webhooks: _none, ...evidence }, ...rest }) => ({
        ...rest,
        evidence,
      })),
    };

    const { report } = await replay(older, { policy: null, log });

    const reached = report.clusters.find(({ name }) => name === 'aks-orders-neu-01');
    expect(reached?.verdicts.find(({ check }) => check === 'webhook-without-backend')).toEqual({
      check: 'webhook-without-backend',
      outcome: 'unknown',
      reason: 'notCollected',
      detail: 'The recording was made by version 0.0.9, which did not ask for the evidence webhooks.',
      remedy: 'Record again with this version.',
    });
  });

  test.each(evidenceKinds)('without the evidence %s no check passes that requires it', async (kind) => {
    const clusters = recording.clusters.map((cluster) => ({
      ...cluster,
      evidence: Object.fromEntries(Object.entries(cluster.evidence).filter(([name]) => name !== kind)),
    }));

    const { report } = await replay({ ...recording, clusters }, { policy: null, log });

    const requiring = new Set(checks.filter(({ requires }) => requires.includes(kind)).map(({ id }) => id));
    const passed = report.clusters.flatMap(({ verdicts }) =>
      verdicts.filter(({ check, outcome }) => requiring.has(check) && outcome === 'pass'),
    );
    expect(passed).toEqual([]);
  });

  test('a cluster that could not be audited stays so, with its reason', async () => {
    const { index } = recording;
    const [first, second] = index.clusters;
    if (first === undefined || second === undefined) throw new Error('Two clusters are recorded.');
    const broken = {
      index: { ...index, clusters: [first, { ...second, state: 'failed', why: 'It broke.' }] },
      clusters: recording.clusters.slice(0, 1),
    } as const;

    const { report } = await replay(broken, { policy: null, log: { ...log, warn: () => undefined } });

    expect(report.sweep.complete).toBe(false);
    expect(report.clusters.map(({ state, why }) => [state, why])).toEqual([
      ['audited', undefined],
      ['failed', 'It broke.'],
    ]);
  });

  test('the past of a cluster is the recorded one', async () => {
    const seen: unknown[] = [];
    const history = {
      ok: true,
      at: '2026-11-24T00:00:00.000Z',
      value: {
        from: '2026-08-20T00:00:00.000Z',
        series: { etcdBytes: [{ at: '2026-11-01T12:00:00.000Z', value: 7 }] },
        observations: [],
      },
    } as const;
    const withPast = {
      ...recording,
      clusters: recording.clusters.map((cluster) => ({
        ...cluster,
        evidence: { ...cluster.evidence, history },
      })),
    };

    await replay(withPast, {
      policy: null,
      log,
      onAudit: (_audit, evidence) => void seen.push(evidence.history),
    });

    expect(seen).toEqual([history, history]);
  });
});
