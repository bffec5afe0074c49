/** What changed for one receiver since it was last told of a group, alert by alert. */
import type { Severity } from '../../model.ts';
import { isWorse } from '../../model.ts';
import type { Alert, AlertChange, AlertState, SilenceReason, ToldGroup } from '../../notification.ts';
import { eventOf } from '../routing/event.ts';
import type { Route } from '../settings/notify-settings.ts';

/** An alert of a message. */
export interface Member {
  readonly alert: Alert;
  readonly change: AlertChange;
  /** Opens and closes too often for each time to be told. */
  readonly flapping: boolean;
}

export interface Silenced {
  readonly alert: Alert;
  readonly reason: SilenceReason;
  /** Until when. */
  readonly until?: string;
  /** The id of the suppression. */
  readonly into?: string;
}

export interface GroupChanges {
  /** Told now, unless something holds the message back. */
  readonly members: readonly Member[];
  readonly silenced: readonly Silenced[];
  /** What the receiver believes to be open once it knows of all this without being told: the silent part of the changes. */
  readonly believed: Readonly<Record<string, Severity>>;
}

/** Whether something is told, and not only still so. */
export function isNews({ change }: Pick<Member, 'change'>): boolean {
  return change !== 'ongoing';
}

/**
 * Compares the alerts of a group with what its receiver was told. `heldUntil` says until when an alert's cluster is in
 * maintenance.
 */
export function changesOf(
  states: readonly AlertState[],
  told: ToldGroup | null,
  route: Route,
  heldUntil: (alert: Alert) => string | null,
): GroupChanges {
  const members: Member[] = [];
  const silenced: Silenced[] = [];
  const believed: Record<string, Severity> = {};
  for (const state of states) {
    const { alert, flapping } = state;
    const before = told?.alerts[alert.id] ?? null;
    const verdict = verdictOn(state, before, route);
    const until = typeof verdict !== 'string' || verdict === 'ongoing' ? null : heldUntil(alert);
    if (typeof verdict !== 'string') {
      if (verdict.silence !== null) silenced.push({ alert, ...verdict.silence });
      if (verdict.believed !== null) believed[alert.id] = verdict.believed;
    } else if (until !== null) {
      silenced.push({ alert, reason: 'maintenance until', until });
      if (before !== null) believed[alert.id] = before;
    } else if (route.events !== undefined && !route.events.includes(eventOf(alert.kind, verdict))) {
      silenced.push({ alert, reason: 'not wanted' });
      if (verdict !== 'resolved') believed[alert.id] = alert.severity;
    } else {
      members.push({ alert, change: verdict, flapping });
      if (before !== null) believed[alert.id] = before;
    }
  }
  return { members, silenced, believed };
}

type Silence = Omit<Silenced, 'alert'> | null;

/** What is to be told of an alert, or why nothing is and what its receiver goes on believing. */
type Verdict = AlertChange | { readonly silence: Silence; readonly believed: Severity | null };

function verdictOn(state: AlertState, before: Severity | null, route: Route): Verdict {
  const { alert, open, seen, flapping } = state;
  const stays = (reason: SilenceReason): Verdict => ({ silence: { reason }, believed: before });
  if (alert.suppression !== undefined) {
    // Somebody lives with it: when that ends, it is news again.
    const { id, expires } = alert.suppression;
    return { silence: { reason: 'suppressed', until: expires, into: id }, believed: null };
  }
  if (before === null) {
    if (!open && !flapping) return { silence: null, believed: null };
    if (isWorse(route.minSeverity, alert.severity)) return stays('below severity');
    return flapping || alert.severity === 'critical' || seen >= route.openAfter
      ? 'opened'
      : stays('not confirmed');
  }
  if (open && isWorse(alert.severity, before)) return 'worsened';
  if (flapping) return stays('flapping');
  if (open) return 'ongoing';
  if (!tellsEnd(alert)) return { silence: null, believed: null };
  return seen >= route.resolveAfter ? 'resolved' : stays('not resolved for sure');
}

/** That a suppression has ended or a cluster has gone is told, and there is nothing to come after it. */
function tellsEnd({ kind }: Alert): boolean {
  return kind !== 'suppressionEnded' && kind !== 'clusterGone';
}
