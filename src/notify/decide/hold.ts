/** What holds a message back: a receiver that is paused, quiet hours, or another message about the same a moment ago. */
import type { Severity } from '../../model.ts';
import { isWorse } from '../../model.ts';
import { worstOf } from '../../judgement/score.ts';
import type { SilenceReason, ToldGroup } from '../../notification.ts';
import { quietUntil } from '../routing/quiet-hours.ts';
import type { Member } from './changes.ts';
import { isNews } from './changes.ts';
import type { Target } from './targets.ts';

export interface Hold {
  readonly reason: SilenceReason;
  readonly until?: string;
}

interface Held {
  readonly target: Target;
  readonly members: readonly Member[];
  /** What the group was told before; null when never, and for summaries. */
  readonly told: ToldGroup | null;
  readonly paused: boolean;
  readonly at: Date;
}

/** Why the message is not sent now, or null to send it. */
export function holdOf({ target, members, told, paused, at }: Held): Hold | null {
  if (paused) return { reason: 'receiver paused' };
  const { quiet, groupMinutes } = target.route;
  const quietEnd = quiet === null || passes(members, quiet.passes) ? null : quietUntil(quiet, at);
  if (quietEnd !== null) return { reason: 'quiet until', until: quietEnd.toISOString() };
  const free = told === null ? 0 : Date.parse(told.at) + groupMinutes * 60_000;
  if (free > at.getTime() && !members.some(isUrgent)) {
    return { reason: 'group interval until', until: new Date(free).toISOString() };
  }
  return null;
}

/** The worst of what is news, or of all when nothing is. */
export function worstToTell(members: readonly Member[]): Severity {
  const news = members.filter(isNews);
  return worstOf((news.length === 0 ? members : news).map(({ alert }) => alert));
}

function passes(members: readonly Member[], least: Severity): boolean {
  return !isWorse(least, worstToTell(members));
}

function isUrgent({ change, alert }: Member): boolean {
  return change === 'worsened' || (change === 'opened' && alert.severity === 'critical');
}
