/** What is wrong with the fleet as a whole. */
import type { Policy, Sweep } from '../../model.ts';
import { unseenPartsOf } from '../../model.ts';
import type { Alert, ReceiverHealth, Subscription } from '../../notification.ts';
import { dayMs } from '../../shared/durations.ts';
import { countOf } from '../../shared/format.ts';
import { receiverFailingId } from '../decide/targets.ts';
import type { NotifySettings } from '../settings/notify-settings.ts';

/** That a suppression has ended is news for as long as this. */
const endedNewsMs = 7 * dayMs;

/** A receiver that nothing has reached for so long is told of to the others. */
export const failingTooLongMs = 5 * dayMs;

type FleetAlert = Pick<Alert, 'id' | 'kind' | 'severity' | 'summary' | 'since'>;

function fleetAlert(alert: FleetAlert): Alert {
  return {
    ...alert,
    check: null,
    category: null,
    cluster: null,
    cause: null,
    confidence: 'measured',
    auditId: null,
  };
}

export function unseenParts(sweep: Sweep): readonly Alert[] {
  const { startedAt } = sweep;
  const parts = unseenPartsOf(sweep);
  const [first] = parts;
  if (first === undefined) return [];
  const more = parts.length === 1 ? '' : ` And ${parts.length - 1} more.`;
  const summary = `Clusters may be missing from the sweep: ${first}${more}`;
  return [
    fleetAlert({
      id: 'sweepIncomplete',
      kind: 'sweepIncomplete',
      severity: 'high',
      summary,
      since: startedAt,
    }),
  ];
}

export function endedSuppressions({ suppressions }: Policy, at: Date): readonly Alert[] {
  return suppressions.flatMap(({ id, expires, owner, reason }) => {
    const ago = at.getTime() - Date.parse(expires);
    if (ago < 0 || ago > endedNewsMs) return [];
    return [
      fleetAlert({
        // With its end: when it is made longer and ends again, that is told again.
        id: `suppressionEnded:${id}:${expires}`,
        kind: 'suppressionEnded',
        severity: 'medium',
        summary: `Suppression ${id} of ${owner} has ended, and what it hid counts again. It was made because: ${reason}`,
        since: expires,
      }),
    ];
  });
}

/** Without those that do not exist any more. */
export function ofKnown(
  health: readonly ReceiverHealth[],
  { receivers }: NotifySettings,
  subscriptions: readonly Subscription[],
): readonly ReceiverHealth[] {
  const known = new Set([...receivers, ...subscriptions].map(({ id }) => id));
  return health.filter(({ receiver }) => known.has(receiver));
}

/** Those that nothing has reached for days, and those that were paused for it or wanted no more. */
export function failingReceivers(
  health: readonly ReceiverHealth[],
  subscriptions: readonly Subscription[],
  at: Date,
): readonly Alert[] {
  const paused = subscriptions.flatMap(({ id, name, paused: pause }) =>
    pause === undefined || pause.by === 'operator'
      ? []
      : [failing(id, `Nothing is sent any more to webhook ${name} (${id}). ${pause.why}`, pause.at)],
  );
  const silent = health.flatMap(({ receiver, failingSince, lost = 0, lastFailure = 'unknown' }) => {
    if (failingSince === undefined) return [];
    const isLong = at.getTime() - Date.parse(failingSince) >= failingTooLongMs;
    if (lost === 0 && !isLong) return [];
    const what =
      lost === 0
        ? `Nothing has reached receiver ${receiver} for five days.`
        : `Messages to receiver ${receiver} do not arrive: ${countOf(lost, 'was', 'were')} given up.`;
    return [failing(receiver, `${what} It last failed so: ${lastFailure}`, failingSince)];
  });
  return [...new Map([...silent, ...paused].map((alert) => [alert.id, alert])).values()];
}

function failing(receiver: string, summary: string, since: string): Alert {
  return fleetAlert({
    id: receiverFailingId(receiver),
    kind: 'receiverFailing',
    severity: 'high',
    summary,
    since,
  });
}
