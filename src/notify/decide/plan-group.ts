/** What one receiver would be told of one group, and what it is not told of it. */
import type { Alert, AlertState, LeftOut, ToldGroup } from '../../notification.ts';
import { hourMs } from '../../shared/durations.ts';
import type { Member } from './changes.ts';
import { changesOf, isNews } from './changes.ts';
import { holdOf, worstToTell } from './hold.ts';
import { leftOutBy, leftOutOf } from './left-out.ts';
import type { Target } from './targets.ts';
import { toldOf, type Told } from './told.ts';

export type Members = readonly [Member, ...Member[]];

export interface PlanContext {
  readonly at: Date;
  readonly told: Told;
  readonly paused: boolean;
  /** Programs get every cause by itself, and nothing put together. */
  readonly isProgram: boolean;
  /** Clusters that have been looked at: a target that hears of them for the first time is told all at once. */
  readonly clusterKeys: readonly string[];
  readonly maintenanceUntil: (alert: Alert) => string | null;
}

/** A message about one group that nothing holds back. */
export interface Due {
  readonly group: string;
  readonly reason: 'opened' | 'worsened' | 'resolved' | 'flapping' | 'repeat due';
  readonly members: Members;
}

export interface GroupPlan {
  readonly group: string;
  /** What the receiver believes of it as long as no message is sent. */
  readonly believed: ToldGroup;
  /** What opened in clusters that the receiver does not know yet: it belongs into their summary. */
  readonly first: readonly Member[];
  readonly due: Due | null;
  readonly leftOut: readonly LeftOut[];
  /** Clusters of which something has to wait. */
  readonly waiting: readonly string[];
}

/** The time of groups that nothing was sent about yet. */
export const never = new Date(0).toISOString();

export function planGroup(
  target: Target,
  group: string,
  states: readonly AlertState[],
  context: PlanContext,
  newcomers: ReadonlySet<string>,
): GroupPlan {
  const { receiver, route } = target;
  const where = { receiver, route: route.name, group };
  const before = toldOf(context.told, target, group);
  const { members, silenced, believed } = changesOf(states, before, route, context.maintenanceUntil);
  const [first, rest] = partition(members, (member) => isFirstLook(member, newcomers));
  const { due, leftOut } = dueOrLeftOut(target, group, rest, context);
  return {
    group,
    believed: { at: before?.at ?? never, alerts: believed },
    first,
    due,
    leftOut: [...leftOutBy(where, silenced), ...leftOut],
    waiting: silenced.flatMap(({ alert, reason }) =>
      reason === 'not confirmed' || reason === 'maintenance until' ? (alert.cluster?.key ?? []) : [],
    ),
  };
}

function isFirstLook({ alert, change }: Member, newcomers: ReadonlySet<string>): boolean {
  return change === 'opened' && alert.cluster !== null && newcomers.has(alert.cluster.key);
}

/** Whether it is told now, or why not; neither when there is nothing to tell. */
function dueOrLeftOut(
  target: Target,
  group: string,
  [head, ...rest]: readonly Member[],
  { at, told, paused }: PlanContext,
): Pick<GroupPlan, 'due' | 'leftOut'> {
  if (head === undefined) return { due: null, leftOut: [] };
  const members: Members = [head, ...rest];
  const before = toldOf(told, target, group);
  const repeatAt = repeatTime(members, before, target);
  const reason = newsIn(members) ?? (repeatAt !== null && repeatAt <= at ? 'repeat due' : null);
  const hold =
    reason === null
      ? { reason: 'told already' as const, ...(repeatAt === null ? {} : { until: repeatAt.toISOString() }) }
      : holdOf({ target, members, told: before, paused, at });
  if (reason !== null && hold === null) return { due: { group, reason, members }, leftOut: [] };
  const where = { receiver: target.receiver, route: target.route.name, group };
  return { due: null, leftOut: hold === null ? [] : [leftOutOf(where, alertsOf(members), hold)] };
}

/** Why a message is due for what changed; null when nothing did. */
function newsIn(members: Members): Exclude<Due['reason'], 'repeat due'> | null {
  const news = members.filter(isNews);
  if (news.some(({ change }) => change === 'worsened')) return 'worsened';
  const opened = news.filter(({ change }) => change === 'opened');
  if (opened.length > 0) return opened.every(({ flapping }) => flapping) ? 'flapping' : 'opened';
  return news.length > 0 ? 'resolved' : null;
}

/** When what is still open is told again; null for never. */
function repeatTime(members: Members, told: ToldGroup | null, { route }: Target): Date | null {
  const hours = route.repeatHours[worstToTell(members)];
  return told === null || hours === null ? null : new Date(Date.parse(told.at) + hours * hourMs);
}

export function alertsOf([first, ...rest]: Members): readonly [Alert, ...Alert[]] {
  return [first.alert, ...rest.map(({ alert }) => alert)];
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
