/** What one receiver is told by one route: group by group, and in summaries what nobody would read one by one. */
import type { AlertState, LeftOut, MessageReason, ToldGroup } from '../../notification.ts';
import type { Member } from './changes.ts';
import { groupOf, summaryGroups } from './group.ts';
import { holdOf } from './hold.ts';
import { leftOutOf } from './left-out.ts';
import type { Due, GroupPlan, Members, PlanContext } from './plan-group.ts';
import { alertsOf, never, planGroup } from './plan-group.ts';
import type { Target } from './targets.ts';
import { introduced, isIntroduced, toldKey, type Told } from './told.ts';

/** A message before it is written. */
export interface PlannedMessage {
  readonly receiver: string;
  readonly route: string;
  readonly group: string;
  readonly reason: Exclude<MessageReason, 'report' | 'test'>;
  readonly members: Members;
}

export interface TargetPlan {
  readonly messages: readonly PlannedMessage[];
  readonly leftOut: readonly LeftOut[];
  readonly told: Told;
}

/** What some messages tell, group by group, and what was put together for them. */
interface Telling {
  readonly messages: readonly PlannedMessage[];
  readonly leftOut: readonly LeftOut[];
  readonly told: readonly { readonly group: string; readonly members: readonly Member[] }[];
}

/** More groups than these at once are one message: a storm is not read one by one. */
const mostGroups = 5;

export function planTarget(target: Target, context: PlanContext): TargetPlan {
  const { isProgram } = context;
  const newcomers = new Set(
    isProgram ? [] : context.clusterKeys.filter((key) => !isIntroduced(context.told, target, key)),
  );
  const groups = groupsOf(target).map(([group, states]) =>
    planGroup(target, group, states, context, newcomers),
  );
  const due = groups.flatMap((group) => group.due ?? []);
  const first = firstLook(target, groups, context);
  const tellings = [
    first,
    together(target, due.filter(isNewsOf), 'storm', isProgram ? Infinity : mostGroups),
    together(target, due.filter(isRepeat), 'repeat due', isProgram ? Infinity : 1),
  ];
  const waiting = first.held ? newcomers : new Set(groups.flatMap((group) => group.waiting));
  const known = context.clusterKeys.filter(
    (key) => !newcomers.has(key) || (!context.paused && !waiting.has(key)),
  );
  const at = context.at.toISOString();
  return {
    messages: tellings.flatMap(({ messages }) => messages),
    leftOut: [...groups, ...tellings].flatMap(({ leftOut }) => leftOut),
    told: {
      ...toldAfter(
        target,
        groups,
        tellings.flatMap(({ told }) => told),
        at,
      ),
      ...(known.length === 0 ? {} : introduced(target, known, at)),
    },
  };
}

/** The alerts by group, and the groups that were told of and have no alerts any more. */
function groupsOf(target: Target): readonly (readonly [string, readonly AlertState[]])[] {
  const groups = Map.groupBy(target.states, ({ alert }) => groupOf(alert));
  const others = target.groups.filter((group) => !groups.has(group));
  return [...groups, ...others.map((group): [string, AlertState[]] => [group, []])];
}

function isRepeat({ reason }: Due): boolean {
  return reason === 'repeat due';
}

function isNewsOf(due: Due): boolean {
  return !isRepeat(due);
}

/** Everything about clusters that the receiver does not know yet in one message, unless it is held back. */
function firstLook(
  target: Target,
  groups: readonly GroupPlan[],
  { at, paused }: PlanContext,
): Telling & { readonly held: boolean } {
  const told = groups.map(({ group, first }) => ({ group, members: first }));
  const members = membersOf(told.flatMap((group) => group.members));
  if (members === null) return { messages: [], leftOut: [], told: [], held: false };
  const hold = holdOf({ target, members, told: null, paused, at });
  const into = summaryGroups['first sweep'];
  const leftOut = leftOutIn(target, told, hold ?? { reason: 'grouped into', into });
  if (hold !== null) return { messages: [], leftOut, told: [], held: true };
  const message = { ...whereOf(target, into), reason: 'first sweep' as const, members };
  return { messages: [message], leftOut, told, held: false };
}

/** One message a group, or one for all of them when there are more than so many. */
function together(
  target: Target,
  due: readonly Due[],
  summary: 'storm' | 'repeat due',
  most: number,
): Telling {
  const members = membersOf(due.flatMap((group) => group.members));
  if (members === null || due.length <= most) {
    const messages = due.map(({ group, ...message }) => ({ ...whereOf(target, group), ...message }));
    return { messages, leftOut: [], told: due };
  }
  const into = summaryGroups[summary];
  return {
    messages: [{ ...whereOf(target, into), reason: summary, members }],
    leftOut: leftOutIn(target, due, { reason: 'grouped into', into }),
    told: due,
  };
}

function leftOutIn(
  target: Target,
  groups: Telling['told'],
  why: Pick<LeftOut, 'reason' | 'until' | 'into'>,
): readonly LeftOut[] {
  return groups.flatMap(({ group, members }) => {
    const some = membersOf(members);
    return some === null ? [] : [leftOutOf(whereOf(target, group), alertsOf(some), why)];
  });
}

/** What the receiver believes afterwards: what it believed anyway, and what it was told now. */
function toldAfter(
  target: Target,
  groups: readonly GroupPlan[],
  tellings: Telling['told'],
  at: string,
): Told {
  const told = new Map<string, ToldGroup>();
  for (const { group, believed } of groups) {
    if (believed.at !== never || Object.keys(believed.alerts).length > 0) told.set(group, believed);
  }
  for (const { group, members } of tellings) {
    if (members.length === 0) continue;
    const alerts = { ...told.get(group)?.alerts };
    for (const { alert, change } of members) {
      if (change === 'resolved') delete alerts[alert.id];
      else alerts[alert.id] = alert.severity;
    }
    told.set(group, { at, alerts });
  }
  return Object.fromEntries([...told].map(([group, of]) => [toldKey(target, group), of]));
}

function whereOf({ receiver, route }: Target, group: string) {
  return { receiver, route: route.name, group };
}

function membersOf([head, ...rest]: readonly Member[]): Members | null {
  return head === undefined ? null : [head, ...rest];
}
