/** The fleet and its evidence from the outside world: what the function app and the command line have in common. */
import type { FleetSettings } from '../config/fleet.ts';
import type { GatherOptions } from '../evidence/define-gatherer.ts';
import type { Logger } from '../shared/logger.ts';
import type { Notes } from '../store/history.ts';
import type { FleetPort } from '../sweep/context.ts';
import { azureFleet } from './azure.ts';
import type { FleetClock } from './clock.ts';
import { machineClock } from './clock.ts';
import { kubeconfigFleet } from './kubeconfig.ts';
import type { FleetWitness } from './witness.ts';

/** One a process: the clients of Azure in it keep the limits that one identity has. */
export function fleetPort(
  settings: FleetSettings,
  options: GatherOptions,
  notes: Notes,
  clock: FleetClock = machineClock,
  witness: FleetWitness | null = null,
): (log: Logger) => FleetPort {
  return settings.kind === 'kubeconfig'
    ? kubeconfigFleet(settings, options, witness)
    : azureFleet(settings, options, notes, clock, witness);
}
