/** What one receiver is told by one route: group by group, then what belongs into summaries. */
import type { Severity } from '../../model.ts';
import type { Alert, AlertState, LeftOut, MessageReason, ToldGroup } from '../../notification.ts';
import { hourMs } from '../../shared/durations.ts';
import type { GroupChanges, Member } from './changes.ts';
import { changesOf, isNews } from './changes.ts';
import { groupOf, summaryGroups } from './group.ts';
import { holdOf, worstOf } from './hold.ts';
import { leftOutBy, leftOutOf } from './left-out.ts';
import type { Target } from './targets.ts';
import { groupsToldTo, introduced, isIntroduced, toldKey, toldOf, type Told } from './told.ts';

/** A message before it is written. */
export interface PlannedMessage {
  readonly receiver: string;
  readonly route: string;
  readonly group: string;
  readonly reason: Exclude<MessageReason, 'report' | 'test'>;
  readonly members: readonly [Member, ...Member[]];
}

export interface PlanContext {
  readonly at: Date;
  readonly told: Told;
  readonly paused: boolean;
  /** Clusters that have been looked at: a target that hears of them for the first time is told all at once. */
  readonly clusterKeys: readonly string[];
  readonly maintenanceUntil: (alert: Alert) => string | null;
}

export interface TargetPlan {
  readonly messages: readonly PlannedMessage[];
  readonly leftOut: readonly LeftOut[];
  readonly told: Told;
}

/** More groups than these at once are one message: a storm is not read one by one. */
const mostGroups = 5;

/** The time of groups that nothing was sent about yet. */
const never = new Date(0).toISOString();

/** A group that something is to be told about, unless it is held. */
interface Due {
  readonly group: string;
  readonly reason: 'opened' | 'worsened' | 'resolved' | 'flapping' | 'repeat due';
  readonly members: readonly [Member, ...Member[]];
  readonly changes: GroupChanges;
}

