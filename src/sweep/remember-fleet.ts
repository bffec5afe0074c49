import { remember } from '../judgement/fleet-memory.ts';
import type { SweepContext } from './context.ts';

/** Takes what the newest audits saw into the memory of the fleet; doing it twice changes nothing. */
export async function rememberFleet({ history, now }: Pick<SweepContext, 'history' | 'now'>): Promise<void> {
  const [before, latest, clients] = await Promise.all([
    history.fleetMemory(),
    history.latest(),
    history.busyClients(),
  ]);
  const busy = new Map(clients.map((one) => [one.cluster.key, one.busy]));
  await history.saveFleetMemory(remember(before, { latest, busy }, now()));
}
