/** The type of event that a message is, for receivers of CloudEvents to choose by. */
import type { AlertKind, Message, Notification } from '../../../notification.ts';

const prefix = 'io.github.aks-fleet-auditor';
// Counts up when the shape of the data changes so that a receiver would have to change.
const version = 'v1';

/** e.g. `io.github.aks-fleet-auditor.finding.opened.v1`. */
export function eventTypeOf(message: Message): string {
  return typeNamed(message.form === 'digest' ? 'digest' : nameOf(message));
}

/** All there are, as docs/webhooks.md lists them. */
export function eventTypes(): readonly string[] {
  const names = Object.values(ofKind).flatMap((name) => Object.values(name));
  return [...new Set([...names, 'test', 'digest'])].map(typeNamed);
}

function typeNamed(name: string): string {
  return `${prefix}.${name}.${version}`;
}

function nameOf(message: Notification): string {
  const { reason, items } = message;
  if (reason === 'test') return 'test';
  // All items are of one cause, and so of one kind as a rule; the worst stands first.
  const names = ofKind[items[0]?.kind ?? 'finding'];
  if (reason === 'resolved' && !isOver(message)) return names['repeat due'];
  // Summaries are for people, and come to no program.
  return reason === 'first sweep' || reason === 'storm' ? names.opened : names[reason];
}

/** Whether nothing of it is open any more: a part that is resolved closes nothing. */
export function isOver({ reason, changes }: Notification): boolean {
  return reason === 'resolved' && changes.opened + changes.worsened + changes.ongoing === 0;
}

type CauseReason = Exclude<Notification['reason'], 'first sweep' | 'storm' | 'test'>;

const ofKind: Readonly<Record<AlertKind, Readonly<Record<CauseReason, string>>>> = {
  finding: {
    opened: 'finding.opened',
    worsened: 'finding.worsened',
    'repeat due': 'finding.ongoing',
    resolved: 'finding.resolved',
    flapping: 'finding.flapping',
  },
  clusterLost: {
    opened: 'cluster.lost',
    worsened: 'cluster.lost',
    'repeat due': 'cluster.lost',
    resolved: 'cluster.back',
    flapping: 'cluster.flapping',
  },
  clusterGone: {
    opened: 'cluster.gone',
    worsened: 'cluster.gone',
    'repeat due': 'cluster.gone',
    resolved: 'cluster.gone',
    flapping: 'cluster.gone',
  },
  sweepIncomplete: {
    opened: 'sweep.incomplete',
    worsened: 'sweep.incomplete',
    'repeat due': 'sweep.incomplete',
    resolved: 'sweep.complete',
    flapping: 'sweep.flapping',
  },
  suppressionEnded: {
    opened: 'suppression.ended',
    worsened: 'suppression.ended',
    'repeat due': 'suppression.ended',
    resolved: 'suppression.ended',
    flapping: 'suppression.ended',
  },
  receiverFailing: {
    opened: 'receiver.failing',
    worsened: 'receiver.failing',
    'repeat due': 'receiver.failing',
    resolved: 'receiver.working',
    flapping: 'receiver.failing',
  },
};