export function planTarget(target: Target, context: PlanContext): TargetPlan {
  const { receiver, route } = target;
  const where = (group: string) => ({ receiver, route: route.name, group });
  const messages: PlannedMessage[] = [];
  const leftOut: LeftOut[] = [];
  const told: Record<string, ToldGroup> = {};
  const newcomers = newcomersTo(target, context);
  const due: Due[] = [];
  /** Clusters of which something has to wait: they are told of when it can be. */
  const unsettled = new Set<string>();
  const first: { readonly group: string; readonly members: readonly Member[] }[] = [];

  for (const [group, ofGroup] of groupsOf(target, context.told)) {
    const before = toldOf(context.told, target, group);
    const changes = changesOf(ofGroup, before, route, context.maintenanceUntil);
    leftOut.push(...leftOutBy(where(group), changes.silenced));
    for (const { alert, reason } of changes.silenced) {
      if (reason === 'not confirmed' || reason === 'maintenance until')
        unsettled.add(alert.cluster?.key ?? '');
    }
    const isFirst = ({ alert, change }: Member): boolean =>
      change === 'opened' && alert.cluster !== null && newcomers.has(alert.cluster.key);
    const firstMembers = changes.members.filter(isFirst);
    if (firstMembers.length > 0) first.push({ group, members: firstMembers });
    keep(group, before?.at ?? never, changes.believed);

    const [head, ...rest] = changes.members.filter((member) => !isFirst(member));
    if (head === undefined) continue;
    const members = [head, ...rest] as const;
    const repeatAt = repeatTime(members, before, target);
    const reason = reasonOf(members) ?? (repeatAt !== null && repeatAt <= context.at ? 'repeat due' : null);
    if (reason === null) {
      const until = repeatAt === null ? {} : { until: repeatAt.toISOString() };
      leftOut.push(leftOutOf(where(group), alertsOf(members), { reason: 'told already', ...until }));
      continue;
    }
    const hold = holdOf({ target, members, told: before, paused: context.paused, at: context.at });
    if (hold === null) due.push({ group, reason, members, changes });
    else leftOut.push(leftOutOf(where(group), alertsOf(members), hold));
  }

  introduce();
  send(
    due.filter(({ reason }) => reason !== 'repeat due'),
    'storm',
    mostGroups,
  );
  send(
    due.filter(({ reason }) => reason === 'repeat due'),
    'repeat due',
    1,
  );
  return { messages, leftOut, told };

  function keep(group: string, at: string, alerts: Readonly<Record<string, Severity>>): void {
    if (at === never && Object.keys(alerts).length === 0) return;
    told[toldKey(target, group)] = { at, alerts };
  }

  /** Keeps that these alerts were told, or that their end was. */
  function keepTold(group: string, members: readonly Member[]): void {
    const alerts = { ...told[toldKey(target, group)]?.alerts };
    for (const { alert, change } of members) {
      if (change === 'resolved') delete alerts[alert.id];
      else alerts[alert.id] = alert.severity;
    }
    told[toldKey(target, group)] = { at: context.at.toISOString(), alerts };
  }

  /** One message a group, or one for all of them when there are more than so many. */
  function send(all: readonly Due[], summary: 'storm' | 'repeat due', most: number): void {
    const [head, ...rest] = all.flatMap(({ members }) => members);
    if (head === undefined) return;
    for (const { group, members } of all) keepTold(group, members);
    if (all.length <= most) {
      messages.push(...all.map(({ group, reason, members }) => ({ ...where(group), reason, members })));
      return;
    }
    const into = summaryGroups[summary];
    messages.push({ ...where(into), reason: summary, members: [head, ...rest] });
    for (const { group, members } of all) {
      leftOut.push(leftOutOf(where(group), alertsOf(members), { reason: 'grouped into', into }));
    }
  }

  /** Tells everything about clusters that the receiver does not know yet in one message. */
  function introduce(): void {
    const [head, ...rest] = first.flatMap(({ members }) => members);
    const into = summaryGroups['first sweep'];
    const members = head === undefined ? null : ([head, ...rest] as const);
    const hold =
      members === null
        ? null
        : holdOf({ target, members, told: null, paused: context.paused, at: context.at });
    if (members !== null && hold === null) {
      messages.push({ ...where(into), reason: 'first sweep', members });
      for (const { group, members: some } of first) keepTold(group, some);
    }
    for (const { group, members: some } of first) {
      const [one, ...others] = some;
      if (one === undefined) continue;
      leftOut.push(
        leftOutOf(where(group), alertsOf([one, ...others]), hold ?? { reason: 'grouped into', into }),
      );
    }
    const waiting = hold === null ? unsettled : newcomers;
    const known = context.clusterKeys.filter(
      (key) => isIntroduced(context.told, target, key) || (!context.paused && !waiting.has(key)),
    );
    if (known.length > 0) Object.assign(told, introduced(target, known, context.at.toISOString()));
  }
}

/** Clusters that the target was told nothing of yet. */
function newcomersTo(target: Target, { told, clusterKeys }: PlanContext): ReadonlySet<string> {
  return new Set(clusterKeys.filter((key) => !isIntroduced(told, target, key)));
}

/** The alerts by group, and the groups that were told of and have no alerts any more. */
function groupsOf(target: Target, told: Told): ReadonlyMap<string, readonly AlertState[]> {
  const groups = Map.groupBy(target.states, ({ alert }) => groupOf(alert));
  const others = groupsToldTo(told, target).filter((group) => !groups.has(group));
  const empty = others.map((group): readonly [string, readonly AlertState[]] => [group, []]);
  return new Map([...groups, ...empty]);
}

function alertsOf(members: readonly [Member, ...Member[]]): readonly [Alert, ...Alert[]] {
  const [first, ...rest] = members;
  return [first.alert, ...rest.map(({ alert }) => alert)];
}

/** Why a message is due for what changed; null when nothing did. */
function reasonOf(members: readonly Member[]): Exclude<Due['reason'], 'repeat due'> | null {
  const news = members.filter(isNews);
  if (news.some(({ change }) => change === 'worsened')) return 'worsened';
  const opened = news.filter(({ change }) => change === 'opened');
  if (opened.length > 0) return opened.every(({ flapping }) => flapping) ? 'flapping' : 'opened';
  return news.length > 0 ? 'resolved' : null;
}

/** When what is still open is told again; null for never. */
function repeatTime(members: readonly Member[], before: ToldGroup | null, { route }: Target): Date | null {
  const hours = route.repeatHours[worstOf(members)];
  return before === null || hours === null ? null : new Date(Date.parse(before.at) + hours * hourMs);
}
