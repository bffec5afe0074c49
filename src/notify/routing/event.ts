import type { AlertChange, AlertKind, EventKind } from '../../notification.ts';

/** The kind of event that a change of an alert is, for those who ask for some kinds only. */
export function eventOf(kind: AlertKind, change: AlertChange): EventKind {
  switch (kind) {
    case 'finding':
      return `finding.${change}`;
    case 'clusterLost':
      return change === 'resolved' ? 'cluster.back' : 'cluster.lost';
    // Whoever is told that these begin is told that they are over.
    case 'sweepIncomplete':
      return 'sweep.incomplete';
    case 'suppressionEnded':
      return 'suppression.ended';
    case 'receiverFailing':
      return 'receiver.failing';
  }
}
