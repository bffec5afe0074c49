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

/** The groups that a target was told of, by their names. */
export function groupsToldTo(told: Told, target: Target): readonly string[] {
  const start = `${JSON.stringify([target.receiver, target.route.name]).slice(0, -1)},`;
  return Object.keys(told)
    .filter((key) => key.startsWith(start))
    .map((key) => (JSON.parse(key) as readonly [string, string, string])[2]) // Made by toldKey.
    .filter((group) => group !== introductions);
}

/** Every group that anybody was told of. */
export function groupsIn(told: Told): readonly {
  readonly key: string;
  readonly receiver: string;
  readonly route: string;
  readonly alerts: ToldGroup['alerts'];
}[] {
  return Object.entries(told).flatMap(([key, { alerts }]) => {
    const [receiver, route, group] = JSON.parse(key) as readonly [string, string, string]; // Made by toldKey.
    return group === introductions ? [] : [{ key, receiver, route, alerts }];
  });
}

/** The same without some alerts of a route of a receiver: it never got the message that told of them. */
export function takeBack(told: Told, receiver: string, route: string, alerts: readonly string[]): Told {
  const lost = new Set(alerts);
  const concerned = groupsIn(told).filter((group) => group.receiver === receiver && group.route === route);
  const changed = concerned.map(({ key, alerts: believed }): [string, ToldGroup] => [
    key,
    {
      at: told[key]?.at ?? '',
      alerts: Object.fromEntries(Object.entries(believed).filter(([id]) => !lost.has(id))),
    },
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
