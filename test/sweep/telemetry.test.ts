/** One sweep can be followed through what the auditor tells of itself, by ids alone. */
import { expect, test } from 'vitest';
import { toldSweeps } from '../support/told-sweeps.ts';

const { lines, posted, rows } = await toldSweeps();
const sweepId = '20261124T070000000Z';
const decisionId = '20261124T070030000Z';

test('from the plan to the last delivery, every line of a sweep has its id, and what came of it', () => {
  const ofSweep = lines.filter(([, fields]) => fields['sweepId'] === sweepId);
  const why = 'The audit broke at every try; the log of the function audit-cluster says why.';
  const mailed = { sweepId, decisionId, receiver: 'mail', status: 250, detail: 'Taken.' };
  expect(ofSweep).toEqual([
    ['Sweep planned', { sweepId, clusters: 2, skipped: 1, vanished: 0, unseen: 0 }],
    ['Workspace surveyed', { sweepId, clusters: 1 }],
    [
      'Cluster audited',
      {
        sweepId,
        clusterKey: 'shop',
        score: 0,
        coverage: 1,
        pass: 0,
        fail: 1,
        unknown: 0,
        requests: 2,
        bytes: 100,
        milliseconds: 0,
      },
    ],
    ['Queue message given up', { sweepId, clusterKey: 'mill', queue: 'audit-cluster', messageId: '10', why }],
    ['Cluster not audited', { sweepId, clusterKey: 'mill', state: 'failed', why }],
    [
      'Sweep closed',
      {
        sweepId,
        complete: false,
        audited: 1,
        failed: 1,
        missed: 0,
        skipped: 1,
        vanished: 0,
        unseen: 0,
        score: 0,
        coverage: 0.5,
        requests: 2,
        bytes: 100,
        milliseconds: 30_000,
      },
    ],
    ['Messages decided', { sweepId, decisionId, messages: 3, leftOut: 2, nextAt: null }],
    ['Message sent', { ...mailed, deliveryId: '20261124T070030000Z-d4c22afe203ec125' }],
    ['Message sent', { ...mailed, deliveryId: '20261124T070030000Z-cf7e080d563a7f08' }],
    [
      'Message given up',
      {
        sweepId,
        decisionId,
        deliveryId: '20261124T070030000Z-d5f95faf947aba1b',
        receiver: 'teams',
        status: 400,
        detail: 'It answers 400.',
      },
    ],
  ]);
});

test('no line is about no sweep', () => {
  expect(lines.filter(([, fields]) => typeof fields['sweepId'] !== 'string')).toEqual([]);
});

test('the same sweep in numbers', () => {
  const complete = 'false';
  expect(posted().slice(-16)).toEqual([
    ['auditor.queue.givenUp', 1, { queue: 'audit-cluster' }],
    ['auditor.sweep.closed', 1, { sweepId, complete }],
    ['auditor.sweep.seconds', 30, { sweepId, complete }],
    ['auditor.sweep.clusters', 1, { sweepId, state: 'audited' }],
    ['auditor.sweep.clusters', 1, { sweepId, state: 'failed' }],
    ['auditor.sweep.clusters', 0, { sweepId, state: 'missed' }],
    ['auditor.sweep.clusters', 1, { sweepId, state: 'skipped' }],
    ['auditor.sweep.clusters', 0, { sweepId, state: 'vanished' }],
    ['auditor.sweep.unseen', 0, { sweepId }],
    ['auditor.sweep.unknown', 0.5, { sweepId }],
    ['auditor.sweep.requests', 2, { sweepId }],
    ['auditor.sweep.bytes', 100, { sweepId }],
    ['auditor.delivery.tries', 2, { outcome: 'sent', receiverKind: 'email' }],
    ['auditor.delivery.seconds', 0, { receiverKind: 'email' }],
    ['auditor.delivery.tries', 1, { outcome: 'givenUp', receiverKind: 'teams' }],
    ['auditor.sweep.age', 270, {}],
  ]);
});

test('no secret of a receiver is in any of it', () => {
  expect(JSON.stringify([lines, rows])).not.toContain('secret');
});
