/** What each receiver was told by each of its routes, group by group: what it believes to be open. */
import type { NotifyState, ToldGroup } from '../../notification.ts';
import { hourMs } from '../../shared/durations.ts';
import type { Target } from './targets.ts';

/** Kept for so long after its last alert was resolved: what comes back soon waits for the group interval. */
const emptyKeptMs = 24 * hourMs;

/** What was told of the clusters that a target knows: in place of alerts it has their keys. */
const introductions = 'summary/clusters';

export type Told = NotifyState['told'];

export function toldKey({ receiver, route }: Pick<Target, 'receiver' | 'route'>, group: string): string {
  return JSON.stringify([receiver, route.name, group]);
}

export function toldOf(told: Told, target: Target, group: string): ToldGroup | null {
  return told[toldKey(target, group)] ?? null;
}

interface ToldTo {
  readonly key: string;
  readonly receiver: string;
  readonly route: string;
  readonly group: string;
  readonly told: ToldGroup;
}

/** Every group that anybody was told of. */
export function groupsIn(told: Told): readonly ToldTo[] {
  return Object.entries(told).flatMap(([key, of]) => {
    const [receiver, route, group] = JSON.parse(key) as readonly [string, string, string]; // Made by toldKey.
    return group === introductions ? [] : [{ key, receiver, route, group, told: of }];
  });
}

/** The same without some alerts of a route of a receiver: it never got the message that told of them. */
export function takeBack(told: Told, receiver: string, route: string, alerts: readonly string[]): Told {
  const lost = new Set(alerts);
  const concerned = groupsIn(told).filter((one) => one.receiver === receiver && one.route === route);
  const changed = concerned.map(({ key, told: { at, alerts: believed } }): [string, ToldGroup] => [
    key,
    { at, alerts: Object.fromEntries(Object.entries(believed).filter(([id]) => !lost.has(id))) },
  ]);
  return { ...told, ...Object.fromEntries(changed) };
}

/** Whether a target has been told of a cluster, be it that there was nothing to tell. */
export function isIntroduced(told: Told, target: Target, clusterKey: string): boolean {
  return toldOf(told, target, introductions)?.alerts[clusterKey] !== undefined;
}

export function introduced(target: Target, clusterKeys: readonly string[], at: string): Told {
  const alerts = Object.fromEntries(clusterKeys.map((key) => [key, 'info'] as const));
  return { [toldKey(target, introductions)]: { at, alerts } };
}

/** Without groups that hold nothing any more and are old. */
export function withoutEmpty(told: Told, at: Date): Told {
  return Object.fromEntries(
    Object.entries(told).filter(
      ([, group]) =>
        Object.keys(group.alerts).length > 0 || at.getTime() - Date.parse(group.at) < emptyKeptMs,
    ),
  );
}
