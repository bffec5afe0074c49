/** Fleets, routes and decisions in few words. */
import type { Severity } from '../../src/model.ts';
import type { Alert, AlertCluster, LeftOut, NotifyState } from '../../src/notification.ts';
import type { Decided, Rules } from '../../src/notify/decide.ts';
import { decide, nothingTold } from '../../src/notify/decide.ts';
import type { Observation, SeenCluster } from '../../src/notify/decide/observation.ts';
import type { PlannedMessage } from '../../src/notify/decide/plan-target.ts';
import type { Route } from '../../src/notify/settings/notify-settings.ts';

const begin = new Date('2026-11-24T06:00:00.000Z');

export function at(hours: number): string {
  return new Date(begin.getTime() + hours * 3_600_000).toISOString();
}

export function aClusterSeen(name: string, tags: Readonly<Record<string, string>> = {}): AlertCluster {
  return { key: name, name, tags };
}

/** A finding; its id is made of cluster and check, so that it is the same at the next look. */
export function finding(
  cluster: string,
  check: string,
  severity: Severity = 'high',
  more: Partial<Alert> = {},
): Alert {
  return {
    id: `${cluster}/${check}`,
    kind: 'finding',
    severity,
    check,
    category: 'webhooks',
    cluster: aClusterSeen(cluster),
    cause: null,
    summary: `${check} in ${cluster}.`,
    since: at(0),
    confidence: 'measured',
    auditId: 'audit',
    ...more,
  };
}

export function aRoute(more: Partial<Route> = {}): Route {
  return {
    name: 'default',
    match: {},
    receivers: ['mail'],
    continue: false,
    minSeverity: 'medium',
    groupMinutes: 60,
    repeatHours: { critical: 24, high: 168, medium: null, low: null, info: null },
    quiet: null,
    openAfter: 1,
    resolveAfter: 2,
    ...more,
  };
}

/** What is open in each cluster; `lost`, `gone`, or the findings. */
type Fleet = Readonly<Record<string, readonly Alert[] | 'lost' | 'gone'>>;

export interface Step {
  /** Hours since the beginning. */
  readonly at: number;
  readonly fleet: Fleet;
  readonly inFleet?: readonly Alert[];
  /** A look between two sweeps: nothing was audited since. */
  readonly between?: boolean;
  readonly paused?: readonly string[];
}

interface Told {
  readonly at: number;
  readonly to: string;
  readonly why: PlannedMessage['reason'];
  /** `id change` of each alert. */
  readonly what: readonly string[];
}

export interface Replayed {
  readonly told: readonly Told[];
  readonly steps: readonly Decided[];
  readonly last: Decided;
}

/** Runs one decision after another, as sweeps do. */
export function replay(steps: readonly Step[], rules: Partial<Rules> = {}): Replayed {
  let state: NotifyState = nothingTold;
  let sweeps = 0;
  const decided: Decided[] = [];
  const told: Told[] = [];
  for (const step of steps) {
    if (step.between !== true) sweeps += 1;
    const decision = decide(observed(step, sweeps), state, {
      routes: [aRoute()],
      subscriptions: [],
      maintenance: [],
      ...rules,
      paused: new Set(step.paused),
    });
    state = decision.state;
    decided.push(decision);
    told.push(...decision.messages.map((message) => inWords(message, step.at)));
  }
  const last = decided.at(-1);
  if (last === undefined) throw new Error('There is nothing to replay.');
  return { told, steps: decided, last };
}

function inWords({ receiver, reason, members }: PlannedMessage, hours: number): Told {
  return {
    at: hours,
    to: receiver,
    why: reason,
    what: members.map(({ alert, change }) => `${alert.id} ${change}`).toSorted(),
  };
}

function observed({ at: hours, fleet, inFleet = [] }: Step, sweeps: number): Observation {
  return {
    at: at(hours),
    sweepId: `sweep ${sweeps}`,
    clusters: Object.entries(fleet).map(([name, state]) => seenIn(name, state, sweeps)),
    fleet: inFleet,
  };
}

function seenIn(name: string, state: Fleet[string], sweeps: number): SeenCluster {
  const cluster = (typeof state === 'string' ? null : state[0]?.cluster) ?? aClusterSeen(name);
  return {
    cluster,
    auditId: state === 'lost' ? 'an older audit' : `audit ${sweeps}`,
    lost:
      state === 'lost'
        ? { ...finding(name, '', 'high'), id: `clusterLost:${name}`, kind: 'clusterLost', check: null }
        : null,
    gone: state === 'gone',
    open: typeof state === 'string' ? [] : state,
  };
}

/** Why nobody is told, group by group, without what was told already. */
export function silences({ leftOut }: Decided): readonly string[] {
  return leftOut.map(({ receiver, title, reason, until, into }: LeftOut) =>
    [receiver ?? 'nobody', title, reason, until ?? into].filter((part) => part !== undefined).join(' | '),
  );
}
