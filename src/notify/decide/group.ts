import type { Alert, AlertKind } from '../../notification.ts';

/**
 * What alerts are told together by: the same one who causes them, in whatever cluster and by whatever check; without one,
 * the check; and what is no finding, by its kind.
 */
export function groupOf({ cause, check, kind }: Alert): string {
  // Receivers of webhooks see it: the kind of who causes it is none of the other words, and has no slash.
  if (cause !== null) return `${cause.kind}/${cause.name}`;
  return check === null ? `kind/${kind}` : `check/${check}`;
}

/** Groups of messages that are about more than one cause. */
export const summaryGroups = {
  'first sweep': 'summary/first-sweep',
  storm: 'summary/storm',
  'repeat due': 'summary/repeat-due',
} as const;

const kindTitles: Readonly<Record<Exclude<AlertKind, 'finding'>, string>> = {
  clusterLost: 'Cluster could not be audited',
  clusterGone: 'Cluster is not in the fleet any more',
  sweepIncomplete: 'Part of the fleet could not be seen',
  suppressionEnded: 'Suppression has ended',
  receiverFailing: 'Receiver of messages does not answer',
};

/** What a kind of alert is called; a finding is called by its check. */
export function titleOfKind(kind: Exclude<AlertKind, 'finding'>): string {
  return kindTitles[kind];
}

/** A name of the group of these alerts for lists: who causes them, the id of the check, or the kind. */
export function groupTitle({ cause, check, kind }: Alert): string {
  if (cause !== null) return `${cause.kind} ${cause.name}`;
  if (check !== null) return check;
  return kind === 'finding' ? 'finding' : titleOfKind(kind);
}
