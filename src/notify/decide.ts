/** Who is told what now, and why others are not: a pure function of the fleet as it is, what was told before, and the rules. */
import type { Alert, LeftOut, NotifyState } from '../notification.ts';
import { alertStates } from './decide/alert-states.ts';
import { groupOf } from './decide/group.ts';
import { leftOutBy } from './decide/left-out.ts';
import type { Observation } from './decide/observation.ts';
import type { PlannedMessage } from './decide/plan-target.ts';
import { planTarget } from './decide/plan-target.ts';
import type { Recipients } from './decide/targets.ts';
import { targetsOf } from './decide/targets.ts';
import type { Told } from './decide/told.ts';
import { withoutEmpty } from './decide/told.ts';
import { maintenanceUntil } from './routing/maintenance.ts';
import type { MaintenanceWindow } from './settings/notify-settings.ts';

export interface Rules extends Recipients {
  readonly maintenance: readonly MaintenanceWindow[];
}

export interface Decided {
  readonly messages: readonly PlannedMessage[];
  readonly leftOut: readonly LeftOut[];
  readonly state: NotifyState;
  /** When something that is held back now falls due, ISO 8601; null for nothing. */
  readonly nextAt: string | null;
}

/** Nobody was ever told anything. */
export const nothingTold: NotifyState = { sweepId: null, clusters: {}, alerts: {}, told: {}, takenBack: [] };

export function decide(observation: Observation, before: NotifyState, rules: Rules): Decided {
  const at = new Date(observation.at);
  const states = alertStates(before, observation);
  const { targets, unheard } = targetsOf(Object.values(states), rules, before.told);
  const clusterKeys = observation.clusters
    .filter(({ gone, auditId, lost }) => !gone && (auditId !== null || lost !== null))
    .map(({ cluster }) => cluster.key);
  const plans = targets.map((target) =>
    planTarget(target, {
      at,
      told: before.told,
      paused: rules.paused.has(target.receiver),
      isProgram: rules.programs.has(target.receiver),
      clusterKeys,
      maintenanceUntil: (alert) => maintenanceEnd(rules.maintenance, alert, at),
    }),
  );
  const leftOut = [...plans.flatMap((plan) => plan.leftOut), ...unheard.flatMap(unheardOf)];
  const told = withoutEmpty(Object.assign({}, ...plans.map((plan) => plan.told)) as Told, at);
  return {
    messages: plans.flatMap(({ messages }) => messages),
    leftOut,
    state: {
      sweepId: observation.sweepId,
      clusters: Object.fromEntries(
        observation.clusters.map(({ cluster: { key, tags }, auditId }) => [key, { audit: auditId, tags }]),
      ),
      alerts: remembered(states, told),
      told,
      takenBack: before.takenBack,
    },
    nextAt: earliestAfter(at, leftOut),
  };
}

function maintenanceEnd(windows: readonly MaintenanceWindow[], { cluster }: Alert, at: Date): string | null {
  return maintenanceUntil(windows, cluster, at)?.until.toISOString() ?? null;
}

/** What was told and is not open any more is kept until that was told too; what turned lately, for flapping. */
function remembered(states: NotifyState['alerts'], told: Told): NotifyState['alerts'] {
  const believed = new Set(Object.values(told).flatMap(({ alerts }) => Object.keys(alerts)));
  return Object.fromEntries(
    Object.entries(states).filter(([id, { open, turns }]) => open || turns.length > 0 || believed.has(id)),
  );
}

function unheardOf({ route, states }: ReturnType<typeof targetsOf>['unheard'][number]): readonly LeftOut[] {
  const open = states.filter((state) => state.open);
  const groups = Map.groupBy(open, ({ alert }) => groupOf(alert));
  return [...groups].flatMap(([group, ofGroup]) =>
    leftOutBy(
      { receiver: null, route: route.name, group },
      ofGroup.map(({ alert }) => ({ alert, reason: 'no receiver' as const })),
    ),
  );
}

/** Only what is held back for a time is looked at again then: repeats wait for the next sweep. */
function earliestAfter(at: Date, leftOut: readonly LeftOut[]): string | null {
  const held = ['quiet until', 'maintenance until', 'group interval until'];
  const times = leftOut
    .filter(({ reason, until }) => held.includes(reason) && until !== undefined && new Date(until) > at)
    .map(({ until }) => until ?? '');
  return times.toSorted()[0] ?? null;
}
