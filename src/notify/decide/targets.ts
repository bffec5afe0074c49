/** Who is told of what: every pair of a receiver and a route by which alerts come to it. */
import type { Alert, AlertState } from '../../notification.ts';
import { matcherOf, routesFor } from '../routing/match.ts';
import type { Route } from '../settings/notify-settings.ts';
import { groupsIn, type Told } from './told.ts';

/** Who there is to be told, beside the routes of the file. */
export interface Recipients {
  /** The routes of the file: the first that matches takes an alert, and the last takes all. */
  readonly routes: readonly Route[];
  /** One for each subscription, looked at whatever the others take. */
  readonly subscriptions: readonly Route[];
  /** Receivers that nothing is sent to now. */
  readonly paused: ReadonlySet<string>;
  /** Receivers that are programs: they get every cause by itself, and nothing put together. */
  readonly programs: ReadonlySet<string>;
}

export interface Target {
  readonly receiver: string;
  readonly route: Route;
  readonly states: readonly AlertState[];
  /** The groups that it was told of. */
  readonly groups: readonly string[];
}

export interface Targets {
  readonly targets: readonly Target[];
  /** What no route leads anywhere, by the route that took it. */
  readonly unheard: readonly { readonly route: Route; readonly states: readonly AlertState[] }[];
}

/**
 * Whoever was told of an alert is told how it goes on, whatever route would take it now; beyond them goes who is found by
 * the routes. Nobody gets an alert by two routes.
 */
export function targetsOf(
  states: readonly AlertState[],
  { routes, subscriptions }: Recipients,
  before: Told,
): Targets {
  const byTarget = new Map<
    string,
    { receiver: string; route: Route; states: AlertState[]; groups: string[] }
  >();
  // Also those that nothing comes to now: they get to know the clusters.
  for (const route of [...routes, ...subscriptions]) {
    for (const receiver of route.receivers) {
      byTarget.set(targetKey(receiver, route.name), { receiver, route, states: [], groups: [] });
    }
  }
  const toldOf = groupsIn(before);
  for (const { receiver, route, group } of toldOf)
    byTarget.get(targetKey(receiver, route))?.groups.push(group);
  const holders = holdersIn(toldOf);
  const unheard = new Map<Route, AlertState[]>();
  const subscribed = subscriptions.map((route) => ({ route, matches: matcherOf(route.match) }));

  for (const state of states) {
    const { alert } = state;
    const told = new Set<string>();
    for (const [receiver, key] of holders.get(alert.id) ?? []) {
      const target = byTarget.get(key);
      if (target === undefined || told.has(receiver)) continue;
      told.add(receiver);
      target.states.push(state);
    }
    const taking = [
      ...routesFor(routes, alert),
      ...subscribed.filter(({ matches }) => matches(alert)).map(({ route }) => route),
    ];
    for (const route of taking) {
      for (const receiver of route.receivers.filter((one) => !told.has(one) && mayHear(one, alert))) {
        told.add(receiver);
        byTarget.get(targetKey(receiver, route.name))?.states.push(state);
      }
    }
    const [first] = taking;
    if (told.size === 0 && first !== undefined) unheard.set(first, [...(unheard.get(first) ?? []), state]);
  }
  return {
    targets: [...byTarget.values()],
    unheard: [...unheard].map(([route, of]) => ({ route, states: of })),
  };
}

function targetKey(receiver: string, route: string): string {
  return JSON.stringify([receiver, route]);
}

/** By alert: the receivers that believe it to be open, each with the key of the target by which they were told. */
function holdersIn(
  groups: ReturnType<typeof groupsIn>,
): ReadonlyMap<string, readonly (readonly [receiver: string, target: string])[]> {
  const holders = new Map<string, (readonly [string, string])[]>();
  for (const { receiver, route, told: believed } of groups) {
    const holder = [receiver, targetKey(receiver, route)] as const;
    for (const id of Object.keys(believed.alerts)) holders.set(id, [...(holders.get(id) ?? []), holder]);
  }
  return holders;
}

/** A receiver that nothing reaches need not be told so. */
function mayHear(receiver: string, { kind, id }: Alert): boolean {
  return kind !== 'receiverFailing' || id !== receiverFailingId(receiver);
}

export function receiverFailingId(receiver: string): string {
  return `receiverFailing:${receiver}`;
}
