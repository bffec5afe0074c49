/** Every alert after one more look at the fleet: open or not, for how many sweeps, and whether it flaps. */
import type { Alert, AlertState, NotifyState } from '../../notification.ts';
import { hourMs } from '../../shared/durations.ts';
import type { Observation, SeenCluster } from './observation.ts';

/** Opened and closed as often as this within two days: nobody wants to hear of each. */
const flappingTurns = 4;
const flappingMs = 48 * hourMs;
/** It is believed again when it stayed as it is for so long. */
const calmMs = 12 * hourMs;

type States = Readonly<Record<string, AlertState>>;

/** A place where alerts are looked for: what is not among those that were found there is not open any more. */
interface Look {
  readonly found: readonly Alert[];
  /** The alerts known before that would have been found here, were they still open. */
  readonly known: readonly AlertState[];
  /** Whether it was looked at anew; else it is as it was. */
  readonly fresh: boolean;
}

/** The state of every alert that is open or was; those of clusters that are gone are forgotten. */
export function alertStates(before: NotifyState, observation: Observation): States {
  const known = knownBy(before.alerts);
  const freshSweep = isNew(observation.sweepId, before.sweepId);
  const looks = observation.clusters.flatMap((seen) =>
    looksAt(seen, known(seen.cluster.key), before, freshSweep),
  );
  const fleet: Look = { found: observation.fleet, known: known(null), fresh: freshSweep };
  const at = new Date(observation.at);
  const states = [...looks, fleet].flatMap((look) => after(look, at));
  return Object.fromEntries(states.map((state) => [state.alert.id, state]));
}

function looksAt(
  { cluster, auditId, lost, gone, seen, open }: SeenCluster,
  known: readonly AlertState[],
  before: NotifyState,
  freshSweep: boolean,
): readonly Look[] {
  const findings = known.filter(({ alert }) => alert.kind === 'finding');
  const others = known.filter(({ alert }) => alert.kind !== 'finding');
  const itself: Look = { found: lost === null ? [] : [lost], known: others, fresh: freshSweep };
  if (gone) return [itself];
  // Nobody looked: what is known stays as it is.
  if (!seen) return [itself, { found: [], known: findings, fresh: false }];
  const fresh = isNew(auditId, before.clusters[cluster.key]?.audit ?? null);
  return [itself, { found: open, known: findings, fresh }];
}

/** One that cannot be read says nothing, and not that all is well. */
function isNew(id: string | null, before: string | null): boolean {
  return id !== null && id !== before;
}

function knownBy(alerts: States): (cluster: string | null) => readonly AlertState[] {
  const byCluster = Map.groupBy(Object.values(alerts), ({ alert }) => alert.cluster?.key ?? null);
  return (cluster) => byCluster.get(cluster) ?? [];
}

function after({ found, known, fresh }: Look, at: Date): readonly AlertState[] {
  const before = new Map(known.map((state) => [state.alert.id, state]));
  const ids = new Set(found.map(({ id }) => id));
  const open = found.map((alert) => turned(before.get(alert.id), alert, { open: true, fresh, at }));
  const closed = known
    .filter(({ alert }) => !ids.has(alert.id))
    .map((state) => (fresh ? turned(state, state.alert, { open: false, fresh, at }) : state));
  return [...open, ...closed];
}

interface Turn {
  readonly open: boolean;
  readonly fresh: boolean;
  readonly at: Date;
}

function turned(before: AlertState | undefined, alert: Alert, { open, fresh, at }: Turn): AlertState {
  const recent = (before?.turns ?? []).filter((turn) => at.getTime() - Date.parse(turn) < flappingMs);
  const same = before !== undefined && before.open === open;
  const turns = same ? recent : [...recent, at.toISOString()];
  return {
    alert,
    open,
    seen: same ? before.seen + (fresh ? 1 : 0) : 1,
    turns,
    flapping: flaps(before?.flapping ?? false, turns, at),
  };
}

/** It begins by turning often, and ends by staying as it is. */
function flaps(before: boolean, turns: readonly string[], at: Date): boolean {
  if (turns.length >= flappingTurns) return !isCalm(turns, at);
  return before && !isCalm(turns, at);
}

function isCalm(turns: readonly string[], at: Date): boolean {
  const last = turns.at(-1);
  return last === undefined || at.getTime() - Date.parse(last) >= calmMs;
}
