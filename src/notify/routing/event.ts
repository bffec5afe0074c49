import type { AlertChange, AlertKind, EventKind } from '../../notification.ts';

/** Whoever is told that one of these began is told that it is over. */
const others = {
  clusterLost: 'cluster.lost',
  clusterGone: 'cluster.gone',
  sweepIncomplete: 'sweep.incomplete',
  suppressionEnded: 'suppression.ended',
  receiverFailing: 'receiver.failing',
} as const satisfies Record<Exclude<AlertKind, 'finding'>, EventKind>;

/** The kind of event that a change of an alert is, for those who ask for some kinds only. */
export function eventOf(kind: AlertKind, change: AlertChange): EventKind {
  if (kind === 'finding') return `finding.${change}`;
  return kind === 'clusterLost' && change === 'resolved' ? 'cluster.back' : others[kind];
}
