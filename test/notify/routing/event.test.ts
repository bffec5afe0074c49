import { expect, test } from 'vitest';
import { alertChanges, alertKinds } from '../../../src/notification.ts';
import { eventOf } from '../../../src/notify/routing/event.ts';

test('every change of every kind of alert is an event', () => {
  const table = Object.fromEntries(
    alertKinds.map((kind) => [kind, alertChanges.map((change) => eventOf(kind, change))]),
  );

  expect(alertChanges).toEqual(['opened', 'worsened', 'resolved', 'ongoing']);
  expect(table).toEqual({
    finding: ['finding.opened', 'finding.worsened', 'finding.resolved', 'finding.ongoing'],
    clusterLost: ['cluster.lost', 'cluster.lost', 'cluster.back', 'cluster.lost'],
    clusterGone: ['cluster.gone', 'cluster.gone', 'cluster.gone', 'cluster.gone'],
    sweepIncomplete: ['sweep.incomplete', 'sweep.incomplete', 'sweep.incomplete', 'sweep.incomplete'],
    suppressionEnded: ['suppression.ended', 'suppression.ended', 'suppression.ended', 'suppression.ended'],
    receiverFailing: ['receiver.failing', 'receiver.failing', 'receiver.failing', 'receiver.failing'],
  });
});
