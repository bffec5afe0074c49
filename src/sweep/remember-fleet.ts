import { remember } from '../judgement/fleet-memory.ts';
import type { History } from '../store/history.ts';

/** Takes what the newest audits saw when a sweep closed into the memory of the fleet; doing it twice changes nothing. */
export async function rememberFleet(
  history: Pick<History, 'fleetMemory' | 'latest' | 'busyClients' | 'saveFleetMemory'>,
  closedAt: Date,
): Promise<void> {
  const [before, latest, clients] = await Promise.all([
    history.fleetMemory(),
    history.latest(),
    history.busyClients(),
  ]);
  const busy = new Map(clients.map((one) => [one.cluster.key, one.busy]));
  await history.saveFleetMemory(remember(before, { latest, busy }, closedAt));
}
